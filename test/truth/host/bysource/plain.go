package main

import (
	"go/token"
	"go/types"
	"strings"
)

// text is what types.TypeString prints, except that there is no space between type arguments.
func text(t types.Type) string {
	return types.TypeString(rebuild(t, func(generic *types.Named, args []types.Type) types.Type {
		texts := []string{}
		for _, arg := range args {
			texts = append(texts, text(arg))
		}
		name := generic.Obj().Name() + "[" + strings.Join(texts, ",") + "]"
		return types.NewNamed(types.NewTypeName(token.NoPos, generic.Obj().Pkg(), name, nil), types.Typ[types.Int], nil)
	}), nil)
}

// plain is the type as a binary has it: without aliases, names of parameters, receivers and embedded interfaces.
func plain(t types.Type) types.Type {
	return rebuild(t, func(generic *types.Named, args []types.Type) types.Type {
		instance, err := types.Instantiate(nil, generic, args, false)
		if err != nil {
			panic(err)
		}
		return instance
	})
}

// rebuild makes the type anew; `instance` says what becomes of a generic type with these arguments.
func rebuild(t types.Type, instance func(generic *types.Named, args []types.Type) types.Type) types.Type {
	again := func(t types.Type) types.Type { return rebuild(t, instance) }
	tuple := func(tuple *types.Tuple) *types.Tuple {
		vars := []*types.Var{}
		for i := 0; i < tuple.Len(); i++ {
			vars = append(vars, types.NewParam(token.NoPos, tuple.At(i).Pkg(), "", again(tuple.At(i).Type())))
		}
		return types.NewTuple(vars...)
	}
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return types.Typ[t.Kind()]
	case *types.Named:
		args := []types.Type{}
		for i := 0; i < t.TypeArgs().Len(); i++ {
			args = append(args, again(t.TypeArgs().At(i)))
		}
		if len(args) == 0 {
			return t
		}
		return instance(t.Origin(), args)
	case *types.Pointer:
		return types.NewPointer(again(t.Elem()))
	case *types.Slice:
		return types.NewSlice(again(t.Elem()))
	case *types.Array:
		return types.NewArray(again(t.Elem()), t.Len())
	case *types.Map:
		return types.NewMap(again(t.Key()), again(t.Elem()))
	case *types.Chan:
		return types.NewChan(t.Dir(), again(t.Elem()))
	case *types.Signature:
		return types.NewSignatureType(nil, nil, nil, tuple(t.Params()), tuple(t.Results()), t.Variadic())
	case *types.Struct:
		fields, tags := []*types.Var{}, []string{}
		for i := 0; i < t.NumFields(); i++ {
			field := t.Field(i)
			fields = append(fields, types.NewField(token.NoPos, field.Pkg(), field.Name(), again(field.Type()), field.Embedded()))
			tags = append(tags, t.Tag(i))
		}
		return types.NewStruct(fields, tags)
	case *types.Interface:
		if t.NumMethods() == 0 {
			return types.Universe.Lookup("any").Type()
		}
		methods := []*types.Func{}
		for i := 0; i < t.NumMethods(); i++ {
			method := t.Method(i)
			methods = append(methods, types.NewFunc(token.NoPos, method.Pkg(), method.Name(), again(method.Type()).(*types.Signature)))
		}
		return types.NewInterfaceType(methods, nil).Complete()
	default:
		panic("a type of no known kind: " + t.String())
	}
}
