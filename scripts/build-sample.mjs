// Builds the sample plugin again and packs it for the repository: `node scripts/build-sample.mjs`. It needs Go with cgo.

import { join } from "node:path";
import { importTypeScript, root } from "./typescript.mjs";

const { writeSample } = await importTypeScript("test/support/sample.ts");
const size = await writeSample(join(root, "test/fixtures/sample"));
console.log(`test/fixtures/sample/plugin.so.gz: ${size} bytes`);
