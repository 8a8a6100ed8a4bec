// The ways in which a bound symbol becomes what its field holds: local functions of the binding function.

/**
 * exact: the field holds the symbol. copied: what the symbol points to. implementing: the symbol as an interface. opened: what it
 * points to as an interface. adapted: a function that calls the symbol through reflection.
 */
export const takes = ["exact", "copied", "implementing", "opened", "adapted"] as const;

export type Take = (typeof takes)[number];

/**
 * The definition of one of them; `reflect` is the name of that package. It gets the field and the looked-up value, which is no nil func
 * or pointer, and sets the field or returns false where the value is not what the field wants.
 */
export function emitTake(take: Take, reflect: string): string {
  switch (take) {
    case "exact":
      return `	// The symbol is what the field holds.
	exact := func(field, value ${reflect}.Value) bool {
		if value.Type() != field.Type() {
			return false
		}
		field.Set(value)
		return true
	}
`;
    case "copied":
      return `	// The symbol points to what the field holds.
	copied := func(field, value ${reflect}.Value) bool {
		if value.Kind() != ${reflect}.Ptr || value.Type().Elem() != field.Type() {
			return false
		}
		field.Set(value.Elem())
		return true
	}
`;
    case "opened":
      return `	// The symbol points to a pointer or interface whose type only the plugin can name; the field holds its methods.
	opened := func(field, value ${reflect}.Value) bool {
		if value.Kind() != ${reflect}.Ptr || !value.Type().Elem().Implements(field.Type()) {
			return false
		}
		held := value.Elem()
		if kind := held.Kind(); kind != ${reflect}.Ptr && kind != ${reflect}.Interface || !held.IsNil() {
			field.Set(held)
		}
		return true
	}
`;
    case "implementing":
      return `	// The symbol is a variable whose type only the plugin can name; the field holds its methods.
	implementing := func(field, value ${reflect}.Value) bool {
		if value.Kind() != ${reflect}.Ptr || !value.Type().Implements(field.Type()) {
			return false
		}
		field.Set(value)
		return true
	}
`;
    case "adapted":
      return `	// The symbol is a function with results (those in open) whose types only the plugin can name.
	adapted := func(open map[int]bool) func(field, value ${reflect}.Value) bool {
		return func(field, value ${reflect}.Value) bool {
			want, got := field.Type(), value.Type()
			if got.Kind() != ${reflect}.Func || got.IsVariadic() != want.IsVariadic() ||
				got.NumIn() != want.NumIn() || got.NumOut() != want.NumOut() {
				return false
			}
			for i := 0; i < got.NumIn(); i++ {
				if got.In(i) != want.In(i) {
					return false
				}
			}
			for i := 0; i < got.NumOut(); i++ {
				if got.Out(i) != want.Out(i) && !(open[i] && got.Out(i).Implements(want.Out(i))) {
					return false
				}
			}
			call := value.Call
			if got.IsVariadic() {
				call = value.CallSlice
			}
			field.Set(${reflect}.MakeFunc(want, func(in []${reflect}.Value) []${reflect}.Value {
				out := call(in)
				for i, value := range out {
					out[i] = ${reflect}.New(want.Out(i)).Elem()
					switch value.Kind() {
					case ${reflect}.Chan, ${reflect}.Func, ${reflect}.Interface, ${reflect}.Map, ${reflect}.Ptr, ${reflect}.Slice:
						if value.IsNil() {
							continue
						}
					}
					out[i].Set(value)
				}
				return out
			}))
			return true
		}
	}
`;
  }
}
