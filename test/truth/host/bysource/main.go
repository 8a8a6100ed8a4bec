// Program bysource type-checks the source of a plugin and prints what go/types says of its exported symbols.
// Its arguments are a package, in the current folder's module, and the plugin path that its types are to have.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"example.com/truth/record"
)

func main() {
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(pattern, pluginPath string) error {
	main, exports, err := list(pattern)
	if err != nil {
		return err
	}
	checked, err := check(main, exports, pluginPath)
	if err != nil {
		return err
	}
	return checked.truth().Print()
}

// listed is what `go list` says of a package.
type listed struct {
	ImportPath, Dir, Export string
	CompiledGoFiles         []string
	ImportMap               map[string]string
	DepOnly                 bool
}

// list gives the package and, by import path, the export data of all that it depends on.
func list(pattern string) (main listed, exports map[string]string, err error) {
	command := exec.Command("go", "list", "-deps", "-export", "-compiled",
		"-json=ImportPath,Dir,Export,CompiledGoFiles,ImportMap,DepOnly", "--", pattern)
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		return main, nil, err
	}
	exports = map[string]string{}
	for decoder := json.NewDecoder(bytes.NewReader(output)); ; {
		var p listed
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return main, exports, nil
		} else if err != nil {
			return main, nil, err
		}
		exports[p.ImportPath] = p.Export
		if !p.DepOnly {
			main = p
		}
	}
}

// checked is a package with all that go/types says of it.
type checked struct {
	files *token.FileSet
	trees []*ast.File
	pkg   *types.Package
	info  types.Info
	sizes types.Sizes
}

func check(p listed, exports map[string]string, pluginPath string) (*checked, error) {
	c := &checked{
		files: token.NewFileSet(),
		info:  types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Types: map[ast.Expr]types.TypeAndValue{}},
		sizes: types.SizesFor("gc", runtime.GOARCH),
	}
	for _, name := range p.CompiledGoFiles {
		if !filepath.IsAbs(name) {
			name = filepath.Join(p.Dir, name)
		}
		tree, err := parser.ParseFile(c.files, name, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		c.trees = append(c.trees, tree)
	}
	lookup := func(path string) (io.ReadCloser, error) {
		if mapped, ok := p.ImportMap[path]; ok {
			path = mapped
		}
		if exports[path] == "" {
			return nil, fmt.Errorf("no export data of %s", path)
		}
		return os.Open(exports[path])
	}
	config := types.Config{Importer: importer.ForCompiler(c.files, "gc", lookup), Sizes: c.sizes}
	var err error
	c.pkg, err = config.Check(pluginPath, c.files, c.trees, &c.info)
	return c, err
}

// truth describes the exported functions and variables, sorted by name.
func (c *checked) truth() *record.Truth {
	w := &walker{sizes: c.sizes, seen: map[string][]known{}}
	declarations := c.declarations()
	scope := c.pkg.Scope()
	for _, name := range scope.Names() {
		object := scope.Lookup(name)
		if !object.Exported() {
			continue
		}
		switch object := object.(type) {
		case *types.Func:
			signature := object.Type().(*types.Signature)
			if signature.TypeParams().Len() > 0 {
				continue
			}
			symbol := c.symbol(object, "func", w)
			symbol.Params, symbol.Results = names(signature.Params()), names(signature.Results())
			symbol.Doc = declarations[object].doc
			w.truth.Symbols = append(w.truth.Symbols, symbol)
		case *types.Var:
			symbol := c.symbol(object, "var", w)
			declared := declarations[object]
			symbol.Doc, symbol.GroupDoc = declared.doc, declared.groupDoc
			symbol.Value, symbol.SetByInit = declared.value, declared.setByInit
			w.truth.Symbols = append(w.truth.Symbols, symbol)
		}
	}
	return &w.truth
}

func (c *checked) symbol(object types.Object, kind string, w *walker) record.Symbol {
	position := c.files.Position(object.Pos())
	return record.Symbol{
		Name: object.Name(), Kind: kind, Type: w.visit(object.Type()), File: position.Filename, Line: position.Line,
	}
}

func names(tuple *types.Tuple) []string {
	names := []string{}
	for i := 0; i < tuple.Len(); i++ {
		name := tuple.At(i).Name()
		if name == "_" {
			name = ""
		}
		names = append(names, name)
	}
	return names
}
