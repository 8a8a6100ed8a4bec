// What go vet and golint object to in a method's declaration, so that a wrapper can expose such a function otherwise.

import type { FuncType, GoType, NamedType } from "../model.ts";
import { typeString } from "../type-string.ts";

interface Canonical {
  readonly params: readonly string[];
  readonly results: readonly string[];
}

// golang.org/x/tools go/analysis/passes/stdmethods (canonicalMethods). With "=" the rule holds only where that type matches.
const canonicalMethods: ReadonlyMap<string, Canonical> = new Map([
  ["Format", { params: ["=fmt.State", "int32"], results: [] }],
  ["GobDecode", { params: ["[]uint8"], results: ["error"] }],
  ["GobEncode", { params: [], results: ["[]uint8", "error"] }],
  ["MarshalJSON", { params: [], results: ["[]uint8", "error"] }],
  ["MarshalXML", { params: ["*encoding/xml.Encoder", "encoding/xml.StartElement"], results: ["error"] }],
  ["Peek", { params: ["=int"], results: ["[]uint8", "error"] }],
  ["ReadByte", { params: [], results: ["uint8", "error"] }],
  ["ReadFrom", { params: ["=io.Reader"], results: ["int64", "error"] }],
  ["ReadRune", { params: [], results: ["int32", "int", "error"] }],
  ["Scan", { params: ["=fmt.ScanState", "int32"], results: ["error"] }],
  ["Seek", { params: ["=int64", "int"], results: ["int64", "error"] }],
  ["UnmarshalJSON", { params: ["[]uint8"], results: ["error"] }],
  ["UnmarshalXML", { params: ["*encoding/xml.Decoder", "encoding/xml.StartElement"], results: ["error"] }],
  ["UnreadByte", { params: [], results: ["error"] }],
  ["UnreadRune", { params: [], results: ["error"] }],
  ["WriteByte", { params: ["uint8"], results: ["error"] }],
  ["WriteTo", { params: ["=io.Writer"], results: ["int64", "error"] }],
]);

// The same, of types that are errors.
const canonicalErrorMethods: ReadonlyMap<string, Canonical> = new Map([
  ["As", { params: ["any"], results: ["bool"] }],
  ["Is", { params: ["error"], results: ["bool"] }],
  ["Unwrap", { params: [], results: ["error"] }],
]);

/** Whether go vet wants another signature for a method of this name. `ofError`: the receiver has `Error() string`. */
export function isMisnamedMethod(name: string, type: FuncType, ofError: boolean): boolean {
  const canonical = canonicalMethods.get(name) ?? (ofError ? canonicalErrorMethods.get(name) : undefined);
  if (!canonical) return false;
  const params = type.params.map((param) => typeString(param));
  const results = type.results.map((result) => typeString(result));
  const meant = canonical.params.every((want, i) => !want.startsWith("=") || params[i] === want.slice(1));
  const same = (have: readonly string[], want: readonly string[]): boolean =>
    have.length === want.length && have.every((text, i) => text === want[i]!.replace("=", ""));
  return meant && !(same(params, canonical.params) && same(results, canonical.results));
}

/** Whether `Error() string` is what the function is. */
export function isErrorMethod(name: string, type: FuncType): boolean {
  const result = type.results[0];
  const isText = result?.kind === "basic" && result.name === "string";
  return name === "Error" && type.params.length === 0 && type.results.length === 1 && isText;
}

/** Whether golint or staticcheck object to the order: an error that is not last, a context that is not first. */
export function isMisordered(type: FuncType): boolean {
  const context = (param: GoType): boolean => typeString(param) === "context.Context";
  const error = (result: GoType): boolean =>
    result.kind === "named" && !result.package && result.name === "error";
  return type.params.slice(1).some(context) || (type.results.some(error) && !error(type.results.at(-1)!));
}

// Types of the standard library that must not be copied, for where what lies behind their names was not read.
const lockTypes: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["sync", new Set(["Cond", "Map", "Mutex", "Once", "Pool", "RWMutex", "WaitGroup", "noCopy"])],
  [
    "sync/atomic",
    new Set(["Bool", "Int32", "Int64", "Pointer", "Uint32", "Uint64", "Uintptr", "Value", "noCopy"]),
  ],
]);

/** Whether copying a value of the type copies a lock, as go vet's copylocks sees it. */
export function holdsLock(type: GoType): boolean {
  const seen = new Set<GoType>();
  const holds = (part: GoType): boolean => {
    if (seen.has(part)) return false;
    seen.add(part);
    switch (part.kind) {
      case "array":
        return holds(part.elem);
      case "struct":
        return part.fields.some((field) => holds(field.type));
      case "named":
        return isLock(part) || (part.underlying !== undefined && holds(part.underlying));
      default:
        return false;
    }
  };
  return holds(type);
}

function isLock(type: NamedType): boolean {
  if (lockTypes.get(type.package?.path ?? "")?.has(type.name)) return true;
  const locks = (methods: NamedType["methods"]): boolean =>
    ["Lock", "Unlock"].every((name) =>
      methods?.some(
        (method) => method.name === name && method.type.params.length + method.type.results.length === 0,
      ),
    );
  return type.underlying?.kind !== "interface" && locks(type.pointerMethods) && !locks(type.methods);
}
