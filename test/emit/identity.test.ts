// The types that a wrapper writes down are the types that were meant: go/types reads them back.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { layoutType } from "#shared/emit/type-layout";
import { typeString } from "#shared/type-string";
import { runGo } from "#test/go";
import { declarations, randomOf, randomType } from "#test/random-types";
import { tempFolder } from "#test/temp-folder";

it("go/types reads thousands of random types back as they were meant", async () => {
  const random = randomOf(7);
  const types = Array.from({ length: 4000 }, () => randomType(random, 5));
  const variables = types.map((type, i) => `var V${i} ${layoutType(type, ({ name }) => name!)}\n`);
  const folder = tempFolder();
  const [pkg, file] = [join(folder, "pkg.go"), join(folder, "p.go")];
  writeFileSync(pkg, declarations);
  writeFileSync(file, `package p\n\nimport (\n\t"example.com/pkg"\n\t"unsafe"\n)\n\n${variables.join("")}`);
  const program = fileURLToPath(new URL("identity/main.go", import.meta.url));
  const { stdout } = await runGo(["run", program, "example.com/pkg", pkg, file]);
  const seen = JSON.parse(stdout) as Readonly<Record<string, string>>;
  // Spellings that say the same: Go 1.8 has no any, []byte reads better, and type arguments have a blank between them or not.
  const spelled = (text: string) =>
    text
      .replaceAll(/interface ?\{\}/g, "any")
      .replaceAll("[]byte", "[]uint8")
      .replaceAll(", ", ",");
  const differing = types.flatMap((type, i) => {
    const [want, have] = [spelled(typeString(type)), spelled(seen[`V${i}`]!)];
    return want === have ? [] : [{ want, have }];
  });
  expect(differing.slice(0, 3)).toEqual([]);
  expect(new Set(Object.values(seen)).size).toBeGreaterThan(2000);
});
