package main

import (
	"encoding/base64"
	"fmt"
	"reflect"
	"sort"
	"strconv"
	"time"
)

// encoded writes a value with its type: ints and floats apart, maps apart from objects that carry a type.
func encoded(value any) any {
	switch v := value.(type) {
	case nil, bool, string:
		return v
	case float64:
		return map[string]any{"float": strconv.FormatFloat(v, 'g', -1, 64)}
	case []byte:
		return map[string]any{"bytes": base64.StdEncoding.EncodeToString(v)}
	case map[string]string:
		return map[string]any{"strings": v}
	case time.Time:
		return map[string]any{"time": v.String()}
	case time.Duration:
		return map[string]any{"duration": v.String()}
	case *time.Location:
		return map[string]any{"zone": v.String()}
	case time.Month, time.Weekday:
		return map[string]any{"constant": fmt.Sprint(v)}
	}
	r := reflect.ValueOf(value)
	switch r.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return map[string]any{"int": strconv.FormatInt(r.Int(), 10)}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return map[string]any{"int": strconv.FormatUint(r.Uint(), 10)}
	case reflect.Slice, reflect.Array:
		if r.Kind() == reflect.Slice && r.IsNil() {
			return nil
		}
		list := []any{}
		for i := range r.Len() {
			list = append(list, encoded(r.Index(i).Interface()))
		}
		return list
	case reflect.Map:
		if r.Type().Key().Kind() == reflect.String {
			fields := map[string]any{}
			for _, key := range r.MapKeys() {
				fields[key.String()] = encoded(r.MapIndex(key).Interface())
			}
			return map[string]any{"map": fields}
		}
		pairs := [][2]any{}
		for _, key := range r.MapKeys() {
			pairs = append(pairs, [2]any{encoded(key.Interface()), encoded(r.MapIndex(key).Interface())})
		}
		sort.Slice(pairs, func(i, j int) bool { return fmt.Sprint(pairs[i]) < fmt.Sprint(pairs[j]) })
		return map[string]any{"pairs": pairs}
	case reflect.Func:
		return map[string]any{"function": true}
	}
	return map[string]any{"other": fmt.Sprintf("%T", value)}
}

// environment holds what the recorded expressions and templates see.
func environment() map[string]any {
	return map[string]any{
		"i": 3, "j": -7, "zero": 0, "big": 1 << 40, "f": 2.5, "g": -0.5, "whole": 4.0, "s": "hello", "t": "Hällo wörld ✓", "u": "",
		"digits": "42", "yes": true, "no": false, "n": nil,
		"ints": []any{3, 1, 2}, "floats": []any{1.5, -2.0, 0.25}, "names": []any{"bob", "alice", "Carol"},
		"mixed": []any{1, 2.5, "x", nil, true}, "nested": []any{1, []any{2, []any{3, 4}}, []any{}}, "bools": []any{true, false, true},
		"empty": []any{}, "m": map[string]any{"a": 1, "b": map[string]any{"c": []any{10, 20}, "d": nil}, "x y": "z"}, "nothing": map[string]any{},
		"single":  map[string]any{"only": 1.5},
		"strings": map[string]string{"user": "jan", "empty": ""},
		"users": []any{
			map[string]any{"name": "Ann", "age": 30, "tags": []any{"a", "b"}, "boss": true},
			map[string]any{"name": "Bob", "age": 25, "tags": []any{}, "boss": false},
			map[string]any{"name": "Cid", "age": 41, "tags": []any{"b"}, "boss": false, "mail": "cid@example.com"},
		},
		"at": time.Date(2023, 8, 14, 10, 20, 30, 500_000_000, time.UTC), "d": 90 * time.Minute,
		"json": `{"a":[1,2.5,"x"],"b":null}`, "version": "v1.2.3", "short": "1.20", "sha": "12345e67", "page": "<a href=\"x\">&</a>",
		"lines": "one\ntwo\n", "quoted": `say "hi"`,
	}
}
