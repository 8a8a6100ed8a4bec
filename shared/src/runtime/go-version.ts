// Go versions as binaries name them, and what a file's structures say where it names none.

/** The newest minor version whose structures are known to this reader without the file's own description. */
export const newestKnownMinor = 27;

/** The `26` of `go1.26.8 X:noswissmap` or `devel go1.26-abc`; `undefined` where there is none. */
export function minorOf(version: string): number | undefined {
  const match = /\bgo1\.(\d{1,4})/.exec(version);
  return match ? Number(match[1]) : undefined;
}

/** The first word of pclntab: internal/abi/symtab.go (Go 1.26), debug/gosym/pclntab.go (Go 1.26). */
export const pclntabMagic = {
  go12: 0xfffffffb,
  go116: 0xfffffffa,
  go118: 0xfffffff0,
  go120: 0xfffffff1,
} as const;

/** How a file writes what changed over the versions. */
export interface Encoding {
  /** Length of a name: two bytes, big-endian, up to Go 1.16; a varint since (reflect/type.go, 1.16 and 1.17). */
  readonly nameLength: "two-bytes" | "varint";
  /**
   * A field's offset: shifted left by one with the embedded bit below it from Go 1.9 to 1.18, else plain
   * (runtime/type.go structfield.offsetAnon, offsetEmbed, 1.9 to 1.18). Each struct may tell, where unknown.
   */
  readonly fieldOffset: "plain" | "shifted" | "unknown";
}

/** What of a file tells its version where it doesn't say it. */
export interface Evidence {
  /** First word of pclntab. */
  readonly magic: number;
  readonly encoding: Encoding;
  /** Offsets of moduledata's fields by name, where the file describes them. */
  readonly fields: ReadonlyMap<string, number> | undefined;
  /** Whether moduledata lists initialization tasks. */
  readonly initTasks: boolean;
}

/** What the structures allow, as `go1.16`, `go1.10-go1.15` or, open, `go1.27-`. */
export function versionRange({ magic, encoding, fields, initTasks }: Evidence): string {
  const { fieldOffset, nameLength } = encoding;
  switch (magic) {
    case pclntabMagic.go12:
      if (fieldOffset !== "shifted") return fieldOffset === "plain" ? "go1.8" : "go1.8-go1.15";
      if (!fields) return "go1.9-go1.15";
      return fields.has("hasmain") ? "go1.10-go1.15" : "go1.9";
    case pclntabMagic.go116:
      return nameLength === "varint" ? "go1.17" : "go1.16";
    case pclntabMagic.go118:
      return fieldOffset === "plain" ? "go1.19" : fieldOffset === "shifted" ? "go1.18" : "go1.18-go1.19";
    case pclntabMagic.go120:
      if (!initTasks) return "go1.20";
      if (!fields) return "go1.21-";
      if (!fields.has("typelinks")) return `go1.${newestKnownMinor}-`;
      if (fields.has("epclntab")) return "go1.26";
      return fields.get("bad") === fields.get("hasmain")! + 1 ? "go1.23-go1.25" : "go1.21-go1.22";
    default:
      return `go1.${newestKnownMinor + 1}-`;
  }
}

/** The encoding of a known version, or as far as the pclntab magic tells it. */
export function encodingOf(minor: number | undefined, magic: number): Encoding {
  if (minor !== undefined) {
    return {
      nameLength: minor >= 17 ? "varint" : "two-bytes",
      fieldOffset: minor >= 9 && minor <= 18 ? "shifted" : "plain",
    };
  }
  return {
    nameLength: magic === pclntabMagic.go12 || magic === pclntabMagic.go116 ? "two-bytes" : "varint",
    fieldOffset:
      magic === pclntabMagic.go120 ? "plain" : magic === pclntabMagic.go116 ? "shifted" : "unknown",
  };
}
