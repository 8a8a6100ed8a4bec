// workspace/diagnostic: what a client is told of files that it knows something else of, or nothing.

import { expect, it } from "vitest";
import type { WorkspaceDiagnosticReport } from "vscode-languageserver/node";
import { serverCommands } from "#shared/protocol";
import { uri } from "#test/lsp-client";
import { directive, project, serve } from "./project.ts";

const flags = "-plugin-path p.so -output-path api/api.go";

it("a file that has no problems any more is told of to a client that names no earlier result", async () => {
  const at = project({ "doc.go": directive(flags) });
  await at.plugin("basic", "p.so");
  await at.generate(...flags.split(" "));
  await at.plugin("drifted", "p.so");
  const { client, editor } = await serve(at, { pulls: true });
  expect(client.diagnostics.get(at.at("api/api.go"))).toHaveLength(6);
  await editor.run(serverCommands.regenerateAll);
  await client.settled();
  const report: WorkspaceDiagnosticReport = await client.connection.sendRequest("workspace/diagnostic", {
    previousResultIds: [],
  });
  const wrapper = report.items.find((item) => item.uri === uri(at.at("api/api.go")));
  expect(wrapper).toMatchObject({ kind: "full", items: [] });
  const again = report.items.map(({ uri, resultId }) => ({ uri, value: resultId! }));
  await at.plugin("basic", "p.so");
  await client.tell("Changed", at.at("p.so"));
  const news: WorkspaceDiagnosticReport = await client.connection.sendRequest("workspace/diagnostic", {
    previousResultIds: again,
  });
  expect(news.items.map((item) => item.uri)).toEqual([uri(at.at("api/api.go"))]);
});
