package main

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"

	"example.com/truth/record"
)

// declared is what only the syntax tells of an object.
type declared struct {
	doc, groupDoc string
	value         *record.Value
	setByInit     bool
}

func (c *checked) declarations() map[types.Object]*declared {
	found := map[types.Object]*declared{}
	of := func(name *ast.Ident) *declared {
		object := c.info.Defs[name]
		if found[object] == nil {
			found[object] = &declared{}
		}
		return found[object]
	}
	for _, tree := range c.trees {
		for _, declaration := range tree.Decls {
			switch declaration := declaration.(type) {
			case *ast.FuncDecl:
				if declaration.Recv == nil {
					of(declaration.Name).doc = declaration.Doc.Text()
				}
			case *ast.GenDecl:
				if declaration.Tok != token.VAR {
					continue
				}
				for _, spec := range declaration.Specs {
					spec := spec.(*ast.ValueSpec)
					for i, name := range spec.Names {
						if declaration.Lparen.IsValid() {
							of(name).doc, of(name).groupDoc = spec.Doc.Text(), declaration.Doc.Text()
						} else {
							of(name).doc = declaration.Doc.Text()
						}
						of(name).value = c.initialValue(name, spec, i)
					}
				}
			}
		}
	}
	c.markSetByInit(found)
	return found
}

// initialValue gives a variable's value where the source has a constant for it, or none.
func (c *checked) initialValue(name *ast.Ident, spec *ast.ValueSpec, index int) *record.Value {
	basic, ok := c.info.Defs[name].Type().Underlying().(*types.Basic)
	if !ok || basic.Info()&(types.IsString|types.IsBoolean|types.IsInteger|types.IsFloat) == 0 {
		return nil
	}
	kind := types.Typ[basic.Kind()].Name()
	if len(spec.Values) == 0 {
		zero := "0"
		if basic.Info()&types.IsString != 0 {
			zero = ""
		} else if basic.Info()&types.IsBoolean != 0 {
			zero = "false"
		}
		return &record.Value{Kind: kind, Text: zero}
	}
	if len(spec.Values) != len(spec.Names) {
		return nil
	}
	value := c.info.Types[spec.Values[index]].Value
	switch {
	case value == nil:
		return nil
	case basic.Info()&types.IsString != 0:
		return &record.Value{Kind: kind, Text: constant.StringVal(value)}
	case basic.Kind() == types.Float32:
		float, _ := constant.Float32Val(value)
		return &record.Value{Kind: kind, Text: strconv.FormatFloat(float64(float), 'g', -1, 64)}
	case basic.Info()&types.IsFloat != 0:
		float, _ := constant.Float64Val(value)
		return &record.Value{Kind: kind, Text: strconv.FormatFloat(float, 'g', -1, 64)}
	case basic.Info()&types.IsInteger != 0:
		return &record.Value{Kind: kind, Text: constant.ToInt(value).ExactString()}
	}
	return &record.Value{Kind: kind, Text: value.ExactString()}
}

// markSetByInit marks what init functions assign to.
func (c *checked) markSetByInit(found map[types.Object]*declared) {
	for _, tree := range c.trees {
		for _, declaration := range tree.Decls {
			function, ok := declaration.(*ast.FuncDecl)
			if !ok || function.Recv != nil || function.Name.Name != "init" {
				continue
			}
			ast.Inspect(function.Body, func(node ast.Node) bool {
				if assigned, ok := node.(*ast.AssignStmt); ok {
					for _, left := range assigned.Lhs {
						if name, ok := left.(*ast.Ident); ok && found[c.info.Uses[name]] != nil {
							found[c.info.Uses[name]].setByInit = true
						}
					}
				}
				return true
			})
		}
	}
}
