package main

import (
	"encoding/json"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

func mustRead(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// unquote gives the values of string literals; null for what is none.
func unquote(input io.Reader) ([]*string, error) {
	var literals []string
	if err := json.NewDecoder(input).Decode(&literals); err != nil {
		return nil, err
	}
	values := make([]*string, len(literals))
	for i, literal := range literals {
		if value, err := strconv.Unquote(literal); err == nil && literal[0] != '\'' {
			values[i] = &value
		}
	}
	return values, nil
}

// matchRequest asks which Go files of the folders builds take.
type matchRequest struct {
	Folders []string
	Targets []struct {
		Goos, Goarch string
		Cgo          bool
		Tags         []string
	}
}

// match gives for each target the paths of the files that go/build takes.
func match(input io.Reader) ([][]string, error) {
	var request matchRequest
	if err := json.NewDecoder(input).Decode(&request); err != nil {
		return nil, err
	}
	var all [][]string
	for _, target := range request.Targets {
		context := build.Default
		context.GOOS, context.GOARCH, context.CgoEnabled = target.Goos, target.Goarch, target.Cgo
		context.BuildTags, context.ToolTags = target.Tags, nil
		matched := []string{}
		for _, folder := range request.Folders {
			paths, _ := filepath.Glob(filepath.Join(folder, "*.go"))
			for _, path := range paths {
				if ok, err := context.MatchFile(folder, filepath.Base(path)); ok && err == nil {
					matched = append(matched, path)
				}
			}
		}
		all = append(all, matched)
	}
	return all, nil
}

// standard gives the importable packages of the standard library, with the exported names that are aliases in any build.
func standard() (map[string][]string, error) {
	output, err := exec.Command("go", "list", "std").Output()
	if err != nil {
		return nil, err
	}
	all := map[string][]string{}
	for _, path := range strings.Fields(string(output)) {
		if strings.HasPrefix(path, "vendor/") || strings.Contains("/"+path+"/", "/internal/") {
			continue
		}
		aliases := []string{}
		files, _ := filepath.Glob(filepath.Join(runtime.GOROOT(), "src", path, "*.go"))
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				return nil, err
			}
			for _, declaration := range file.Decls {
				group, ok := declaration.(*ast.GenDecl)
				if !ok {
					continue
				}
				for _, spec := range group.Specs {
					if t, ok := spec.(*ast.TypeSpec); ok && t.Assign.IsValid() && t.Name.IsExported() {
						aliases = append(aliases, t.Name.Name)
					}
				}
			}
		}
		all[path] = aliases
	}
	return all, nil
}
