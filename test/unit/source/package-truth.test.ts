// Holds what is read from Go source against go/doc, go/ast and go/types, on our plugins and the standard library.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGoParser } from "#server/go-parser";
import { reflectSource } from "#shared/source/package";
import type { GoParser } from "#shared/source/syntax";
import { typeString } from "#shared/type-string";
import { runGo } from "#test/go";
import { pluginNames, pluginsModule } from "#test/plugins";
import { buildSourceTruth, type SourceTruth, type TruthPackage } from "#test/source-truth";
import { tempFolder } from "#test/temp-folder";

let truth: SourceTruth;
let parser: GoParser;
let target: { goos: string; goarch: string; cgo: boolean };

beforeAll(async () => {
  truth = await buildSourceTruth();
  parser = await createGoParser();
  const { stdout } = await runGo(["env", "GOOS", "GOARCH"]);
  const [goos, goarch] = stdout.trim().split("\n");
  target = { goos: goos!, goarch: goarch!, cgo: false };
});
afterAll(() => truth.dispose());

/** go/types separates type arguments by ", " in some versions. */
const dense = (type: string) => type.replaceAll(", ", ",");

/** What we and Go say about a package: everything but types in both, then types by name; ours "" where we say nothing. */
function compare(told: TruthPackage, cgo = false) {
  const folder = join(told.Files[0]!, "..");
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".go"))
    .map((name) => ({ path: join(folder, name), text: readFileSync(join(folder, name), "utf8") }));
  const source = reflectSource(files, parser, { ...target, cgo }, { packagePath: told.Path });
  const symbols = told.Symbols ?? [];
  const ours = source.symbols.map(({ name, kind, doc, params, results, location: { path, range } }) => [
    name,
    kind,
    doc,
    params,
    results,
    path,
    range.start.line,
    range.start.character,
    range.end.character,
  ]);
  const theirs = symbols.map((s) => {
    const doc = s.Doc === "" ? [] : s.Doc.replace(/\n$/, "").split("\n");
    return [
      s.Name,
      s.Kind,
      doc,
      s.Params ?? [],
      s.Results ?? [],
      s.File,
      s.Line,
      s.Character,
      s.Character + s.Name.length,
    ];
  });
  const sorted = (list: readonly unknown[]) => list.map((item) => JSON.stringify(item)).sort();
  return {
    ours: [source.name, source.files, sorted(ours)],
    theirs: [told.Name, [...told.Files].sort(), sorted(theirs)],
    types: Object.fromEntries(
      source.symbols.map(({ name, type }) => [name, type ? dense(typeString(type)) : ""]),
    ),
    right: Object.fromEntries(symbols.map(({ Name, Type }) => [Name, dense(Type)])),
  };
}

type Comparison = ReturnType<typeof compare>;

/** The types that we are certain of, and Go's of the same names. */
function certain({ types, right }: Comparison) {
  const names = Object.keys(types).filter((name) => types[name] !== "");
  return { ours: names.map((name) => [name, types[name]]), theirs: names.map((name) => [name, right[name]]) };
}

describe("the standard library", () => {
  let packages: readonly { readonly path: string; readonly comparison: Comparison }[];
  beforeAll(async () => {
    const standard = await truth.ask<Record<string, readonly string[]>>(["standard"]);
    const paths = Object.keys(standard).filter((path) => path !== "unsafe");
    const told = await truth.ask<TruthPackage[]>(["symbols", ...paths]);
    packages = told.map((pkg) => ({ path: pkg.Path, comparison: compare(pkg) }));
  });

  it("has the same functions and variables, documented, named and placed alike", () => {
    expect(packages.length).toBeGreaterThan(150);
    for (const { path, comparison } of packages) expect(comparison.ours, path).toEqual(comparison.theirs);
  });

  it("has the types that go/types gives, for all but a few symbols", () => {
    let known = 0;
    let count = 0;
    for (const { path, comparison } of packages) {
      const { ours, theirs } = certain(comparison);
      expect(ours, path).toEqual(theirs);
      known += ours.length;
      count += Object.keys(comparison.types).length;
    }
    expect(known / count).toBeGreaterThan(0.99);
  });
});

describe("the plugins of the tests", () => {
  let told: readonly TruthPackage[];
  beforeAll(async () => {
    told = await truth.ask(["cgo-symbols", ...pluginNames.map((name) => join(pluginsModule, name))]);
  });

  it.each(pluginNames)("%s has the same symbols, with the types that are certain", (name) => {
    const comparison = compare(told[pluginNames.indexOf(name)]!, true);
    expect(comparison.ours).toEqual(comparison.theirs);
    const { ours, theirs } = certain(comparison);
    expect(ours).toEqual(theirs);
  });
});

async function compareFiles(files: Readonly<Record<string, string>>): Promise<Comparison> {
  const folder = join(tempFolder(), "package");
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const [told] = await truth.ask<TruthPackage[]>(["symbols", folder]);
  return compare(told!);
}

describe("hand-made packages", () => {
  it("resolves every form of type", async () => {
    const { types, right } = await compareFiles({
      "a.go": `package main

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"
	tmpl "text/template"
	"time"
	"unsafe"
)

type (
	Local  struct{ A, b int }
	hidden int
	Pair[K comparable, V any] struct {
		Key K
		Val V
	}
	Alias   = map[string]*Local
	Chained = Alias
	Method  interface{ M(); n() }
	bytes   = []byte
)

const size, other = 0x1_0, 3
const octal = 0o17

var (
	Basic      [17]struct{ A bool; B int8; C uint16; D uintptr; E float32; F complex64; G string; H byte; I rune; J error; K any }
	Pointer    unsafe.Pointer
	Channels   struct{ A chan int; B <-chan int; C chan<- int; D chan (<-chan int); E chan<- chan int; F <-chan <-chan int; G chan chan<- int; H chan<- (<-chan int); I chan <-chan int }
	Lengths    struct{ A [size]int; B [other]int; C [octal]int; D [0x10]int; E [1_000]int; F [017]int; G [0b11]int }
	Maps       map[string]map[[2]int][]*Local
	Aliased    Chained
	Bytes      bytes
	Named      map[hidden]Local
	Generic    Pair[string, []*Pair[int, Local]]
	Imported   map[time.Duration]*http.Request
	Renamed    tmpl.FuncMap
	AtomicP    atomic.Pointer[Local]
	Functions  func(a, b int, _ ...string) (x func(), err error)
	Results    func(int, func(int) int) func() (int)
	Variadic   func(...any)
	Context    func(context.Context, fmt.Stringer) error
	Structs    struct{ A, B int "json:\\"a\\""; *Local; Pair[int, string]; fmt.Stringer; C struct{}; _ int; d int \`x:"y"\`; error }
	Interfaces interface{ Z(int) (string, error); A(); m() }
	Empty      interface{}
	Nested     interface{ any; M() }
	Inline     interface { interface{ A() }; B(interface{ C() }) }
	Parens     (((map[string](*int))))
)

func Func(a, b int, c ...[]Local) (n int, err error)                 { return }
func NoResult()                                                        {}
func Unnamed(int, string) Local                                        { return Local{} }
func Mixed(_ int, _, x string) (_ int, err error)                      { return }
func Generics[T any](T) T                                              { panic(0) }
func (Local) Value()                                                   {}
func main()                                                            {}
`,
    });
    for (const [name, type] of Object.entries(types)) expect([name, type]).toEqual([name, right[name]]);
    expect(Object.keys(types)).toHaveLength(26);
  });

  it("tells the types of values that leave no doubt", async () => {
    const { types, right } = await compareFiles({
      "a.go": `package main

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

type T struct{ A int }
type I int
type G[K any] []K

func (t T) M() int { return 1 }

const typed I = 3
const plain, float = 4, 1.5

func one() (T, error)      { return T{}, nil }
func only() *T             { return nil }
func generic[K any](k K) K { return k }

var (
	Int, Rune, Float, Imag, Text, Raw, Truth = 1, 'a', 1e3, 2i, "a", \`b\`, true
	Minus, Not, Xor                           = -1, !false, ^I(1)
	Sum, Mixed, Wide, Concat                  = 1 + 2, 'a' + 1, 1 + 2.0*'a', "a" + "b"
	TypedSum, TypedSum2                       = 2 * I(3), I(3) + 2
	Compare, Less                             = Int == 2, "a" < "b"
	Shift                                     = I(1) << 3
	Literal, Ref                              = T{1}, &T{1}
	Slice, Map, Array                         = []T{}, map[string]int{}, [2]int{}
	Set                                       = G[int]{1}
	Anon                                      = struct{ A int }{1}
	Func                                      = func(a int) (err error) { return nil }
	Conv, ConvBytes, ConvPtr, ConvParens      = I(3), []byte("x"), (*T)(nil), (I)(3)
	ConvString, ConvAny, ConvErr              = string([]byte{1}), any(3), error(nil)
	New, Made, MadeMap                        = new(T), make([]int, 3), make(map[string]chan int)
	Length                                    = len(Text)
	A, B                                      = one()
	C                                         = only()
	Assert                                    = Any.(*T)
	Any             any                       = T{}
	Err, ErrF                                 = errors.New("x"), fmt.Errorf("y")
	Typed, Plain, FloatC                      = typed, plain, float
	Copy, CopyRef, FuncRef                    = Literal, &Int, only
	Parens                                    = ((1))
	Empty                                     = interface{}(nil)
)

// What follows is not decided here.
var (
	Unsure1          = strings.Repeat("x", 2)
	Unsure2          = 3 * time.Second
	Unsure3          = generic(3)
	Unsure4          = T{}.M()
	Unsure5          = [...]int{1, 2}
	Unsure6, Unsure7 = Map["x"]
)

func main() {}
`,
    });
    for (const [name, type] of Object.entries(types)) {
      expect([name, type]).toEqual([name, name.startsWith("Unsure") ? "" : right[name]]);
    }
    expect(Object.keys(types).length).toBe(60);
  });

  it("says nothing where names are shadowed, unknown or aliases elsewhere", async () => {
    const { types, right } = await compareFiles({
      "a.go": `package main

import (
	. "bytes"
	"os"
)

type string int
type int = bool

const true = 5

func len(x any) float64 { return 0 }

var (
	Shadowed string
	Swapped  int
	Truth    = true
	Length   = len(3)
	Dotted   Buffer
	Elsewhere os.FileMode
	Missing  missing.Type
	Cyclic   cycle
	Cycle    = Cycle2
	Cycle2   = Cycle
)

type cycle = []cycle2
type cycle2 = []cycle

func main() {}
`,
      "b.go": "package main\n\nvar Other string\n",
    });
    expect(types).toEqual({
      Shadowed: right["Shadowed"],
      Swapped: right["Swapped"],
      Length: right["Length"],
      Other: right["Other"],
      Truth: "",
      Dotted: "",
      Elsewhere: "",
      Missing: "",
      Cyclic: "",
      Cycle: "",
      Cycle2: "",
    });
  });

  it("finds the comments that go/doc finds", async () => {
    const { ours, theirs } = await compareFiles({
      "a.go": `// Package main has a comment.
package main

import "C2" // trailing import
// F is documented.
//
//go:noinline
//export F
//   indented
//
//
// after two blank lines
func F() {}

// Far is not documented: a blank line follows.

func Far() {}

func One() {} // trails One
func Two() {} // trails Two
// Three follows a trailing comment.
func Three() {}

/* Block one line */
func Block() {}

/* SameLine is no doc */ func SameLine() {}

/*
Block of lines.

	indented

*/
func Blocks() {}

// Mixed group:
/* a block */
// and a line
func Mixed() {}

// Group of variables.
var (
	A = 1 // trails A
	// B is documented.
	B, B2 = 2, 3

	// detached

	C int
	/* D block */
	D int; E int // trails E
	// G after trailing
	G int
)

// Single variable.
var H = 1 // trailing H
//line other.go:1
// I has a line directive above.
var I int
var (
	// J inside alone
	J int
)
//nolint:all
var K int
//nodirective because of blanks: x
// extern "C"
//extern foo
//a:b
//A:b
var L int
//
//
var M int
	// indented comment   
	var N int

// é😀 before the name
var É, Ü = "é😀", 1 /* é😀 */ ; var Ö int

// Multi
//
// line with trailing blanks   
func Multi(
	// comment for a
	a int, // trails a
	b, _ string, /* c */
) (
	// result
	err error,
) {
	return nil
}
func main() {}
`.replace('import "C2" // trailing import', 'import "os" // trailing import'),
      "crlf.go":
        'package main\r\n\r\n// CR is documented.  \r\n// On two lines.\r\nfunc CR() {}\r\n\r\n/* Block\r\n  of two */\r\nvar CRB = "x"\r\n',
      "mark.go": "\ufeffpackage main\n// Marked\nvar Marked int\n",
    });
    expect(ours).toEqual(theirs);
  });
});
