// Which Go files a build takes: file names, //go:build and // +build lines, by the rules of go/build.

/** What a build is for, as far as it decides about files. */
export interface BuildTarget {
  readonly goos: string;
  readonly goarch: string;
  /** Whether cgo is on. */
  readonly cgo: boolean;
  /** Tags given by -tags, and others that hold (`goexperiment.x`, `amd64.v1`). */
  readonly tags?: readonly string[];
  /** The 26 of Go 1.26; absent means a release that has every `go1.N` tag. */
  readonly goMinor?: number;
}

// KnownOS, UnixOS, KnownArch of internal/syslist/syslist.go, Go 1.26: all that ever were, for file names.
const knownSystems = new Set(
  (
    "aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows " +
    "zos"
  ).split(" "),
);
const unixSystems = new Set(
  "aix android darwin dragonfly freebsd hurd illumos ios linux netbsd openbsd solaris".split(" "),
);
const knownArchitectures = new Set(
  (
    "386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 " +
    "ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm"
  ).split(" "),
);

/**
 * Whether a build for `target` takes the file (tests included, as go/build's MatchFile does; a cgo file is not looked into).
 * `name` is its base name. Constraints that cannot be parsed exclude the file.
 */
export function matchesBuild(name: string, text: string, target: BuildTarget): boolean {
  if (/^[._]/.test(name) || !name.endsWith(".go")) return false;
  return matchesName(name, target) && matchesText(text, target);
}

// goodOSArchFile of go/build/build.go, Go 1.26.
function matchesName(name: string, target: BuildTarget): boolean {
  const parts = name.replace(/\..*$/s, "").split("_").slice(1);
  if (parts.at(-1) === "test") parts.pop();
  const [system, last] = [parts.at(-2), parts.at(-1)];
  if (last === undefined) return true;
  if (system !== undefined && knownSystems.has(system) && knownArchitectures.has(last)) {
    return holds(system, target) && holds(last, target);
  }
  return knownSystems.has(last) || knownArchitectures.has(last) ? holds(last, target) : true;
}

// matchTag of go/build/build.go, Go 1.26.
function holds(tag: string, target: BuildTarget): boolean {
  const { goos, goarch, cgo, tags = [], goMinor = Number.POSITIVE_INFINITY } = target;
  if (tag === goos || tag === goarch || tag === "gc" || (tag === "cgo" && cgo)) return true;
  if (goos === "android" && tag === "linux") return true;
  if (goos === "illumos" && tag === "solaris") return true;
  if (goos === "ios" && tag === "darwin") return true;
  if (tag === "unix" && unixSystems.has(goos)) return true;
  const release = /^go1\.([1-9]\d*)$/.exec(tag)?.[1];
  if (release !== undefined && Number(release) <= goMinor) return true;
  return tags.includes(tag === "boringcrypto" ? "goexperiment.boringcrypto" : tag);
}

// shouldBuild of go/build/build.go, Go 1.26.
function matchesText(text: string, target: BuildTarget): boolean {
  const { goBuild, plusBuild } = readHeader(text);
  if (goBuild.length > 1) return false;
  const line = goBuild[0];
  if (line !== undefined) return evaluate(line, target) ?? false;
  return plusBuild.every((options) => matchesPlusBuild(options, target));
}

/**
 * The constraints above the package clause: the expressions of //go:build lines wherever they stand, and of // +build lines
 * that a blank line separates from what follows. (parseFileHeader of go/build/build.go, Go 1.26.)
 */
function readHeader(text: string): { goBuild: string[]; plusBuild: string[] } {
  const goBuild: string[] = [];
  const plusBuild: string[] = [];
  let pending: string[] = [];
  let ended = false;
  let inComment = false;
  for (const raw of text.replace(/^\ufeff/, "").split("\n")) {
    let line = raw.trim();
    if (line === "" && !ended) {
      plusBuild.push(...pending);
      pending = [];
      continue;
    }
    if (!line.startsWith("//")) ended = true;
    if (!inComment) {
      const build = /^\/\/go:build(?:\s+(.*))?$/s.exec(line);
      if (build) goBuild.push(build[1] ?? "");
      const plus = ended ? undefined : /^\/\/\s*\+build(?:\s+(.*))?$/s.exec(line);
      if (plus) pending.push(plus[1] ?? "");
    }
    while (line !== "") {
      if (inComment) {
        const end = line.indexOf("*/");
        if (end < 0) break;
        inComment = false;
        line = line.slice(end + 2).trim();
      } else if (line.startsWith("//")) {
        break;
      } else if (line.startsWith("/*")) {
        inComment = true;
        line = line.slice(2).trim();
      } else {
        return { goBuild, plusBuild };
      }
    }
  }
  return { goBuild, plusBuild };
}

/** The truth of a //go:build expression; `undefined` where it is not one. (go/build/constraint/expr.go, Go 1.26.) */
function evaluate(expression: string, target: BuildTarget): boolean | undefined {
  const tokens = expression.match(/[()!]|&&|\|\||[\p{L}\p{Nd}_.]+|[^ \t]/gu) ?? [];
  let at = 0;
  // Each part reads on where the one before stopped, so both sides of an operator are always evaluated.
  const or = (): boolean | undefined => {
    let value = and();
    while (value !== undefined && tokens[at] === "||") {
      at++;
      const right = and();
      value = right === undefined ? undefined : value || right;
    }
    return value;
  };
  const and = (): boolean | undefined => {
    let value = not();
    while (value !== undefined && tokens[at] === "&&") {
      at++;
      const right = not();
      value = right === undefined ? undefined : value && right;
    }
    return value;
  };
  const not = (): boolean | undefined => {
    if (tokens[at] !== "!") return atom();
    at++;
    const value = atom();
    return value === undefined ? undefined : !value;
  };
  const atom = (): boolean | undefined => {
    const token = tokens[at++];
    if (token === undefined) return undefined;
    if (token === "(") {
      const value = or();
      return tokens[at++] === ")" ? value : undefined;
    }
    return isTag(token) ? holds(token, target) : undefined;
  };
  const value = or();
  return at === tokens.length ? value : undefined;
}

/** Options are separated by blanks, one of which has to hold, and are terms joined by commas. */
function matchesPlusBuild(options: string, target: BuildTarget): boolean {
  const holdsTerm = (term: string): boolean => {
    const isNegated = /^!(?!!).+/s.test(term);
    const tag = isNegated ? term.slice(1) : term;
    return holds(isTag(tag) ? tag : "ignore", target) !== isNegated;
  };
  // What is no term, and a line without any, stands for the tag `ignore`.
  return options.split(/\s+/).some((option) => option.split(",").every(holdsTerm));
}

function isTag(word: string): boolean {
  return /^[\p{L}\p{Nd}_.]+$/u.test(word);
}
