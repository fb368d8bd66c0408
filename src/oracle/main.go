// Command oracle records what the reference implementations answer, one JSON vector a line, so that the engine's
// tests can replay the answers without Go. Its output depends on nothing but the versions in go.mod.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime/debug"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: go run . DIRECTORY")
	}
	directory := os.Args[1]
	record(directory, "addresses.jsonl", "github.com/akuity/kargo", addresses())
	record(directory, "freight.jsonl", "github.com/akuity/kargo", freight())
	record(directory, "templates.jsonl", "github.com/akuity/kargo", templates())
	record(directory, "expressions.jsonl", "github.com/expr-lang/expr", language())
	record(directory, "semver.jsonl", "github.com/Masterminds/semver/v3", versions())
}

// record writes a header line that names the oracle, then the vectors without those that repeat an earlier one.
func record(directory, name, module string, vectors []any) {
	file, err := os.Create(filepath.Join(directory, name))
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
	out := bufio.NewWriter(file)
	defer out.Flush()
	write(out, map[string]any{"oracle": module, "version": versionOf(module)})
	seen := map[string]bool{}
	count := 0
	for _, vector := range vectors {
		line := text(vector)
		if seen[line] {
			continue
		}
		seen[line] = true
		out.WriteString(line)
		count++
	}
	fmt.Printf("%s: %d\n", name, count)
}

func write(out *bufio.Writer, value any) {
	out.WriteString(text(value))
}

func text(value any) string {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		log.Fatal(err)
	}
	return line.String()
}

func versionOf(module string) string {
	info, _ := debug.ReadBuildInfo()
	for _, dependency := range info.Deps {
		if dependency.Path == module {
			return dependency.Version
		}
	}
	return "unknown"
}
