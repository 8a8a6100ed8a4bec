package main

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/doc"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"sort"
	"strings"
	"unicode/utf16"
)

type packageTruth struct {
	Path    string
	Name    string
	Files   []string
	Symbols []symbol
}

// symbol has a position as the language server protocol counts: from 0, in UTF-16 code units.
type symbol struct {
	Name, Kind, Doc, Type string
	Params, Results       []string
	File                  string
	Line, Character       int
}

// symbols describes packages, given as folders or import paths, as builds with or without cgo have them. Types of C are
// not known.
func symbols(cgo bool, patterns []string) ([]packageTruth, error) {
	build.Default.CgoEnabled, build.Default.ToolTags = cgo, nil
	l := &loader{fset: token.NewFileSet(), checked: map[string]*types.Package{"unsafe": types.Unsafe}}
	var all []packageTruth
	for _, pattern := range patterns {
		p, err := l.describe(pattern)
		if err != nil {
			return nil, fmt.Errorf("%s: %v", pattern, err)
		}
		all = append(all, p)
	}
	return all, nil
}

// loader type-checks packages from source, without the bodies of functions.
type loader struct {
	fset    *token.FileSet
	checked map[string]*types.Package
}

func (l *loader) parse(p *build.Package) ([]*ast.File, error) {
	var files []*ast.File
	for _, name := range filesOf(p) {
		file, err := parser.ParseFile(l.fset, filepath.Join(p.Dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}

func filesOf(p *build.Package) []string {
	return append(append([]string{}, p.GoFiles...), p.CgoFiles...)
}

func (l *loader) check(path string, files []*ast.File) *types.Package {
	config := types.Config{IgnoreFuncBodies: true, FakeImportC: true, Importer: l, Error: func(error) {}}
	pkg, _ := config.Check(path, l.fset, files, nil)
	return pkg
}

func (l *loader) Import(path string) (*types.Package, error) { return l.ImportFrom(path, "", 0) }

func (l *loader) ImportFrom(path, folder string, _ types.ImportMode) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	p, err := build.Import(path, folder, 0)
	if err != nil {
		return nil, err
	}
	if pkg := l.checked[p.ImportPath]; pkg != nil {
		return pkg, nil
	}
	files, err := l.parse(p)
	if err != nil {
		return nil, err
	}
	pkg := l.check(p.ImportPath, files)
	l.checked[p.ImportPath] = pkg
	return pkg, nil
}

func (l *loader) describe(pattern string) (packageTruth, error) {
	var p *build.Package
	var err error
	if filepath.IsAbs(pattern) {
		p, err = build.ImportDir(pattern, 0)
	} else {
		p, err = build.Import(pattern, "", 0)
	}
	if err != nil {
		return packageTruth{}, err
	}
	files, err := l.parse(p)
	if err != nil {
		return packageTruth{}, err
	}
	path := p.ImportPath
	if path == "." {
		path = "example.com/local"
	}
	pkg := l.checked[path]
	if pkg == nil {
		pkg = l.check(path, files)
	}
	truth := packageTruth{Path: path, Name: p.Name}
	for _, name := range filesOf(p) {
		truth.Files = append(truth.Files, filepath.Join(p.Dir, name))
	}
	add := func(ident *ast.Ident, s symbol) {
		if !ident.IsExported() {
			return
		}
		position := l.fset.PositionFor(ident.Pos(), false)
		s.Name, s.File, s.Line = ident.Name, position.Filename, position.Line-1
		s.Character = utf16Column(l.fset, ident.Pos())
		if object := pkg.Scope().Lookup(ident.Name); object != nil {
			s.Type = typeString(object.Type())
		}
		truth.Symbols = append(truth.Symbols, s)
	}
	documentation, err := doc.NewFromFiles(l.fset, files, path, doc.AllDecls|doc.PreserveAST)
	if err != nil {
		return packageTruth{}, err
	}
	functions, values := documentation.Funcs, documentation.Vars
	for _, t := range documentation.Types {
		functions = append(functions, t.Funcs...)
		values = append(values, t.Vars...)
	}
	for _, f := range functions {
		if f.Decl.Type.TypeParams == nil {
			add(f.Decl.Name, symbol{Kind: "func", Doc: f.Doc, Params: names(f.Decl.Type.Params), Results: names(f.Decl.Type.Results)})
		}
	}
	for _, v := range values {
		for _, spec := range v.Decl.Specs {
			spec := spec.(*ast.ValueSpec)
			text := spec.Doc.Text()
			if text == "" {
				text = v.Doc
			}
			for _, ident := range spec.Names {
				add(ident, symbol{Kind: "var", Doc: text})
			}
		}
	}
	return truth, nil
}

func names(list *ast.FieldList) []string {
	all := []string{}
	if list == nil {
		return all
	}
	for _, field := range list.List {
		if len(field.Names) == 0 {
			all = append(all, "")
		}
		for _, ident := range field.Names {
			if ident.Name == "_" {
				all = append(all, "")
			} else {
				all = append(all, ident.Name)
			}
		}
	}
	return all
}

var lines = map[string][]string{}

func utf16Column(fset *token.FileSet, pos token.Pos) int {
	position := fset.PositionFor(pos, false)
	if lines[position.Filename] == nil {
		lines[position.Filename] = strings.Split(mustRead(position.Filename), "\n")
	}
	before := lines[position.Filename][position.Line-1][:position.Column-1]
	return len(utf16.Encode([]rune(before)))
}

// typeString prints a type as bind-plugin's contract has it: as go/types does, but without parameter names, aliases
// and embedded interfaces.
func typeString(t types.Type) string {
	return types.TypeString(plain(t), nil)
}

func plain(t types.Type) types.Type {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		if t.Kind() == types.UnsafePointer {
			return t
		}
		return types.Typ[t.Kind()]
	case *types.Pointer:
		return types.NewPointer(plain(t.Elem()))
	case *types.Slice:
		return types.NewSlice(plain(t.Elem()))
	case *types.Array:
		return types.NewArray(plain(t.Elem()), t.Len())
	case *types.Map:
		return types.NewMap(plain(t.Key()), plain(t.Elem()))
	case *types.Chan:
		return types.NewChan(t.Dir(), plain(t.Elem()))
	case *types.Signature:
		return types.NewSignatureType(nil, nil, nil, plainTuple(t.Params()), plainTuple(t.Results()), t.Variadic())
	case *types.Struct:
		var fields []*types.Var
		var tags []string
		for i := 0; i < t.NumFields(); i++ {
			f := t.Field(i)
			fields = append(fields, types.NewField(token.NoPos, f.Pkg(), f.Name(), plain(f.Type()), f.Embedded()))
			tags = append(tags, t.Tag(i))
		}
		return types.NewStruct(fields, tags)
	case *types.Interface:
		if t.Empty() {
			return types.Universe.Lookup("any").Type()
		}
		var methods []*types.Func
		for i := 0; i < t.NumMethods(); i++ {
			m := t.Method(i)
			methods = append(methods, types.NewFunc(token.NoPos, m.Pkg(), m.Name(), plain(m.Type()).(*types.Signature)))
		}
		sort.Slice(methods, func(i, j int) bool { return methods[i].Name() < methods[j].Name() })
		return types.NewInterfaceType(methods, nil)
	case *types.Named:
		if t.TypeArgs().Len() == 0 {
			return t
		}
		var args []types.Type
		for i := 0; i < t.TypeArgs().Len(); i++ {
			args = append(args, plain(t.TypeArgs().At(i)))
		}
		instance, err := types.Instantiate(nil, t.Origin(), args, false)
		if err != nil {
			panic(err)
		}
		return instance
	default:
		return t
	}
}

func plainTuple(tuple *types.Tuple) *types.Tuple {
	var all []*types.Var
	for i := 0; i < tuple.Len(); i++ {
		all = append(all, types.NewParam(token.NoPos, nil, "", plain(tuple.At(i).Type())))
	}
	return types.NewTuple(all...)
}
