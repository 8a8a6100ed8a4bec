// Holds directives against the real `go generate`: which it runs, with which words, and which it refuses.

import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { nodeHost } from "#server/node-host";
import { type GenerateContext, parseDirectives } from "#shared/source/directive";
import { buildGenerator, type Generator } from "#test/generator";
import { runGo } from "#test/go";
import { tempFolder } from "#test/temp-folder";

/** Each a file of its own package. Every line for the generator ends in what it prints as its arguments. */
const files: Readonly<Record<string, string>> = {
  plain: "package p\n\n//go:generate bind-plugin generate -plugin-path a.so\n",
  tab: "package p\n//go:generate\tbind-plugin -a\t-b   c \t \n",
  indented:
    "package p\n\n\t//go:generate bind-plugin -a\n // //go:generate bind-plugin -b\n//go:generate  bind-plugin -c\n",
  spaced:
    "package p\n// go:generate bind-plugin -a\n//go:generatebind-plugin -b\n//go:generate\n//go:generate bind-plugin\n",
  quoted: String.raw`package p
//go:generate bind-plugin "-a b" "" "\"q\"" "\x41é\u00e9\U0001F600\101\n" -x "-\xc3\xa9"
//go:generate bind-plugin -a"b c"d 'e f' "-$DOLLAR" $DOLLAR{HOME}
`,
  variables: `package p
//go:generate bind-plugin -$GOFILE -$GOLINE -$GOPACKAGE -$GOOS/$GOARCH -\${GOFILE}x -$GOFILEx -$DOLLAR -$
//go:generate bind-plugin -$BIND_TEST -\${BIND_TEST} -$BIND_NONE. -\${BIND_NONE} "-$BIND_TEST"
//go:generate bind-plugin -\${} -\${ -\${unclosed -$1x -$$ -$* -\${*} -\${*x} -$é -a$ -$- -$_x
//go:generate bind-plugin -$PWD -$GOROOT
//go:generate $BIND_TOOL -a
`,
  shorthand: `package p
//go:generate -command bind bind-plugin generate -x $GOLINE
//go:generate bind -a
//go:generate bind
//go:generate -command other "bind-plugin" "-a b"
//go:generate other "c d" $DOLLAR{GOLINE}
//go:generate -command empty
//go:generate empty bind-plugin -e
`,
  scope: "package p\n//go:generate bind-plugin bind -a\n//go:generate bind-plugin -b\n",
  comments: `/*
//go:generate bind-plugin -in-comment
*/
package p

var text = \`
//go:generate bind-plugin -in-string
\`
`,
  crlf: 'package p\r\n\r\n//go:generate bind-plugin -a "b c"\r\n//go:generate bind-plugin -z\r\n',
  ending: "package p\n\n//go:generate bind-plugin -a",
  lonely: "//go:build ignore\n\npackage p\n\n//go:generate bind-plugin -a\n",
  tagged: "//go:build generate\n\npackage p\n\n//go:generate bind-plugin -a\n",
  documentation: "package documentation\n//go:generate bind-plugin -a\n",
  shebang: "#!/usr/bin/env go\npackage p\n//go:generate bind-plugin -a\n",
  semicolon: "package p; var X int\n//go:generate bind-plugin -a\n",
  glue: "package p var X int\n//go:generate bind-plugin -a\n",
  keyword: "package func\n//go:generate bind-plugin -a\n",
  unicode: "package é\n//go:generate bind-plugin -$GOPACKAGE\n",
  cgo: 'package p\n\nimport "C"\n//go:generate bind-plugin -a\n',
  clauseless: "//go:generate bind-plugin -a\n",
  blank: "package _\n//go:generate bind-plugin -a\n",
  commented: "/* a */ // b\n//go:generate bind-plugin -a\npackage /* c */ p /* d */ // e\n",
  invalid: "package p\n\nfunc {\n//go:generate bind-plugin -a\n",
  mark: "\ufeffpackage p\n//go:generate bind-plugin -a\n",
  multibyte: 'package p\n//go:generate bind-plugin "-é😀" -ß -$GOFILE\n',
  unclosed: 'package p\n//go:generate bind-plugin "-a\n',
  glued: 'package p\n//go:generate bind-plugin "-a"b\n',
  escape: 'package p\n//go:generate bind-plugin "-a\\q"\n',
  single: `package p\n//go:generate bind-plugin "-\\'"\n`,
  surrogate: 'package p\n//go:generate bind-plugin "-\\ud800"\n',
  octal: 'package p\n//go:generate bind-plugin "-\\777"\n',
  slash: 'package p\n//go:generate bind-plugin "-a\\\n',
  fits: `package p\n//go:generate bind-plugin -${"x".repeat(4096 - 28)}\n`,
  long: `package p\n//go:generate bind-plugin -${"x".repeat(4096 - 27)}\n`,
  "long-multibyte": `package p\n//go:generate bind-plugin -${"é".repeat(2035)}\n`,
};

let generator: Generator;
let module: string;
let context: GenerateContext;
const told = new Map<string, { args: readonly (readonly string[])[]; isRefused: boolean }>();

beforeAll(async () => {
  generator = await buildGenerator("bind-plugin");
  module = tempFolder();
  writeFileSync(join(module, "go.mod"), "module example.com/m\n\ngo 1.18\n");
  const { stdout } = await runGo(["env", "GOOS", "GOARCH", "GOROOT"]);
  const [goos, goarch, goroot] = stdout.trim().split("\n");
  const env: Record<string, string> = {
    BIND_TEST: "from the environment",
    BIND_TOOL: "bind-plugin",
    PATH: `${generator.folder}${delimiter}${process.env["PATH"]}`,
  };
  context = {
    path: nodeHost.path,
    target: { goos: goos!, goarch: goarch!, cgo: true },
    goroot: goroot!,
    env: (name) => env[name] ?? process.env[name],
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(module, name));
    writeFileSync(join(module, name, "file.go"), text);
  }
  for (const name of Object.keys(files)) {
    const { output, isRefused } = await generator.run(["generate", `./${name}`], module, env);
    told.set(name, { args: output, isRefused });
  }
});

describe("go generate", () => {
  it.each(Object.keys(files))("runs the directives of %s alike", (name) => {
    const path = join(module, name, "file.go");
    const directives = parseDirectives(path, files[name]!, context);
    const { args, isRefused } = told.get(name)!;
    const runs = directives.filter(({ problems }) => problems === undefined);
    const withoutCommand = (words: readonly string[]) => (words[0] === "generate" ? words.slice(1) : words);
    const expected = args.filter(
      (words) => words[0] === undefined || words[0] === "generate" || words[0].startsWith("-"),
    );
    expect(runs.map((directive) => directive.args.map(({ text }) => text))).toEqual(
      expected.map(withoutCommand),
    );
    expect(directives.some(({ problems }) => problems !== undefined)).toBe(isRefused);
  });
});
