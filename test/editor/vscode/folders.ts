// The folders that the tests in VS Code open.

import { directive, goMod, type Project, project } from "../../lsp/project.ts";

/** A host whose plugin was built anew after its wrapper was made: doc.go, api/api.go, build/plugin.so. */
export async function drifted(): Promise<Project> {
  const flags = "-plugin-path build/plugin.so -output-path api/api.go";
  const at = project({ "go.mod": goMod, "doc.go": directive(flags) });
  await at.plugin("basic", "build/plugin.so");
  await at.generate(...flags.split(" "));
  await at.plugin("drifted", "build/plugin.so");
  return at;
}
