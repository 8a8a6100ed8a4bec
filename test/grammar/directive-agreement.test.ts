// The grammar of directives against the parser: the same lines, flags and values, on lines put together at random.

import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { expect, it } from "vitest";
import { createRegistryFromGrammars } from "vscode-tmgrammar-test/dist/common/index.js";
import { directiveParts } from "#server/directive-parts";
import { flagsOf } from "#shared/options";
import { parseDirectives } from "#shared/source/directive";
import { type Random, randomOf } from "#test/random-types";

const root = join(import.meta.dirname, "../..");
const grammarAt = (path: string, injectTo: string[] = []) => {
  const content = readFileSync(join(root, path), "utf8");
  const { scopeName } = JSON.parse(content);
  return { grammar: { path, scopeName, injectTo }, content };
};

const loaded = createRegistryFromGrammars([
  grammarAt("test/grammar/go.tmLanguage.json"),
  grammarAt("syntaxes/go-generate.tmLanguage.json", ["source.go"]),
]).loadGrammar("source.go");

type Parts = readonly (readonly [kind: string, text: string])[];

/** What the grammar sees as flags and values; `undefined` where it sees no directive of ours. */
async function highlighted(line: string): Promise<Parts | undefined> {
  const { tokens } = (await loaded)!.tokenizeLine(line, null);
  if (!tokens.some(({ scopes }) => scopes.some((scope) => scope.startsWith("meta.directive"))))
    return undefined;
  const parts: [string, string][] = [];
  let last = "";
  for (const { startIndex, endIndex, scopes } of tokens) {
    const has = (pattern: RegExp) => scopes.some((scope) => pattern.test(scope));
    const kind = has(/\.flag\./) ? "flag" : has(/\.value\.|\.boolean\./) ? "value" : "";
    const text = line.slice(startIndex, endIndex);
    if (kind !== "" && kind === last) parts.at(-1)![1] += text;
    else if (kind !== "") parts.push([kind, text]);
    last = kind;
  }
  return parts.map(([kind, text]) => [kind, text.replace(/^"(.*)"$/, "$1")]);
}

/** What the parser sees. */
function parsed(line: string): Parts | undefined {
  const text = `package p\n\n${line}\n`;
  const [directive] = parseDirectives("/m/p.go", text, {
    path: { ...posix, separator: "/" },
    target: { goos: "linux", goarch: "amd64", cgo: true },
    env: () => "x",
  });
  return (
    directive &&
    directiveParts(directive, text)
      .toSorted((a, b) => a.range.start.character - b.range.start.character)
      .map(({ kind, range }): [string, string] => [
        kind,
        line.slice(range.start.character, range.end.character),
      ])
      .filter(([, part]) => part !== "")
  );
}

const tools = [
  ...["bind-plugin", "bind-plugin generate", "go-bind-plugin", "./bin/bind-plugin.exe generate"],
  ...["go run example.com/x/go-bind-plugin@v1.2.3", "go run -mod mod -race ./cmd/bind-plugin generate"],
  ...["go tool bind-plugin generate", "go run -tags=a,b github.com/o/bind-plugin/v2"],
  ...[
    "npx bind-plugin generate",
    "npx --yes -p bind-plugin bind-plugin@latest generate",
    "npx -y bind-plugin",
  ],
  ...["node ../dist/bind-plugin.cjs generate", "node --no-warnings bind-plugin.js"],
  // Others, and other commands.
  ...["bind-plugin check", "bind-plugins", "stringer", "go run ./gen", "go build bind-plugin", "npx other"],
  ...["my-bind-plugin", "go run -tags bind-plugin ./gen", "bind-plugin-x generate", "bind-plugin generates"],
] as const;

const values: Readonly<Record<string, readonly string[]>> = {
  "plugin-path": ["p.so", "build/$GOOS/p.so", "a=b.so", '"my plugin.so"', '"a\\x62\\"c.so"', "-sha256"],
  "plugin-package": ["./plug", "example.com/p@v1.0.0", '"./a b"'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of go generate
  "output-path": ["api.go", "${GOPACKAGE}_api.go", '"a b.go"'],
  "output-name": ["API", "_x"],
  "output-package": ["api", "$GOPACKAGE"],
};

function randomLine(random: Random): string {
  const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
  const words: string[] = [pick(tools)];
  const left = [...flagsOf("generate")];
  for (let count = random(6); count > 0; count--) {
    const [flag] = left.splice(random(left.length), 1);
    if (random(8) === 0) words.push(pick(["-plugin-pth", "operand", "x=y", '"two words"', "-sha", "-no=1"]));
    const name = `${pick(["-", "--"])}${flag!.name}`;
    if (flag!.kind === "bool") {
      words.push(pick([name, `${name}=true`, `${name}=0`, `${name} false`, `${name} true`]));
      continue;
    }
    const value = pick(values[flag!.name]!);
    const isQuoted = value.startsWith('"');
    words.push(pick([`${name} ${value}`, isQuoted ? `"${name}=${value.slice(1)}` : `${name}=${value}`]));
  }
  if (random(10) === 0) words.push("--", "-rebuild");
  return `//go:generate ${words.join(pick([" ", " ", "  ", "\t"]))}`;
}

it("sees what the parser sees", async () => {
  const random = randomOf(1);
  let directives = 0;
  for (let i = 0; i < 1000; i++) {
    const line = randomLine(random);
    const expected = parsed(line);
    if (expected) directives++;
    expect(await highlighted(line), line).toEqual(expected);
  }
  expect(directives).toBeGreaterThan(300);
  expect(directives).toBeLessThan(900);
});
