// Before the editor tests: the extension is built, packaged and installed, once for each editor.

import { editorsNamed } from "../../scripts/editor/editors.mjs";
import { installExtension, packageExtension } from "../../scripts/editor/extension.mjs";

declare module "vitest" {
  interface ProvidedContext {
    /** Of VS Code, such as `1.100`. */
    readonly version: string;
  }
}

export default function setup(): void {
  packageExtension();
  for (const editor of editorsNamed(process.env["EDITORS"])) installExtension(editor);
}
