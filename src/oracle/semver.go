package main

import (
	"fmt"
	"math/rand"
	"sort"
	"strings"

	"github.com/Masterminds/semver/v3"
)

// versions records how Masterminds reads versions, orders them, and which ones satisfy a constraint.
func versions() []any {
	var vectors []any
	for _, text := range versionTexts() {
		vector := map[string]any{"version": text}
		if v, err := semver.NewVersion(text); err == nil {
			vector["text"] = v.String()
			vector["parts"] = []any{fmt.Sprint(v.Major()), fmt.Sprint(v.Minor()), fmt.Sprint(v.Patch()), v.Prerelease(), v.Metadata()}
			if v.Major() < 1<<63 {
				major, minor, patch := v.IncMajor(), v.IncMinor(), v.IncPatch()
				vector["next"] = []string{major.Original(), minor.Original(), patch.Original()}
			}
		}
		_, err := semver.StrictNewVersion(text)
		vector["strict"] = err == nil
		vectors = append(vectors, vector)
	}
	random := rand.New(rand.NewSource(20260103))
	ordered := orderable()
	for range 200 {
		a, b := ordered[random.Intn(len(ordered))], ordered[random.Intn(len(ordered))]
		vectors = append(vectors, map[string]any{"left": a, "right": b, "order": semver.MustParse(a).Compare(semver.MustParse(b))})
	}
	for _, text := range constraints(random) {
		constraint, err := semver.NewConstraint(text)
		if err != nil {
			vectors = append(vectors, map[string]any{"constraint": text, "error": true})
			continue
		}
		admitted := []string{}
		for _, version := range ordered {
			if constraint.Check(semver.MustParse(version)) {
				admitted = append(admitted, version)
			}
		}
		vectors = append(vectors, map[string]any{"constraint": text, "admitted": admitted})
	}
	return append([]any{map[string]any{"versions": ordered}}, vectors...)
}

func versionTexts() []string {
	texts := strings.Fields(`1 1.2 1.2.3 v1 v1.2.3 V1.2.3 vv1 1.2.3.4 1. .1 1..2 01 1.02 1.2.03 0 0.0 0.0.0 00.0.0 1.2.3-rc 1.2.3-rc.1 1.2.3-rc.01 1.2.3-01 1.2.3-0 1.2.3-
		1.2.3-rc. 1.2.3-.rc 1.2.3-rc..1 1.2.3-a-b 1.2.3-- 1.2.3-a_b 1.2.3+b 1.2.3+b.01 1.2.3+ 1.2.3+a+b 1.2.3-rc+b 1.2.3+b-rc 1-rc 1.2-rc v1.2-rc+b 1+b 1.2.x x * latest 1,2
		18446744073709551615.0.0 18446744073709551616.0.0 1.18446744073709551616 1.2.3-18446744073709551616 9223372036854775807.1.1 2024.01.05 20240105 1.2.3-2024.01.05 1.2.3-alpine
		1.2.3-alpine3.18 1.21-bookworm stable-1.2 release/1.2 1.2.3-rc1 1.2.3-RC 1.2.3-x.7.z.92 1.0.0-alpha+001 1.0.0+20130313144700 1.0.0-beta+exp.sha.5114f85 -1 +1 1.-2 1.2.3ä 1.2.3-ä 1e3 0x1 1_0`)
	return append(texts, "", " ", " 1.2.3", "1.2.3 ", "1.2 .3", "1.2.3\n", "v", "v ", strings.Repeat("1", 256), strings.Repeat("1", 257), "1.2.3-"+strings.Repeat("a", 250), "1.2.3-"+strings.Repeat("a", 251))
}

func orderable() []string {
	return []string{
		"0.0.0", "0.0.0-alpha", "0.0.1", "0.0.2", "0.1.0", "0.1.5", "0.2.0-rc.1", "0.2.0", "0.2.3", "0.3.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",
		"1.0.0", "1.0.0+build", "1.0.1", "1.1.0", "1.2.0-rc", "1.2.0", "1.2.3-rc.1", "1.2.3-rc.2", "1.2.3", "v1.2.3", "1.2.4-beta", "1.2.4", "1.2.10", "1.3.0-0", "1.3.0", "1.9.9", "1.10.0", "2.0.0-alpha", "2.0.0", "2.0", "2", "2.1.0",
		"2.1.3", "2.3.4", "2.3.5-rc", "3.0.0-0", "3.0.0", "3.1.4", "4.0.0", "10.0.0", "11.0.0", "11.1.0", "11.2.1", "12.0.0", "1.2.3-2", "1.2.3-10", "1.2.3-1a", "1.2.3-99999999999999999999", "1.2.3--", "1.2.3-A", "1.2.3-a",
	}
}

func constraints(random *rand.Rand) []string {
	operators := []string{"", "=", "!=", ">", "<", ">=", "<=", "=<", "=>", "~", "~>", "^"}
	bounds := []string{"1.2.3", "1.2", "1", "1.2.x", "1.x", "*", "x", "X.1.2", "0.0.0", "0", "0.0", "0.2", "0.2.3", "0.0.1", "2.0.0-alpha", "1.2.3-rc.1", "1.2-rc", "1-rc", "v1.2.3", "1.2.3+build", "11", "11.1", "1.*.3", "1.2.*-rc"}
	var texts []string
	for _, operator := range operators {
		for _, bound := range bounds {
			texts = append(texts, operator+bound)
		}
	}
	texts = append(texts, "", " ", "*", "||", "1 ||", "|| 1", "1 || 2", "1||2", "1 | 2", "1|2", ">=1,<2", ">=1 <2", ">=1, <2", ">=1 , <2", ">=1 ,<2", ">= 1, < 2", ">=1,,<2", ">=1,", ",>=1", ">=1<2", ">=1 <2 || ^3", ">=1.0.0-0 <2 || ^3",
		"1.2 - 2.3", "1.2.3 - 2.3.4", "1 - 2", "1.2-2.3", "1.2 -2.3", "1.2- 2.3", "1.2 - 2.3 || 4", "1.2 - 2.3 - 3", "1.0.0-alpha - 2", "v1 - v2", ">1 - 2", "1 - 2, !=1.2.3", "1.x - 2.x", "1.2.3 - 1.2.3",
		"1.2.3.4", "1..2", "a", "latest", "~ 1.2", "^ 1.2", "> =1", "==1", "!1", "<>1", "><1", "~~1", "^^1", "=~1", ">~1", "1.2.3-", "1.2.3-01", "1.2.3-a..b", "1.2.3-rc_1", "=1.2.3 ", " =1.2.3", "\t1", "1\n2", "1 2", "1, 2", "01.2.3", "1.02", "1x", "x1", "1.xx", "**", "1.2.3 || bad", "bad || 1",
		"!=1.2.x-rc", "!=1.2.x, >=1.0.0-0", "<2.0.0-0", "<=2-0", ">1.2-0", "~1.2.3-rc", "^1.2.3-rc", "^0.2.0-rc", "~0.0.0-0", "=1.2.3-rc.1", "!=1.2.3-rc.1", ">=1.2.3-rc.1 <1.2.3", "^1.2.x", "~1.x.x", "^0.0.x", "^0.x", "^*", "~*", "!=*", ">*", "<*", "<=*", ">=*", ">x.1", "18446744073709551616", strings.Repeat("1 || ", 31)+"1", strings.Repeat("1 || ", 32)+"1", strings.Repeat(" ", 513))
	for range 150 {
		var groups []string
		for range 1 + random.Intn(2) {
			var parts []string
			for range 1 + random.Intn(3) {
				parts = append(parts, operators[random.Intn(len(operators))]+[]string{"", " "}[random.Intn(2)]+bounds[random.Intn(len(bounds))])
			}
			groups = append(groups, strings.Join(parts, []string{", ", " ", ","}[random.Intn(3)]))
		}
		texts = append(texts, strings.Join(groups, " || "))
	}
	sort.Strings(texts)
	return texts
}
