package main

import (
	"github.com/Masterminds/semver/v3"
	"github.com/akuity/kargo/pkg/expressions"
	"github.com/expr-lang/expr"
)

// templates records what Kargo makes of text with expressions in it, and of whole configurations.
func templates() []any {
	vectors := []any{map[string]any{"environment": encoded(environment())}}
	add := func(text string) {
		value, err := expressions.EvaluateTemplate(text, environment(), functions()...)
		if err != nil {
			vectors = append(vectors, map[string]any{"template": text, "error": true})
			return
		}
		vectors = append(vectors, map[string]any{"template": text, "value": encoded(value)})
	}
	for _, text := range plain() {
		add(text)
	}
	// What the text of a result becomes does not depend on where the text comes from.
	for _, result := range results() {
		add("${{ '' }}" + result)
		add("${{ '' }}" + result + "\n")
	}
	for _, value := range values() {
		for _, function := range []string{"", "quote", "unsafeQuote", "asYAML", "asJSON", "string"} {
			add("${{ " + function + "(" + value + ") }}")
		}
	}
	for _, config := range configurations() {
		result, err := expressions.EvaluateJSONTemplate([]byte(config), environment(), functions()...)
		if err != nil {
			vectors = append(vectors, map[string]any{"config": config, "error": true})
			continue
		}
		vectors = append(vectors, map[string]any{"config": config, "result": string(result)})
	}
	return vectors
}

// functions stands for those of Kargo's package that need a cluster to build; these two do not.
func functions() []expr.Option {
	return []expr.Option{
		expr.Function("semverParse", func(arguments ...any) (any, error) {
			return semver.NewVersion(arguments[0].(string))
		}, new(func(string) *semver.Version)),
	}
}

func values() []string {
	return []string{
		"1", "1.5", "1e6", "1234567.0", "1e21", "-0.5", "true", "false", "nil", "'a'", "''", "'true'", "'1'", "'null'", "'a b'", "' a'", "'a '", "'a\\nb'", "'a\\nb\\n'",
		"'a\\n\\n'", "'\\n'", "'\\na'", "' a\\n b'", "'a \\nb'", "'a\\tb'", "'#a'", "'a #b'", "'a#b'", "'a: b'", "'a:b'", "'a:'", "':a'", "'- a'", "'-a'", "'-'", "'---'", "'? a'", "'?a'",
		"'{a}'", "'[a]'", "'*a'", "'&a'", "'!a'", "'%a'", "'@a'", "'`a'", "'|'", "'>'", "'a|b'", "\"it's\"", "'say \"hi\"'", "'\\\\'", "'yes'", "'No'", "'y'", "'on'", "'~'", "'0x1f'", "'0o7'", "'012'",
		"'1_000'", "'1.5'", "'.5'", "'5.'", "'1e3'", "'.inf'", "'.nan'", "'-.inf'", "'12:30'", "'1:30:45'", "'2023-08-14'", "'2023-08-14T10:00:00Z'", "'2023-08-14 10:00:00'", "'2023-13-14'", "'=a'", "'='", "'<<'",
		"'ä'", "'\\u2028'", "'\\x01'", "'\\x7f'", "'\\u00a0'", "'\U0001F600'", "'\\ufeff'", "'a,b'", "'a, b'", "'a]'", "'a}'", "'v1.2.3'", "'1.2.3'", "'1.20'", "'http://a/b?c=d&e=f'", "'x=1'",
		"[]", "{}", "[1, 'a', nil]", "[[1, 2], [3]]", "[[], {}]", "{a: 1}", "{b: 1, a: [1, 2], c: {d: 'e'}}", "[{a: 1, b: 2}, {c: [1]}]", "{a: [{b: [{c: 1}]}]}", "{a: 'x\\ny\\n', b: ['p\\nq']}", "{a10: 1, a2: 2, b: 3, A: 4, '1': 5, 'true': 6, 'a b': 7, '': 8}",
		"{'a.b': 1, 'a-b': 2, a_b: 3, ab: 4, a: 5, 'x: y': 1, '#c': 2}", "{a: {}, b: [], c: nil, d: ''}", "users", "m", "strings", "ints", "page", "lines", "quoted", "at", "d", "1..3", "split('a,b', ',')", "'<>&'", "version", "short", "sha", "digits",
		"s", "t", "u", "yes", "n", "missing", "i", "f", "whole", "big", "json", "fromJSON(json)", "groupBy(ints, #)", "0/0", "1/0", "'a' + 1", "b'abc'", "at.Month()", "timezone('UTC')",
		"{a: [[1, [2]], {b: [3]}]}", "[[[1]]]", "[{a: {b: {c: [1]}}}]", "{'a\\nb': 1}", "9007199254740993", "1e20", "123456789.5", "1e-7",
	}
}

func results() []string {
	return []string{
		"", " ", "a", "1", "-1", "+1", "0", "1.20", "007", "1_000", "1__0", "_1", "1_", ".5", "5.", ".", "1e3", "1E3", "1e+3", "1e", "1e400", "-1e400", "1e-400", "0x10", "0x1p4", "0X1P-2", "0x1.8p1", "0xp1", "0x_1p4", "0x1_0p4", "0b1", "0o7",
		"inf", "-Inf", "+INF", "infinity", "Infinit", "nan", "NaN", "+nan", "-nan", " 42", "42 ", "4 2", "1,000", "1d", "1f", "12345e6", "12345e67", "2024", "1.2.3", "v1", "9007199254740993", "123456789012345678901234567890",
		"t", "T", "f", "F", "true", "TRUE", "True", "tRUE", "false", "FALSE", "False", "fALSE", "yes", "no", "on", "off", "y", "n", "null", "Null", "nil", " null ", "undefined", "~",
		"[1]", "[1, 2.5, \"x\", null, true]", "[1,]", "[", " [1] ", "{\"a\": {\"b\": [1]}}", "{a: 1}", "{\"b\":1,\"a\":2}", "{}", "[]", "{\"a\":1} x", "\"x\"", "\"\"", "\"", "\"a\"b\"", " \"x\"", "\"x\" ", "\"a\\\"b\"", "\"a\\nb\"", "'x'", "\"1\"", "\"true\"",
		"tr", "-", "+", "--1", "1-1", "0x", "1e5e5", "１", "٣", "½", "\u00a01", "1\u00a0", "[1e400]", "[\"\\ud800\"]", "\"\\u00e4\" ", "\t1", "1\r", "[1]\r", "\n", "\n\n", "1\n", "x\n", "[NaN]", "[01]", "[.5]", "[1.]", "[+1]", "[tru]", "[1 2]", "[\"a\tb\"]", "{\"a\":1,\"a\":2}", "{\"a\"}", "[1]]", "\ufeff1", "\ufeff[1]",
	}
}

func plain() []string {
	return []string{
		"", "plain", "42", "true", "null", "[1]", "${", "$ {{ 1 }}", "{{ 1 }}", "}}", "%}", "${{ 1 }}", "${% 1 %}", "${{1}}", "${%1%}", "${{ 1 + 1 }}", "${{ 1 }}${{ 2 }}", "${{ 1 }} ${{ 2 }}", "a${{ 1 }}", "${{ 1 }}b", "a${{ 1 }}b${% 2 %}c",
		"${{ 'a' }}", "${{ '1' }}", "${{ 'true' }}", "${{ true }}", "${{ !yes }}", "${{ nil }}", "${{ missing }}", "${{ missing.a }}", "${{ missing?.a }}", "${{ s }}", "${{ i }}", "${{ f }}", "${{ m }}", "${{ ints }}", "${{ users[0] }}", "${{ strings }}",
		"${{", "${%", "${{ 1", "${{ 1 }", "${{ 1 } }", "${% 1 }}", "${{ 1 %}", "a ${{ 1 }} b ${{", "${{}}", "${%%}", "${{ }}", "${{}} ${{ 1 }}", "a${{}}b${{ 1 }}c", "${{ 1 }}${{}}${{ 2 }}", "${{ 1 }}${%%}x",
		"${{ {\"a\":{\"b\":1}} }}", "${% {\"a\":{\"b\":1}} %}", "${{ '}}' }}", "${% '%}' %}", "${{ \"a}}b\" }}", "${% 7 % 4 %}", "${{ 7 % 4 }}", "${{ '${{' }}", "${% '${{ 1 }}' %}", "${{ ${{ 1 }} }}", "${{ {a: 1} }}", "${{ {a: {b: 1} } }}", "$${{ 1 }}", "\\${{ 1 }}",
		"${{ 1 }}\n", "${{ 'a' }}\n", "${{ 'a\\n' }}", "${{ 'a' }}\n\n", "\n${{ 1 }}", " ${{ 1 }}", "${{ 1 }} ", "${{ 'a\\nb' }}\n", "line\n${{ 1 }}\nline\n", "${{ quote('a') }}\n", "${{ true }}\n", "${{ nil }}\n", "${{ [1] }}\n",
		"\"${{ 1 }}\"", "\"${{ 1 }}\"\n", "\"${{ 1 }}", "'${{ 1 }}'", "\"${{ 1 }}\" and \"${{ 2 }}\"", "[${{ 1 }}, ${{ 2 }}]", "{\"a\": ${{ i }}, \"b\": \"${{ s }}\"}", "{\"a\": ${{ toJSON(m) }}}", "${{ i }}.${{ f }}", "v${{ i }}", "${{ i }}_000", "${{ i }}e${{ i }}", "-${{ i }}",
		"${{ quote(true) }}", "${{ quote(1) }}", "${{ quote('1') }}", "${{ quote(short) }}", "${{ short }}", "${{ sha }}", "${{ quote(sha) }}", "${{ unsafeQuote('a') }}", "${{ quote('a') + 'b' }}", "x${{ quote('a') }}", "${{ quote(quote('a')) }}", "${{ quote('a\"b') }}", "${{ quote('x\\ny') }}",
		"${{ quote() }}", "${{ quote(1, 2) }}", "${{ asYAML() }}", "${{ asJSON(1, 2) }}", "${{ quote('a').b }}", "${{ quote }}", "${{ foo() }}", "${{ 1 + }}", "${{ 'a }}", "${{ 1 2 }}", "${{ # comment }}", "${{ 1 // c }}", "${{ /* c */ 1 }}", "${{ let x = 1; x }}",
		"${{ yes ? 'on' : 'off' }}", "${{ if yes { 'a' } else { 'b' } }}", "${{ users | map(.name) | join(',') }}", "${{ users | filter(.boss) }}", "image:${{ version }}", "${{ trimPrefix(version, 'v') }}", "${{ version }}@${{ sha }}", "${{ page }}", "${{ [page] }}", "${{ t }}", "${{ quote(t) }}",
		"${{ at }}", "${{ d }}", "${{ at.Year() }}", "${{ at.Format('2006') }}", "${{ quote(at.Format('2006')) }}", "${{ at.Month() }}", "${{ string(d) }}", "${{ now }}", "${{ at.Year }}", "${{ groupBy(ints, #) }}", "${{ 0/0 }}", "${{ 1/0 }}", "${{ string(1/0) }}", "${{ big }}", "${{ big * big }}", "${{ 9007199254740993 }}", "${{ 1e21 }}", "${{ 1e-9 }}",
		"${{ semverParse(version).Major() }}", "${{ semverParse(version).IncMinor().String() }}", "${{ semverParse(version) }}", "${{ quote(semverParse(version)) }}", "${{ semverParse('x') }}", "${{ semverParse(version).Prerelease() }}", "${{ quote(semverParse('1.2').String()) }}", "${{ semverParse(version).Original() }}", "${{ semverParse(version).Foo() }}", "${{ semverParse('1.2.3-rc.1+b').Metadata() }}", "${{ semverParse('1.2.3').LessThan(semverParse('1.3')) }}", "${{ semverParse('1.2.3-rc').IncPatch().Original() }}", "${{ semverParse('v1.2.3').IncMajor().Original() }}", "${{ asYAML(semverParse('1.2.3')) }}", "${{ semverParse('1.2.3').Compare(semverParse('1.2.3')) }}", "${{ semverParse('1.2.3').SetPrerelease('rc') }}", "${{ semverParse(i) }}", "${{ string(semverParse('1.2')) }}", "${{ toJSON({v: semverParse('1.2')}) }}", "${{ type(semverParse('1.2').Major()) }}", "${{ semverParse('1.2').Major() + 1 }}",
	}
}

func configurations() []string {
	return []string{
		`{}`, `{"a":1}`, `{"a":1.0,"b":1e6,"c":1e21,"d":0.000001,"e":true,"f":null,"g":"x"}`, `{"a":"${{ 1 }}"}`, `{"a":"${{ 'x' }}"}`, `{"a":{"b":["${{ i }}","${{ s }}",{"c":"${{ yes }}"}]}}`, `{"${{ s }}":"${{ s }}"}`, `{"b":"${{ 1 }}","a":"${{ 2 }}"}`,
		`{"a":"${{ 1.5 }}"}`, `{"a":"${{ 42 }}"}`, `{"a":"${{ 1e6 }}"}`, `{"a":"${{ 1e20 }}"}`, `{"a":"${{ 1e21 }}"}`, `{"a":"${{ 123456789012 }}"}`, `{"a":"${{ 0.1 + 0.2 }}"}`, `{"a":"${{ 'inf' }}"}`, `{"a":"${{ 'nan' }}"}`, `{"a":"${{ nil }}"}`, `{"a":"${{ m }}"}`, `{"a":"${{ quote(m) }}"}`,
		`{"a":"${{ '<b>' }}"}`, `{"a":"<b>"}`, `{"a":"${{ missing.b }}"}`, `{"a":"${{"}`, `{"a":"${{ 1"}`, `{"a":["${{ 1 }}${{ 2 }}","x","${{ quote(1) }}"]}`, `[1]`, `"x"`, `1`, `{"a":"${{ asYAML(users) }}"}`, `{"a":"${{ asJSON(users) }}"}`, `{"a":"${{ -0.0 }}"}`, `{"a":"${{ 9007199254740993 }}"}`, `{"a":"${{ 1e-7 }}"}`,
		`{"a":"${{ 5e-324 }}"}`, `{"a":"${{ 1.7976931348623157e308 }}"}`, `{"a":"${{ 2e23 }}"}`, `{"a":"${{ 0.3 }}"}`, `{"a":"${{ 100 }}"}`, `{"a":"${{ 12345678901234567890 }}"}`, `{"a":"${{ '12345678901234567890' }}"}`, `{"a":"t"}`, `{"a":"${{ 't' }}"}`,
	}
}
