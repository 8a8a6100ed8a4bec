//go:build ignore

// Prints what go/types says of the package in the current folder, whose import path is given, as JSON: of each exported
// function and variable the type (types.TypeString without parameter names), the names of parameters and results, and where
// it is declared.
package main

import (
	"encoding/json"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"log"
	"os"
	"path/filepath"
	"strings"
)

type symbol struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"`
	Type    string   `json:"type"`
	Params  []string `json:"params,omitempty"`
	Results []string `json:"results,omitempty"`
	File    string   `json:"file"`
	Line    int      `json:"line"`
	// Generic symbols are only there from Go 1.18 on.
	Generic bool `json:"generic,omitempty"`
}

func main() {
	fset := token.NewFileSet()
	paths, err := filepath.Glob("*.go")
	check(err)
	files := []*ast.File{}
	names := map[string]*ast.FuncType{}
	symbols := []*symbol{}
	for _, path := range paths {
		file, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
		check(err)
		files = append(files, file)
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil {
				copied := *f.Type
				names[f.Name.Name] = &copied
			}
		}
	}
	fields := map[*ast.FuncType][2][]string{}
	for _, f := range names {
		fields[f] = [2][]string{namesOf(f.Params), namesOf(f.Results)}
	}
	for _, file := range files {
		ast.Inspect(file, dropNames)
	}
	if len(os.Args) != 2 {
		log.Fatal("usage: source import/path")
	}
	config := types.Config{Importer: importer.ForCompiler(fset, "source", nil), IgnoreFuncBodies: true}
	pkg, err := config.Check(os.Args[1], fset, files, nil)
	check(err)
	for _, name := range pkg.Scope().Names() {
		object := pkg.Scope().Lookup(name)
		if !object.Exported() {
			continue
		}
		at := fset.Position(object.Pos())
		s := &symbol{Name: name, File: at.Filename, Line: at.Line, Generic: at.Filename == "generic.go"}
		switch object := object.(type) {
		case *types.Func:
			s.Kind = "func"
			s.Params, s.Results = fields[names[name]][0], fields[names[name]][1]
			s.Type = typeString(object.Type())
		case *types.Var:
			s.Kind = "var"
			s.Type = typeString(object.Type())
		default:
			continue
		}
		symbols = append(symbols, s)
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	check(out.Encode(symbols))
}

// typeString writes the empty interface as any, as a binary does not tell the two apart.
func typeString(t types.Type) string {
	return strings.ReplaceAll(types.TypeString(t, nil), "interface{}", "any")
}

// dropNames takes the parameter names off function types; bodies, which need them, are not looked at.
func dropNames(node ast.Node) bool {
	if f, ok := node.(*ast.FuncType); ok {
		for _, list := range []*ast.FieldList{f.Params, f.Results} {
			if list == nil {
				continue
			}
			unnamed := []*ast.Field{}
			for _, field := range list.List {
				for range max(1, len(field.Names)) {
					unnamed = append(unnamed, &ast.Field{Type: field.Type})
				}
			}
			list.List = unnamed
		}
	}
	return true
}

func namesOf(list *ast.FieldList) []string {
	names := []string{}
	if list == nil {
		return names
	}
	for _, field := range list.List {
		if len(field.Names) == 0 {
			names = append(names, "")
		}
		for _, name := range field.Names {
			if name.Name == "_" {
				names = append(names, "")
			} else {
				names = append(names, name.Name)
			}
		}
	}
	return names
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
