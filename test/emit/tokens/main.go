// Prints, for each Go file it is given, what it imports, what it declares, and every identifier in it, as JSON.
package main

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"sort"
	"strconv"
)

type file struct {
	Imports     []string
	Declared    []string
	Identifiers []string
}

func main() {
	files := []file{}
	for _, path := range os.Args[1:] {
		parsed, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			panic(err)
		}
		files = append(files, read(parsed))
	}
	json.NewEncoder(os.Stdout).Encode(files)
}

func read(parsed *ast.File) (f file) {
	for _, spec := range parsed.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		f.Imports = append(f.Imports, path)
	}
	for _, decl := range parsed.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			f.Declared = append(f.Declared, decl.Name.Name)
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				if spec, ok := spec.(*ast.TypeSpec); ok {
					f.Declared = append(f.Declared, spec.Name.Name)
				} else if decl.Tok != token.IMPORT {
					f.Declared = append(f.Declared, decl.Tok.String())
				}
			}
		}
	}
	seen := map[string]bool{}
	ast.Inspect(parsed, func(n ast.Node) bool {
		if ident, ok := n.(*ast.Ident); ok && !seen[ident.Name] {
			seen[ident.Name] = true
			f.Identifiers = append(f.Identifiers, ident.Name)
		}
		return true
	})
	sort.Strings(f.Identifiers)
	return f
}
