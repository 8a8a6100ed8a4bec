// The linters of test/tools, built once.

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runGo } from "#test/go";

const sources = fileURLToPath(new URL("../tools", import.meta.url));

export interface Tools {
  readonly golint: string;
  readonly staticcheck: string;
  /** Folder where staticcheck keeps what it knows of packages. */
  readonly cache: string;
}

/** Paths of the programs. The first build downloads their modules, which go.sum pins. */
export async function buildTools(): Promise<Tools> {
  const key = createHash("sha256").update(readFileSync(join(sources, "go.sum")));
  key.update((await runGo(["version"])).stdout);
  const output = fileURLToPath(
    new URL(`../../.cache/tools/${key.digest("hex").slice(0, 16)}/`, import.meta.url),
  );
  const [golint, staticcheck] = [join(output, "golint"), join(output, "staticcheck")];
  if (!existsSync(golint) || !existsSync(staticcheck)) {
    const packages = ["golang.org/x/lint/golint", "honnef.co/go/tools/cmd/staticcheck"];
    const proxy =
      process.env["GOPROXY"] ?? (await runGo(["env", "GOPROXY"], { env: { GOPROXY: "" } })).stdout.trim();
    await runGo(["build", "-o", output, ...packages], { cwd: sources, env: { GOPROXY: proxy } });
  }
  return { golint, staticcheck, cache: join(output, "cache") };
}
