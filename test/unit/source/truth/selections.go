package main

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/token"
	"go/types"
)

type packageSelections struct {
	Path       string
	Files      []string
	Selections []selection
}

// selection is a selector x.Name: where its name stands, and the named type that declares the field or method; "" where that
// is no named type, or where x is a package.
type selection struct {
	Name, File      string
	Line, Character int
	Owner           string
}

// selections tells of every selector in the bodies of packages, given as import paths, what it selects.
func selections(patterns []string) ([]packageSelections, error) {
	build.Default.CgoEnabled, build.Default.ToolTags = false, nil
	l := &loader{fset: token.NewFileSet(), checked: map[string]*types.Package{"unsafe": types.Unsafe}}
	var all []packageSelections
	for _, pattern := range patterns {
		p, err := build.Import(pattern, "", 0)
		if err != nil {
			return nil, fmt.Errorf("%s: %v", pattern, err)
		}
		files, err := l.parse(p)
		if err != nil {
			return nil, err
		}
		info := &types.Info{Selections: map[*ast.SelectorExpr]*types.Selection{}}
		config := types.Config{FakeImportC: true, Importer: l, Error: func(error) {}}
		config.Check(p.ImportPath, l.fset, files, info)
		result := packageSelections{Path: p.ImportPath}
		for _, file := range files {
			name := l.fset.Position(file.Pos()).Filename
			result.Files = append(result.Files, name)
			ast.Inspect(file, func(node ast.Node) bool {
				selector, ok := node.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				at := l.fset.PositionFor(selector.Sel.Pos(), false)
				owner := ""
				if s := info.Selections[selector]; s != nil {
					owner = ownerOf(s)
				}
				result.Selections = append(result.Selections, selection{
					selector.Sel.Name, name, at.Line - 1, utf16Column(l.fset, selector.Sel.Pos()), owner,
				})
				return true
			})
		}
		all = append(all, result)
	}
	return all, nil
}

func ownerOf(s *types.Selection) string {
	if method, ok := s.Obj().(*types.Func); ok {
		return named(method.Signature().Recv().Type())
	}
	t := s.Recv()
	for _, index := range s.Index()[:len(s.Index())-1] {
		if pointer, ok := t.Underlying().(*types.Pointer); ok {
			t = pointer.Elem()
		}
		t = t.Underlying().(*types.Struct).Field(index).Type()
	}
	return named(t)
}

func named(t types.Type) string {
	t = types.Unalias(t)
	if pointer, ok := t.(*types.Pointer); ok {
		t = types.Unalias(pointer.Elem())
	}
	n, ok := t.(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return ""
	}
	if n.Obj().Parent() != n.Obj().Pkg().Scope() {
		return "local"
	}
	return n.Obj().Pkg().Path() + "." + n.Obj().Name()
}
