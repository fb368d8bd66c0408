package main

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/akuity/kargo/pkg/expressions"
	"github.com/expr-lang/expr"
)

// The same as TemplateSpeed in src/bench: go test -bench .

type tagged struct{ Tag string }

var typical = []struct{ name, expression string }{
	{"output", "outputs['commit'].commit"},
	{"image", "vars.image + ':' + imageFrom(vars.image).Tag"},
	{"condition", "ctx.stage != 'prod' && (outputs.commit.commit ?? '') != '' && len(vars.image) > 3"},
	{"people", "vars.people | filter(.age > 30) | map(upper(.name)) | join(', ')"},
}

var imageFrom = expr.Function("imageFrom", func(...any) (any, error) { return tagged{"v1.2.3"}, nil })

func sample() map[string]any {
	var people []any
	for i := range 20 {
		people = append(people, map[string]any{"name": "person " + strconv.Itoa(i), "age": 20 + i})
	}
	return map[string]any{
		"vars":    map[string]any{"image": "ghcr.io/example/app", "people": people},
		"ctx":     map[string]any{"stage": "test", "project": "shop"},
		"outputs": map[string]any{"commit": map[string]any{"commit": "0123456789abcdef"}},
	}
}

func BenchmarkParseAndEvaluate(b *testing.B) {
	env := sample()
	for _, t := range typical {
		b.Run(t.name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				program, err := expr.Compile(fmt.Sprintf("%s /* %d */", t.expression, i), imageFrom)
				if err != nil {
					b.Fatal(err)
				}
				if _, err = expr.Run(program, env); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkEvaluate(b *testing.B) {
	env := sample()
	for _, t := range typical {
		b.Run(t.name, func(b *testing.B) {
			program, err := expr.Compile(t.expression, imageFrom)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := expr.Run(program, env); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkTemplate(b *testing.B) {
	env := sample()
	for _, t := range typical {
		b.Run(t.name, func(b *testing.B) {
			template := "registry/${{ " + t.expression + " }}"
			for b.Loop() {
				if _, err := expressions.EvaluateTemplate(template, env, imageFrom); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
