// golang.org/x/exp/apidiff as a program (test/tools/apidiff), built once.

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runGo } from "./go.ts";

const sources = fileURLToPath(new URL("../tools/apidiff", import.meta.url));

/** Path of the program. The first build downloads the modules that its go.sum pins. */
export async function buildApidiff(): Promise<string> {
  const key = createHash("sha256").update((await runGo(["version"])).stdout);
  for (const file of ["go.sum", "main.go"]) key.update(readFileSync(join(sources, file)));
  const output = fileURLToPath(
    new URL(`../../.cache/tools/${key.digest("hex").slice(0, 16)}/apidiff`, import.meta.url),
  );
  if (!existsSync(output)) {
    const proxy =
      process.env["GOPROXY"] ?? (await runGo(["env", "GOPROXY"], { env: { GOPROXY: "" } })).stdout.trim();
    await runGo(["build", "-o", output, "."], { cwd: sources, env: { GOPROXY: proxy } });
  }
  return output;
}
