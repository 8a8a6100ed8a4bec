// Type-checks a file that imports one other, and prints what types.TypeString says of each of its variables, as JSON.
package main

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
)

type importer struct{ pkg *types.Package }

func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	return i.pkg, nil
}

func main() {
	imported := check(os.Args[1], os.Args[2], nil)
	scope := check("example.com/p", os.Args[3], imported).Scope()
	texts := map[string]string{}
	for _, name := range scope.Names() {
		if v, ok := scope.Lookup(name).(*types.Var); ok {
			texts[name] = types.TypeString(v.Type(), nil)
		}
	}
	json.NewEncoder(os.Stdout).Encode(texts)
}

func check(path, file string, imported *types.Package) *types.Package {
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, file, nil, 0)
	if err != nil {
		panic(err)
	}
	// Keys of maps that cannot be compared are errors, but the types are there all the same.
	config := types.Config{Importer: importer{imported}, Error: func(error) {}}
	pkg, _ := config.Check(path, files, []*ast.File{parsed}, nil)
	return pkg
}
