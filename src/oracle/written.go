package main

// written holds the expressions that a reader of the language definition would try: every operator and function,
// ordinary, at its edges, and wrong.
func written() []string {
	multiline := []string{
		"1 +\n2", "// comment\n1", "1 // comment", "1 /* a */ + /* b\n */ 2", "/* open", "let x = 1;\nlet y = 2;\nx + y", "'a\nb'", "`a\nb`", "`a``b`", "``", "```a`",
		"'a\rb'", "`a\r\nb`", "\u00a01\u2003+ 2", "1;\n2", "1;", ";", "", " ", "1;2;", "(1;2)", "(1;2;)", "let x = 1; x;", "'\u2028<>&'", "toJSON('\u2028<>&\\x01\\x7f')",
		"\"\u00e4\" + 'ö'", "len('\U0001F600')", "'\U0001F600'[0]", "'\U0001F600'[0:4]", "'\U0001F600ab'[4:]", "upper('ß')", "lower('ΑΣ')", "upper('éǆ')", "1 \x00", "ident·", "变量", "let 变量 = 1; 变量 + 1",
		"indexOf('äö', 'ö')", "lastIndexOf('äöö', 'ö')", "split('äö', '')", "trim('\u2003a\u00a0')", "trim('ääbä', 'ä')", "replace('äö', '', '-')", "'\U0001F600' > '\uffee'", "sort(['\U0001F600', '\uffee', 'a'])",
	}
	return append(multiline, lines(`
		true
		false
		nil
		null
		True
		42
		-42
		007
		1_000
		1__0
		1_
		_1
		0x2A
		0X2a
		0x
		0xG
		0x_F
		0o52
		0O52
		0o8
		0b101010
		0B1
		0b2
		0b
		1.5
		.5
		5.
		1.e3
		1e3
		1E3
		1e+3
		1e-3
		1e
		1e+
		1.5e300
		1e400
		1e-400
		0x1p4
		0x1.8
		1a
		1.a
		9223372036854775807
		9223372036854775808
		-9223372036854775808
		9223372036854775807 + 1
		-9223372036854775807 - 2
		9223372036854775807 * 2
		0xFFFFFFFFFFFFFFFF
		0x7FFFFFFFFFFFFFFF
		1..3
		1 .. 3
		1...3
		1..3.5
		3..1
		-2..2
		1..1
		(1..3)[1]
		1..3[1]
		1..2 + 3
		1 + 2..4
		1..1000001
		1..2..3
		1.5..3
		0..-1
		'a'
		"a"
		'it''s'
		'it\'s'
		"it\'s"
		"say \"hi\""
		'\"'
		'\a\b\f\n\r\t\v\\'
		'\x41\u0041\U00000041\101'
		'\u{41}\u{1F600}'
		'\u{}'
		'\u{1234567}'
		'\u{110000}'
		'\U00110000'
		'\ud800'
		'\xff'
		'\x4'
		'\u12'
		'\400'
		'\08'
		'\q'
		'\`+"`"+`'
		'\?'
		'unclosed
		"unclosed
		b'abc'
		b"abc"
		B'abc'
		b'\xff\x00'
		b'\101'
		b'ÿ'
		b'\u0041'
		b'abc'[0]
		b'abc'[1:]
		b'abc' == b'abc'
		b'a' == 'a'
		len(b'abc')
		string(b'abc')
		toJSON(b'abc')
		type(b'a')
		97 in b'abc'
		b'abc' matches 'b'
		b'a' + b'b'
		map(b'ab', #)
		[1, 2, 3]
		[1, 2, 3,]
		[]
		[,]
		[1,,2]
		[1 2]
		[1, [2, [3]]]
		{}
		{a: 1}
		{a: 1,}
		{,}
		{'a': 1, "b": 2}
		{a: 1, a: 2}
		{1: 2}
		{1.5: 2}
		{0x10: 2}
		{(1): 2}
		{('a' + 'b'): 2}
		{(i): 2}
		{(s): 2}
		{true: 1}
		{nil: 1}
		{in: 1}
		{not: 1}
		{map: 1}
		{a: {b: {c: 1}}}.a.b.c
		{a 1}
		{'x': }
		{[1]: 2}
		i
		missing
		missing.a
		missing?.a
		missing?.a.b.c
		missing?.a()
		missing?.[0]
		missing?.[0].b
		missing?.a[0]
		missing?.a[0]?.b
		missing.a?.b
		missing[0]
		missing()
		missing?.a?.b ?? 7
		n.a
		n?.a
		n?.a == nil
		(n?.a).b
		m?.a
		m?.b.c
		m?.b.c[1]
		m?.b?.c?.[5]
		m.b.d?.e
		m.b.d.e
		m['b']['c'][0]
		m["x y"]
		m.x y
		m.nothing
		m.nothing.deeper
		m[1]
		m[nil]
		m[i]
		m.a.b
		m.b.c.0
		m.b.c[-1]
		m.b.c[2]
		m.b.c[-3]
		m.b.c['0']
		m.b.c.length
		ints[0]
		ints[-1]
		ints[3]
		ints[1.9]
		ints[f]
		ints['a']
		ints[n]
		ints[yes]
		ints.a
		[1, 2][0]
		[1, 2]['a']
		[1, 2].a
		{a: 1}['a']
		{a: 1}.b
		{a: 1}[0]
		'abc'[0]
		'abc'[1:2]
		s[0]
		s[-1]
		s[9]
		s.a
		s['a']
		t[0:2]
		t[1:2]
		s[1:3]
		s[:]
		s[:3]
		s[3:]
		s[-3:]
		s[:-3]
		s[-100:100]
		s[4:2]
		s['a':]
		s[f:]
		s[n:]
		ints[1:]
		ints[:1]
		ints[-2:]
		ints[:-2]
		ints[0:100]
		ints[2:1]
		ints[1:2:3]
		ints[1:][0]
		[1, 2, 3][1:]
		[1, 2, 3]['a':]
		i[0:1]
		i[0]
		yes[0]
		n[0]
		n[0:1]
		m[0:1]
		nil[0]
		nil.a
		nil?.a
		1.a
		true.a
		true[0]
		strings.user
		strings.nope
		strings.nope ?? 'x'
		strings['user']
		strings[1]
		'user' in strings
		'nope' in strings
		len(strings)
		strings == {user: 'jan', empty: ''}
		get(strings, 'nope')
		toJSON(strings)
		string(strings)
		type(strings)
		$env.i
		$env['s']
		$env.missing
		'i' in $env
		'missing' in $env
		$env?.missing
		$env.i.j
		$env()
		get($env, 'i')
		len($env) > 10
		let $env = 1; $env
		1 + 2 * 3
		(1 + 2) * 3
		2 ** 3 ** 2
		2 ^ 3
		-2 ** 2
		2 ** -1
		2 ** 0.5
		(-8) ** 0.5
		0 ** -1
		0 / 0
		1 / 0
		-1 / 0
		0.0 / 0 == 0.0 / 0
		7 / 2
		6 / 2
		7 % 3
		-7 % 3
		7 % -3
		7 % 0
		i % zero
		7.5 % 2
		i % 2.0
		10 - 4 - 3
		2 * 3 % 4
		8 / 2 / 2
		- - 1
		--1
		+1
		+s
		-s
		-yes
		+n
		-n
		-d
		!yes
		not yes
		not not yes
		!!yes
		!1
		not 1
		!s
		not n
		not i == 3
		not (i == 3)
		!yes == no
		-i + 5
		-i * 2
		-ints[0]
		-m.a
		not m.a
		1 + + 1
		1 - -1
		2 * -3
		2 * not 3
		1 +
		* 2
		1 2
		(1
		1)
		()
		1 == 1
		1 == 1.0
		1 == '1'
		i == '3'
		'a' == 'a'
		nil == nil
		n == nil
		missing == nil
		1 == nil
		[1, 2] == [1, 2]
		[1, 2] == [1.0, 2.0]
		[1] == ['1']
		[[1]] == [[1.0]]
		[1, 2] == [2, 1]
		[] == []
		[] == nil
		empty == []
		(1..2) == [1, 2]
		{a: 1} == {a: 1}
		{a: 1} == {a: 1.0}
		{a: 1} == {a: 1, b: nil}
		{} == {}
		{a: [1]} == {a: [1]}
		nothing == {}
		m == m
		true == true
		true == 1
		yes == 1
		yes != no
		1 != 1
		1 < 2
		1 < 1.5
		'a' < 'b'
		'B' < 'a'
		'a' < 'ab'
		'' < 'a'
		1 < 'a'
		i < 'a'
		i < s
		yes < no
		n < 1
		[1] < [2]
		1 < 2 < 3
		3 > 2 > 1
		1 < 3 < 2
		1 < 2 == true
		true == 1 < 2
		1 <= 1 >= 1
		1 < 2 < 'a'
		i > 1 > zero < 5
		1 <= i <= 5
		true and true
		true and false
		false or true
		true && false || true
		false and missing.a
		true or missing.a
		yes and 1
		yes and i
		no or i
		no or s
		i and yes
		n and yes
		n or yes
		s or yes
		1 and 2
		true and nil
		yes and nil
		yes && no == no
		yes or no and no
		1 in [1, 2]
		1 in [1.0]
		1.0 in [1, 2]
		3 in [1, 2]
		'a' in ['a', 'b']
		1 in ['a', 'b']
		i in ['a', 'b']
		f in ['a', 'b']
		n in ['a', 'b']
		n in ['a', '']
		s in ['hello', 'b']
		yes in ['a']
		i in [1, 'a']
		i in [3, 4]
		f in [2.5, 1]
		nil in [nil]
		nil in [1]
		'a' in {a: 1}
		1 in {a: 1}
		i in {a: 1}
		n in {a: 1}
		n in m
		i in m
		'a' in 'abc'
		s in s
		s in t
		1 in nil
		1 in n
		1 in 5
		i in i
		3 in 1..5
		i in 1..5
		f in 1..5
		whole in 1..5
		9 not in 1..5
		not (9 in 1..5)
		1 not in [1]
		1 not
		1 not + 2
		'x' in users[0]
		'name' in users[0]
		'abc' contains 'b'
		'abc' contains ''
		'abc' not contains 'z'
		s contains n
		n contains s
		s contains i
		s contains 'l' + 'l'
		'abc' startsWith 'ab'
		'abc' endsWith 'bc'
		'abc' not startsWith 'ab'
		'abc' matches '^a.c$'
		'abc' matches 'x'
		'abc' matches '['
		s matches '^h.*o$'
		s matches 'l{2}'
		s matches '(?i)HELLO'
		s matches '\\w+'
		s matches s
		s matches u
		s matches '(?=a)'
		s not matches 'z'
		n matches 'a'
		i matches 'a'
		'a' matches n
		'a' matches i
		'a.c' matches '\\.'
		1 matches 'a'
		t matches 'ä'
		lines matches '^one$'
		lines matches '(?m)^one$'
		'a' + 'b'
		'a' + 1
		s + 1
		s + i
		s + n
		s + s + s
		[1] + [2]
		'a' * 2
		'a' - 'b'
		n ?? 1
		nil ?? 1
		missing ?? 1
		0 ?? 1
		'' ?? 'x'
		no ?? yes
		n ?? n ?? 2
		n ?? missing.a
		i ?? missing.a
		missing.a ?? 1
		n ?? 1 + 2
		(n ?? 1) + 2
		1 + n ?? 2
		1 + (n ?? 2)
		n ?? 1 == 1
		yes and n ?? yes
		n ?? yes and yes
		-n ?? 1
		-i ?? 1
		n ?? -1
		n ?? i ? 1 : 2
		n ?? yes ? 1 : 2
		n ?? 'a' | upper()
		n ?? 'a' in ['a']
		n ?? 2 ** 2
		n?.a ?? 'x'
		true ? 1 : 2
		false ? 1 : 2
		yes ? no ? 1 : 2 : 3
		no ? 1 : no ? 2 : 3
		yes ? 1
		yes ? : 2
		n ?: 2
		yes ?: 2
		no ?: 2
		1 ? 2 : 3
		i ? 2 : 3
		n ? 2 : 3
		yes ? 1 : missing.a
		true ? 1 : 1 + 'a'
		yes ? [1] : {}
		yes?.5:1
		yes ? .5 : 1
		(yes ? 1 : 2) + 1
		yes ? 1 : 2 + 1
		if yes { 1 } else { 2 }
		if no { 1 } else { 2 }
		if no { 1 } else if yes { 2 } else { 3 }
		if no { 1 }
		if yes { 1 } else 2
		if i { 1 } else { 2 }
		if 1 { 1 } else { 2 }
		if yes { let x = 1; x } else { 2 }
		if yes { 1; 2 } else { 3 }
		if yes {} else {}
		1 + if yes { 1 } else { 2 }
		(if yes { 1 } else { 2 }) + 1
		if yes { 1 } else { 2 } + 1
		[if yes { 1 } else { 2 }]
		let x = if yes { 1 } else { 2 }; x
		let x = 42; x * 2
		let x = 1; let y = x + 1; y
		let x = 1; let x = 2; x
		let len = 1; len
		let map = 1; map
		let i = 9; i
		let x = 1
		let x = ; x
		let 1 = 1; 1
		let x = 1 x
		let x == 1; x
		let x = y; let y = 1; x
		(let x = 1; x) + 1
		1 + let x = 1; x
		1 + (let x = 1; x)
		let x = (let y = 2; y); x
		let x = let y = 2; y; x
		let f2 = ints; f2[0]
		let x = 'a'; x + 1
		let x = 1; x()
		let x = nil; x?.a
		let if = 1; if
		1; 2; 3
		missing.a; 2
		'a' | upper()
		'a' | upper() | lower()
		'a b' | split(' ') | len()
		ints | map(# * 2) | sum()
		ints | filter(# > 1)
		ints | map({# + 1})
		ints | count(# > 1)
		ints | sum()
		ints | reduce(#acc + #)
		ints | reduce(#acc + #, 10)
		ints | sortBy(-#)
		1 | abs()
		-1 | abs()
		1 + 2 | string()
		1 + 2 | string() + 'x'
		'a' | upper
		'a' | upper()[0]
		'a b' | split(' ')[0]
		s | foo()
		ints | len() + 1
		yes ? 'a' : 'b' | upper()
		len([1])
		len('')
		len({a: 1})
		len(nil)
		len(1)
		len()
		len([], [])
		LEN('a')
		::len('abc')
		:: upper('a')
		trim('  a  ')
		trim('__a__', '_')
		trim('xyaxy', 'yx')
		trim('a', '')
		trim(1)
		trim('a', 'b', 'c')
		trimPrefix('HelloWorld', 'Hello')
		trimPrefix('HelloWorld', 'World')
		trimPrefix(' a')
		trimSuffix('HelloWorld', 'World')
		trimSuffix('a ')
		upper('hello')
		lower('HELLO')
		split('a,b,c', ',')
		split('a,b,c', ',', 2)
		split('a,b,c', ',', 0)
		split('a,b,c', ',', -1)
		split('a,b,c', ',', 1)
		split('', ',')
		split('', '')
		split('abc', '')
		split('abc', '', 2)
		split('a,', ',')
		split(',', ',')
		split('abc')
		splitAfter('a,b,c', ',')
		splitAfter('a,b,c', ',', 2)
		splitAfter('abc', '')
		splitAfter('', 'x')
		replace('aaa', 'a', 'b')
		replace('aaa', 'a', 'b', 2)
		replace('aaa', 'a', 'b', 0)
		replace('aaa', 'a', 'b', -1)
		replace('abc', '', '-')
		replace('abc', '', '-', 2)
		replace('', '', '-')
		replace('abc', 'abc', '')
		replace('a')
		repeat('ab', 3)
		repeat('ab', 0)
		repeat('ab', -1)
		repeat('', 1000)
		repeat('a', 1000001)
		len(repeat('a', 1000))
		repeat('ab', 1.5)
		repeat('ab', f)
		indexOf('apple pie', 'pie')
		indexOf('a', 'b')
		indexOf('a', '')
		lastIndexOf('pie pie', 'pie')
		lastIndexOf('a', '')
		hasPrefix('abc', 'a')
		hasSuffix('abc', 'a')
		join(['a', 'b'], ',')
		join(['a', 'b'])
		join([], ',')
		join(['', ''], ',')
		join([1, 2], ',')
		join(names, ' & ')
		join(split('a b', ' '), '+')
		join('a')
		max(1, 2)
		max(1, 2.5)
		max(1, 1.0)
		max(1.0, 1)
		max([1, 5, 3])
		max([])
		max([1, [7, 2]], 3)
		max('a')
		max(s)
		max(s, 1)
		max(['a'])
		max(empty)
		max()
		min(1, 2)
		min([3, 1.5])
		min(1, [0])
		mean(1, 2, 3, 4)
		mean([1, 2])
		mean([])
		mean([1, [3]])
		mean('a')
		mean(1)
		median(1, 2, 3, 4)
		median([3, 1, 2])
		median([])
		median([1, 'a'])
		abs(-5)
		abs(-5.5)
		abs('a')
		abs(-9223372036854775808)
		ceil(1.2)
		ceil(-1.2)
		ceil(3)
		floor(1.8)
		floor(-1.2)
		round(1.5)
		round(2.5)
		round(-1.5)
		round(-2.5)
		round(0.49999999999999994)
		round(1e300)
		ceil('a')
		int('123')
		int('-5')
		int('+5')
		int('1.5')
		int('0x10')
		int('1_000')
		int(' 1')
		int('')
		int('9223372036854775808')
		int(1.9)
		int(-1.9)
		int(1e30)
		int(true)
		int(nil)
		int([])
		int(d)
		int(at)
		float('1.5')
		float('1e3')
		float('inf')
		float('-Infinity')
		float('nan')
		float('1_000')
		float('0x1p-2')
		float('0x10')
		float('1e400')
		float('.')
		float('abc')
		float(3)
		float(true)
		string(123)
		string(1.0)
		string(1.5)
		string(1e6)
		string(123456.0)
		string(1e20)
		string(1e21)
		string(1e-5)
		string(0.0001)
		string(-0.0)
		string(1/0)
		string(0/0)
		string(nil)
		string(true)
		string([1, 'a', nil, [2.5]])
		string({b: 1, a: [true]})
		string({})
		string('a')
		string(at)
		string(d)
		string([at, d])
		string(1..3)
		string(groupBy(ints, # > 1))
		type(42)
		type(4.2)
		type('a')
		type(true)
		type(nil)
		type([])
		type({})
		type(at)
		type(d)
		type(1..2)
		type('a'[:])
		type(timezone('UTC'))
		type(at.Month())
		type(groupBy([], #))
		toJSON(1)
		toJSON(1.0)
		toJSON(1.5)
		toJSON(1e20)
		toJSON(1e21)
		toJSON(1e-6)
		toJSON(1e-7)
		toJSON(-0.0)
		toJSON(1/0)
		toJSON(0/0)
		toJSON('a"b\\c\n')
		toJSON(page)
		toJSON([])
		toJSON({})
		toJSON([1, [2, {}], []])
		toJSON({b: 1, a: {c: nil}})
		toJSON(nil)
		toJSON(true)
		toJSON(at)
		toJSON(d)
		toJSON(timezone('UTC'))
		toJSON(at.Month())
		toJSON(1..3)
		toJSON(t)
		toJSON(groupBy(ints, #))
		toJSON(fromPairs([['a', 1]]))
		toJSON(toPairs(single))
		fromJSON('1')
		fromJSON('1.5')
		fromJSON('"a"')
		fromJSON('null')
		fromJSON('true')
		fromJSON('[1, {"a": [2]}]')
		fromJSON('{"b":1,"a":2,"b":3}')
		fromJSON(' 1 ')
		fromJSON('')
		fromJSON('{')
		fromJSON('{a: 1}')
		fromJSON("{'a': 1}")
		fromJSON('[1,]')
		fromJSON('01')
		fromJSON('.5')
		fromJSON('1e400')
		fromJSON('1e-400')
		fromJSON('NaN')
		fromJSON('1 2')
		fromJSON('"\\u00e4\\ud83d\\ude00"')
		fromJSON('"\\ud800"')
		fromJSON('12345678901234567890')
		fromJSON(json)
		fromJSON(json).a[1]
		fromJSON(toJSON(m)) == m
		fromJSON(1)
		toBase64('Hello World')
		toBase64('')
		toBase64('äö')
		fromBase64('SGVsbG8gV29ybGQ=')
		fromBase64('SGVsbG8')
		fromBase64('SGVs bG8=')
		fromBase64('SGVs\nbG8=')
		fromBase64('')
		fromBase64('!')
		fromBase64('QQ')
		fromBase64('QR==')
		fromBase64(toBase64(t))
		first([1, 2])
		first([])
		first(n)
		first(nil)
		first('abc')
		first(s)
		first(m)
		last([1, 2])
		last([])
		last(i)
		take([1, 2, 3], 2)
		take([1], 5)
		take([1], 0)
		take([1], -1)
		take([1], 1.5)
		take([1], f)
		take('abc', 1)
		take(s, 1)
		keys({a: 1})
		keys(single)
		keys({})
		keys([])
		sort(keys(m))
		values({a: 1})
		values(nothing)
		len(values(m))
		sort(values({a: 2, b: 1}))
		toPairs({a: 1})
		toPairs({})
		toPairs([])
		fromPairs([['a', 1], ['b', 2]])
		fromPairs([[1, 'x']])
		fromPairs([['a', 1]]).a
		fromPairs([['a', 1]])['b']
		fromPairs([['a']])
		fromPairs([1])
		fromPairs([])
		fromPairs([[[1], 2]])
		fromPairs([['a', 1]]) == {a: 1}
		'a' in fromPairs([['a', 1]])
		1 in fromPairs([[1, 1]])
		fromPairs(toPairs(single))
		reverse([1, 2, 3])
		reverse([])
		reverse('abc')
		reverse(s)
		uniq([1, 2, 1, 3, 2])
		uniq([1, 1.0, '1'])
		uniq([[1], [1.0], [1]])
		uniq([])
		concat([1], [2, 3])
		concat([1])
		concat([], [])
		concat([1], 2)
		concat(ints, names)
		flatten([1, [2, [3, [4]]]])
		flatten([])
		flatten([[], [[]]])
		flatten(1)
		sort([3, 1, 2])
		sort([3, 1, 2], 'desc')
		sort([3, 1, 2], 'asc')
		sort([3, 1, 2], 'up')
		sort([3, 1, 2], i)
		sort(['b', 'a'])
		sort([1, 'a'])
		sort([1, 2.5, 0])
		sort([true, false])
		sort([nil, 1])
		sort([])
		sort([1])
		sort(s)
		sort(i)
		sort(1..3, 'desc')
		sort(split('b a', ' '))
		sort([at, at - d])
		sortBy(users, .age)
		sortBy(users, .name, 'desc')
		sortBy(users, {-.age})
		sortBy(users, .nothing)
		sortBy(users, .name, 'x')
		sortBy(users, .name, 1)
		sortBy([], #)
		sortBy(['bb', 'a', 'ccc'], len(#))
		sortBy([3, 1], nil)
		groupBy(ints, # > 1)
		groupBy(users, .boss)[true][0].name
		groupBy(users, .name)['Ann']
		groupBy(users, .name).Nobody
		groupBy([1, 1.0, 2], #)
		groupBy([[1]], #)
		groupBy(users, .tags)
		groupBy([], #)
		len(groupBy(users, .boss))
		sort(keys(groupBy(names, #[0:1])))
		all(ints, # > 0)
		all(ints, # > 1)
		all([], false)
		all([1], 1)
		all(ints, #)
		any(ints, # > 2)
		any([], true)
		any(mixed, # == nil)
		none(ints, # > 5)
		none([], true)
		one(ints, # == 2)
		one(ints, # > 1)
		filter(ints, # > 1)
		filter(ints, {# > 1})
		filter(ints, #)
		filter(users, .boss)
		filter(users, {.age > 26 and len(.tags) > 0})
		filter(m, # > 1)
		filter(nothing, true)
		filter(n, true)
		filter(s, # > 100)
		filter('abc', true)
		filter({}, true)
		filter(1, true)
		filter(ints)
		filter(ints, # > 1, 2)
		filter(filter(ints, # > 1), # < 3)
		filter(ints, # > 1)[0]
		filter(ints, # > 9)[0]
		first(filter(ints, # > 9))
		last(filter(ints, # > 1))
		len(filter(ints, # > 1))
		map(ints, # * 2)
		map(ints, #index)
		map(ints, {#index + #})
		map(users, .name)
		map(users, #.name)
		map(users, .mail)
		map(users, .mail.x)
		map(users, .mail?.x)
		map(users, {let u = #; u.name})
		map(users, {.tags | map(# + '!')})
		map(users, map(.tags, upper(#)))
		map([1, 2], map([10], # + 1))
		map([[1, 2], [3]], sum(#))
		map(ints, {{v: #}})
		map(ints, {v: #})
		map(ints, [#, #index])
		map(ints, nil)
		map(ints, n)
		map(ints, {})
		map(ints, 1)
		map([], #)
		map(1..3, # ** 2)
		map(ints, #acc)
		map(ints, #foo)
		map(m, #)
		map(nothing, #)
		map(filter(ints, # > 1), # * 2)
		map(ints, # > 1 ? 'x' : 'y')
		map(ints, if # > 1 { 'x' } else { 'y' })
		map(ints, # | string())
		map(ints, {1; 2})
		map(ints, 1; 2)
		map(ints, let x = #; x + 1)
		map(names, .len)
		map(names, len(#))
		map(bools, !#)
		count(ints, # > 1)
		count(bools)
		count([true, false])
		count(ints)
		count([1, 2])
		count([])
		count(users, .boss)
		count(users, .age > 26 and not .boss)
		sum([1, 2, 3])
		sum([1, 2.5])
		sum([])
		sum(ints)
		sum(names)
		sum(mixed)
		sum(users, .age)
		sum(users, .name)
		sum(1..100)
		sum(map(ints, # * 2))
		sum([d, d])
		sum('abc')
		find(ints, # > 1)
		find(ints, # > 9)
		find(users, .name == 'Bob').age
		find(users, .name == 'Zoe')?.age
		find(users, .name == 'Zoe').age
		findIndex(ints, # == 2)
		findIndex(ints, # == 9)
		findLast(ints, # > 0)
		findLast(ints, # > 9)
		findLastIndex(ints, # > 0)
		findLastIndex(ints, # > 9)
		reduce(ints, #acc + #)
		reduce(ints, #acc + #, 0)
		reduce(ints, #acc + #, 'a')
		reduce(ints, #acc + string(#), '')
		reduce(ints, #index)
		reduce(ints, #acc + #index, 0)
		reduce([], #acc)
		reduce([], #acc, 7)
		reduce([5], #acc + #)
		reduce(users, #acc + .age, 0)
		reduce(ints, 1)
		reduce(ints)
		#
		.a
		#acc
		map(ints, # # 1)
		filter(ints, .)
		get([1, 2, 3], 1)
		get([1], 5)
		get([1], -1)
		get([1], 'a')
		get({a: 1}, 'a')
		get({a: 1}, 'b')
		get({a: 1}, 1)
		get(m, 1)
		get(m, 'b').c
		get(nil, 'a')
		get(n, 'a')
		get(s, 1)
		get('abc', 1)
		get(i, 1)
		get(users, 0).name
		get(ints, s)
		bitand(0b1010, 0b1100)
		bitor(0b1010, 0b1100)
		bitxor(0b1010, 0b1100)
		bitnand(0b1010, 0b1100)
		bitnot(0b1010)
		bitshl(0b101101, 2)
		bitshl(1, 63)
		bitshl(1, 64)
		bitshl(1, 100)
		bitshr(0b101101, 2)
		bitshr(-8, 1)
		bitshr(-8, 100)
		bitushr(-0b101, 2)
		bitushr(-1, 64)
		bitshl(1, -1)
		bitand(1.5, 1)
		bitand(f, 1)
		bitand(1)
		bitnot('a')
		duration('1h')
		duration('1h30m')
		duration('1.5h')
		duration('-2m')
		duration('+2m')
		duration('100ms')
		duration('1us')
		duration('1µs')
		duration('5ns')
		duration('.5s')
		duration('1.s')
		duration('0')
		duration('')
		duration('1')
		duration('1x')
		duration('1h 2m')
		duration('9223372036854775807ns')
		duration('9223372036854775808ns')
		duration('3000000h')
		duration('1.23456789s')
		duration('.s')
		duration('-.s')
		duration(1)
		d.Hours()
		d.Minutes()
		d.Seconds()
		d.Milliseconds()
		d.Microseconds()
		d.Nanoseconds()
		d.String()
		d.Nothing()
		d.Round(duration('1h'))
		d.Round(duration('40m')).String()
		d.Truncate(duration('1h'))
		duration('-90m').Abs()
		duration('1h').Hours()
		duration('1h').Hours
		duration('1h').Foo()
		duration('1h').Hours() + 1
		duration('1h') + duration('1m')
		duration('1h') - duration('1m')
		duration('1h') * 2
		2 * duration('1h')
		duration('1h') * 1.5
		1.5 * duration('1h')
		d * 2
		i * d
		f * d
		d * f
		d * d
		duration('1h') / 2
		d / 2
		d / d
		d % d
		duration('1h') > duration('1m')
		duration('1h') == duration('60m')
		duration('1h') == 3600000000000
		d == 5400000000000
		d > 5
		duration('1h') < at
		string(duration('1500ms'))
		string(duration('1h0m0.5s'))
		string(duration('250us'))
		string(-duration('1h'))
		date('2023-08-14')
		date('15:04:05')
		date('2023-08-14 15:04:05')
		date('2023-08-14T00:00:00Z')
		date('2023-08-14T00:00:00+02:00')
		date('2023-08-14T00:00:00.123456789-07:30')
		date('2023-08-14T00:00:00.1Z')
		date('2023-08-14T24:00:00Z')
		date('2023-08-14T00:00:00')
		date('14 Aug 23 15:04 UTC')
		date('14 Aug 23 15:04 CET')
		date('Monday, 14-Aug-23 15:04:05 GMT')
		date('Mon, 14 Aug 2023 15:04:05 UTC')
		date('Mon, 14 Aug 2023 15:04:05 GMT')
		date('2023-02-29')
		date('2024-02-29')
		date('2023-13-01')
		date('2023-8-14')
		date(' 2023-08-14')
		date('yesterday')
		date('')
		date(1)
		date()
		date('2023-08-14', '2006-01-02')
		date('14.08.2023', '02.01.2006')
		date('8/14/23', '1/2/06')
		date('Aug 14, 2023 at 3:04pm (UTC)', 'Jan 2, 2006 at 3:04pm (MST)')
		date('14 August 2023', '2 January 2006')
		date('3:04PM', '3:04PM')
		date('12:04 am', '3:04 pm')
		date('2023-226', '2006-002')
		date('20230814T150405Z', '20060102T150405Z0700')
		date('20230814150405.123', '20060102150405.000')
		date('2023-08-14 00:00:00', '2006-01-02 15:04:05', 'Europe/Zurich')
		date('2023-01-14 00:00:00', '2006-01-02 15:04:05', 'Europe/Zurich')
		date('2023-08-14 00:00:00', '2006-01-02 15:04:05', 'America/New_York')
		date('2023-08-14 00:00:00', '2006-01-02 15:04:05', 'Nowhere/City')
		date(timezone('Europe/Zurich'), '2023-08-14')
		date(timezone('Europe/Zurich'), '2023-08-14 10:00', '2006-01-02 15:04')
		date('2023-08-14', '02.01.2006')
		date('2023-08-14 CEST', '2006-01-02 MST')
		date('+0200', '-0700')
		date('2023', '2006')
		date('  5', '_2')
		date('2023-08-14T10:00:00.5Z', '2006-01-02T15:04:05Z07:00')
		date('1 2 3', '1 2 3')
		date('2023-08-14', 5)
		date('2023-08-14', '2006-01-02', 'UTC', 'x')
		at.Year()
		at.Month()
		at.Month() == 8
		int(at.Month())
		string(at.Month())
		at.Month().String()
		at.Day()
		at.Hour()
		at.Minute()
		at.Second()
		at.Nanosecond()
		at.Weekday()
		at.Weekday().String()
		int(at.Weekday())
		at.YearDay()
		at.ISOWeek()
		at.Unix()
		at.UnixMilli()
		at.UnixMicro()
		at.UnixNano()
		at.UTC()
		at.IsZero()
		at.IsDST()
		at.Location()
		at.Location().String()
		at.Format('2006-01-02')
		at.Format('Jan _2 2006 15:04:05.000 Monday Mon January 1 2 3 4 5 06 pm PM')
		at.Format('Z07:00 -0700 -07:00 -07 MST')
		at.Format('02/01/06 03:04:05 PM .999999 ,000')
		at.Format('002 __2 _2 _2006 2nd 20060102')
		at.Format('')
		at.Format('plain text')
		at.Format('Month Monday Jane Januaryx')
		at.Format(1)
		at.Format()
		at.String()
		at.Add(d)
		at.Add(duration('1h')).Hour()
		at.Add(1)
		at.AddDate(0, 1, 20)
		at.AddDate(1, 0, 0).Year()
		date('2024-01-31').AddDate(0, 1, 0)
		at.Sub(date('2023-08-14'))
		at.Sub(at)
		at.After(date('2023-08-14'))
		at.Before(date('2023-08-14'))
		at.Equal(at)
		at.Compare(date('2023-08-14'))
		at.Truncate(duration('1h'))
		at.Round(duration('1h'))
		at.In(timezone('Europe/Zurich'))
		at.In(timezone('Asia/Tokyo')).Hour()
		at.In(timezone('America/New_York')).Format('15:04 MST')
		at.In(timezone('Asia/Kolkata')).Format('-07:00 MST')
		at.Foo()
		at.Foo
		at.Year
		at?.Year()
		n?.Year()
		n.Year()
		at > date('2023-08-14')
		at >= at
		at == at.UTC()
		at == at.In(timezone('Asia/Tokyo'))
		at != date('2023-08-14')
		at - date('2023-08-14')
		date('2023-08-14') - at
		at - duration('24h')
		at + duration('24h')
		duration('24h') + at
		at - d
		d - at
		at + at
		at * 2
		at < 5
		at < d
		at == 5
		at == nil
		-at
		date('2023-08-14').Year()
		date('2023-08-14').Year
		date('2023-08-14').Foo
		date('2023-08-14') > duration('1h')
		date('2023-08-14') == date('2023-08-14T02:00:00+02:00')
		date('2023-08-14').Month() == 8
		date('0001-01-01').IsZero()
		timezone('UTC')
		timezone('Europe/Zurich')
		timezone('')
		timezone('Nowhere')
		timezone('europe/zurich')
		timezone('UTC').String()
		now().Year() > 2000
		now() > date('2020-01-01')
		now() - now() <= duration('0')
		now(1)
		now(timezone('UTC')).Year() > 2000
		type(now())
		foo
		foo.bar
		foo()
		s()
		s.foo()
		m.a()
		ints.foo()
		m.b.c()
		(s)
		((s))
		(s).foo
		s . foo
		m . a
		m.
		m..a
		m?.
		m?a
		m[
		m]
		i @ j
		i & j
		i ~ j
		i = j
		i === j
		i <> j
		i => j
		i ! j
		i !in ints
		i notin ints
		i is 3
		AND
		yes AND no
		a.b.c
		a?.b?.c
		'a' 'b'
		[1][0][0]
		{a: [1, {b: 2}]}.a[1].b
		users[0].tags[1]
		users[1].tags[0]
		users[5].name
		users[-1].mail
		users?.[0]?.name
		users.0.name
		users[0]['na' + 'me']
		users[0][s]
		map(users, .age) | sum() / len(users)
		len(users) > 2 ? 'many' : 'few'
		users | filter(.age > 26) | map(.name) | join(', ')
		let older = filter(users, .age > 26); {count: len(older), names: map(older, .name)}
		not any(users, .age > 50) and len(names) == 3
		'v' + join(map(split('1.2.3', '.'), string(int(#) + 1)), '.')
		trimPrefix(version, 'v') | split('.') | map(int(#)) | first()
		{a: 1}.a + {b: 2}.b
		all(users, all(.tags, len(#) == 1))
		map(users, {let u = #; map(.tags, u.name + #)})
		sum(map(users, .age)) / len(users) | round()
	`)...)
}
