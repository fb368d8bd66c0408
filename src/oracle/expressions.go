package main

import (
	"fmt"
	"math/rand"
	"strings"

	"github.com/expr-lang/expr"
)

// language records what the language makes of written and of random expressions. Whatever depends on the time, on
// the order of a map or on chance is left out.
func language() []any {
	vectors := []any{map[string]any{"environment": encoded(environment())}}
	for _, text := range written() {
		vectors = append(vectors, answer(text))
	}
	for _, text := range combined() {
		vectors = append(vectors, answer(text))
	}
	random := &author{rand.New(rand.NewSource(20260102))}
	for range 900 {
		vectors = append(vectors, answer(random.text(1+random.Intn(3))))
	}
	for range 250 {
		vectors = append(vectors, answer(random.spoiled()))
	}
	return vectors
}

func answer(text string) map[string]any {
	program, err := expr.Compile(text)
	if err == nil {
		var value any
		if value, err = expr.Run(program, environment()); err == nil {
			return map[string]any{"expression": text, "value": encoded(value)}
		}
	}
	return map[string]any{"expression": text, "error": true}
}

// combined puts every operator between operands of every kind, known beforehand and not.
func combined() []string {
	var texts []string
	literals := []string{"1", "2.5", "'a'", "true", "nil", "[1, 2]", "{a: 1}", "duration('1h')"}
	names := []string{"i", "f", "s", "yes", "n", "ints", "m", "at", "d", "missing"}
	operators := []string{"+", "-", "*", "/", "%", "**", "==", "!=", "<", ">", "<=", ">=", "and", "or", "??", "in", "contains", "matches", "..", "not in", "startsWith", "endsWith"}
	for _, operator := range operators {
		for i, left := range names {
			for j, right := range append(append([]string{}, names...), literals...) {
				// A third of all is enough to meet every pair of kinds with some operator of its family.
				if (i+j)%3 == 0 || left == right {
					texts = append(texts, fmt.Sprintf("%s %s %s", left, operator, right))
				}
			}
		}
		for i, left := range literals {
			for j, right := range literals {
				if (i+j)%2 == 0 {
					texts = append(texts, fmt.Sprintf("%s %s %s", left, operator, right))
				}
			}
		}
	}
	for _, function := range []string{"len", "type", "abs", "ceil", "floor", "round", "int", "float", "string", "trim", "upper", "lower", "max", "min", "mean",
		"median", "toJSON", "fromJSON", "toBase64", "fromBase64", "first", "last", "keys", "values", "toPairs", "fromPairs", "reverse", "uniq", "concat",
		"flatten", "sort", "bitnot", "duration", "timezone", "date", "join", "sum", "count", "get", "split"} {
		for _, argument := range []string{"i", "f", "s", "u", "yes", "n", "ints", "empty", "single", "nothing", "at", "d", "mixed", "names", "nested", "digits", "whole"} {
			texts = append(texts, fmt.Sprintf("%s(%s)", function, argument))
		}
		for _, argument := range literals {
			texts = append(texts, fmt.Sprintf("%s(%s)", function, argument))
		}
		texts = append(texts, function+"()", function+"(i, s, f, n, yes)", function)
	}
	return texts
}

// author writes random expressions, most of which mean something.
type author struct{ *rand.Rand }

func (a *author) pick(options ...string) string { return options[a.Intn(len(options))] }

func (a *author) text(depth int) string {
	switch a.Intn(6) {
	case 0:
		return a.list(depth)
	case 1:
		return a.truth(depth)
	case 2, 3:
		return a.word(depth)
	default:
		return a.number(depth)
	}
}

func (a *author) number(depth int) string {
	if depth == 0 {
		return a.pick("i", "j", "f", "g", "zero", "whole", "1", "2", "0", "3.25", "0x1F", "1_000", "1e3", ".5", "m.a", "ints[0]", "users[-1].age", "missing ?? 5", "single.only")
	}
	n, w, l := func() string { return a.number(depth - 1) }, func() string { return a.word(depth - 1) }, func() string { return a.list(depth - 1) }
	switch a.Intn(14) {
	case 0, 1:
		return n() + " " + a.pick("+", "-", "*", "/", "%", "**", "^") + " " + n()
	case 2:
		return "(" + n() + a.pick(" + ", " - ", " * ") + n() + ") " + a.pick("+", "-", "*", "/") + " " + n()
	case 3:
		return a.pick("-", "+") + n()
	case 4:
		return a.pick("abs", "ceil", "floor", "round", "int", "float") + "(" + n() + ")"
	case 5:
		return "len(" + a.pick(w(), l()) + ")"
	case 6:
		return a.truth(depth-1) + " ? " + n() + " : " + n()
	case 7:
		return a.pick("max", "min", "mean", "median") + "(" + n() + ", " + n() + a.pick("", ", ints", ", floats") + ")"
	case 8:
		return "let v = " + n() + "; v " + a.pick("+", "*", "-") + " " + a.pick("v", "i", "1")
	case 9:
		return "sum(" + a.pick("ints", "floats", "1..4", "users, .age") + ") " + a.pick("+", "-") + " " + n()
	case 10:
		return "reduce(" + a.pick("ints", "1..5") + ", #acc " + a.pick("+", "*", "-") + " # * " + n() + ", " + n() + ")"
	case 11:
		return a.pick("findIndex", "findLastIndex", "count") + "(" + l() + ", " + a.test() + ")"
	case 12:
		return a.pick("indexOf", "lastIndexOf") + "(" + w() + ", " + w() + ")"
	default:
		return "if " + a.truth(depth-1) + " { " + n() + " } else { " + n() + " }"
	}
}

func (a *author) test() string {
	return a.pick("# > 1", "# == 2", "# < i", "# != nil", "{# % 2 == 0}", "{ let x = #; x >= 2 }", "len(string(#)) > 1", "type(#) == 'int'", "# in [1, 'x']", "not (# in ints)")
}

func (a *author) truth(depth int) string {
	if depth == 0 {
		return a.pick("yes", "no", "true", "false", "bools[0]", "users[0].boss", "n == nil", "'a' in m", "'q' not in nothing")
	}
	n, w, t := func() string { return a.number(depth - 1) }, func() string { return a.word(depth - 1) }, func() string { return a.truth(depth - 1) }
	switch a.Intn(9) {
	case 0, 1:
		return n() + " " + a.pick("<", ">", "<=", ">=", "==", "!=") + " " + n()
	case 2:
		return t() + " " + a.pick("and", "or", "&&", "||", "==", "!=") + " " + t()
	case 3:
		return a.pick("not ", "!") + a.pick(t(), "("+t()+")")
	case 4:
		return w() + " " + a.pick("contains", "startsWith", "endsWith", "==", "<", "not contains", "matches", "not matches") + " " + a.pick("'l'", "'[a-h]+'", "s", "'^he'", "'H'")
	case 5:
		return n() + a.pick(" in ", " not in ") + a.pick("ints", "1..4", "[1, 2, 3]", "mixed", "floats")
	case 6:
		return a.pick("any", "all", "none", "one") + "(" + a.list(depth-1) + ", " + a.test() + ")"
	case 7:
		return n() + " < " + n() + " <= " + n()
	default:
		return a.pick("hasPrefix", "hasSuffix") + "(" + w() + ", " + w() + ")"
	}
}

func (a *author) word(depth int) string {
	if depth == 0 {
		return a.pick("s", "t", "u", "digits", "'x'", "\"a b\"", "`raw\\n`", "'\\u00e4\\t'", "names[1]", "users[0].name", "strings.user", "strings.nope", "m['x y']", "'ÄÖ'")
	}
	n, w, l := func() string { return a.number(depth - 1) }, func() string { return a.word(depth - 1) }, func() string { return a.list(depth - 1) }
	switch a.Intn(13) {
	case 0, 1:
		return w() + " + " + w()
	case 2:
		return a.pick("upper", "lower", "trim", "toBase64") + "(" + w() + ")"
	case 3:
		return w() + " | " + a.pick("upper()", "lower()", "replace('l', 'L')", "trimPrefix('h')", "trimSuffix('o')", "trim('hx')", "repeat(2)", "split('l') | join('-')", "replace('', '.')")
	case 4:
		return "string(" + a.pick(n(), l(), "m", "nothing", "n", a.truth(depth-1)) + ")"
	case 5:
		return "type(" + a.pick(n(), l(), w(), "m", "n") + ")"
	case 6:
		return "toJSON(" + a.pick(n(), l(), w(), "m", "users", "n") + ")"
	case 7:
		return a.pick("s", "t", "digits") + "[" + a.pick("1:", ":2", "1:3", ":-1", "-2:", "i:", ":", "3:1") + "]"
	case 8:
		return a.pick("n?.name", "users[0]?.mail", "missing?.a.b", "m.b?.e", "strings?.user", "m?.b.d") + " ?? " + w()
	case 9:
		return a.truth(depth-1) + " ? " + w() + " : " + w()
	case 10:
		return "join(map(" + l() + ", string(#)), ',')"
	case 11:
		return "find(names, # " + a.pick(">", "<", "!=") + " " + w() + ") ?? 'none'"
	default:
		return "get(" + a.pick("names", "strings", "m") + ", " + a.pick("0", "'user'", "'x y'", "-1", "9") + ")"
	}
}

func (a *author) list(depth int) string {
	if depth == 0 {
		return a.pick("ints", "floats", "names", "mixed", "empty", "nested", "1..4", "3..1", "[1, 'a', nil]", "[]", "users[0].tags", "[i, f]")
	}
	n, l := func() string { return a.number(depth - 1) }, func() string { return a.list(depth - 1) }
	switch a.Intn(13) {
	case 0:
		return "[" + n() + ", " + a.word(depth-1) + "]"
	case 1:
		return "filter(" + l() + ", " + a.test() + ")"
	case 2:
		return "map(" + l() + ", " + a.pick("# + 1", "[#, #index]", "string(#)", "# == 2", "{ {v: #} }", "type(#)", "#index * 2", "nil ?? #") + ")"
	case 3:
		return a.pick("sort(ints)", "sort(floats, 'desc')", "sort(names)", "sortBy(users, .age)", "sortBy(users, .name, 'desc')", "sortBy(ints, -#)", "sort(ints, 'asc')", "sort(mixed)")
	case 4:
		return a.pick("reverse", "uniq", "flatten") + "(" + l() + ")"
	case 5:
		return "concat(" + l() + ", " + l() + ")"
	case 6:
		return l() + a.pick("[1:]", "[:1]", "[-1:]", "[:]", "[1:2]", "[2:1]", "[i:]")
	case 7:
		return "take(" + l() + ", " + a.pick("1", "2", "9", "0") + ")"
	case 8:
		return "split(" + a.word(depth-1) + ", " + a.pick("'l'", "''", "' '", "'zz'") + a.pick("", ", 2", ", -1", ", 0") + ")"
	case 9:
		return a.pick("map(users, .name)", "map(filter(users, .age > 26), .tags)", "users | filter(.boss) | map(.name)", "map(users, {.name + '!'})", "flatten(map(users, .tags))", "map(users, get(#, 'mail'))")
	case 10:
		return "keys(" + a.pick("single", "{z: 1}", "nothing") + ")"
	case 11:
		return "toPairs(" + a.pick("single", "{z: 1}", "nothing") + ")"
	default:
		return n() + ".." + n()
	}
}

// spoiled takes a character out of a sound expression, puts one in, or cuts it short.
func (a *author) spoiled() string {
	text := []rune(a.text(2))
	place := a.Intn(len(text))
	switch a.Intn(3) {
	case 0:
		return string(text[:place]) + string(text[place+1:])
	case 1:
		return string(text[:place])
	default:
		return string(text[:place]) + a.pick("(", ")", "]", "{", "'", "#", "?", ";", ".", ",", "|", "!", "1", "$", " ", "=", "ä", "\\") + string(text[place:])
	}
}

func lines(text string) []string {
	var all []string
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}
