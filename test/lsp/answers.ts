// The requests that a case can make at a cursor, and their answers as text.

import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  CompletionList,
  DocumentLink,
  Hover,
  Location,
  LocationLink,
  MarkupContent,
  Position,
  Range,
  TextEdit,
} from "vscode-languageserver/node";
import { type ShownDocument, serverCommands } from "#shared/protocol";
import { type LspClient, uri } from "#test/lsp-client";

type Answer = (client: LspClient, path: string, position: Position) => Promise<string>;

/** By the name that a case's section has: `-- hover @here --` makes the request `hover`. */
export const answers: Readonly<Record<string, Answer>> = {
  async completion(client, path, position) {
    const items = await complete(client, path, position);
    if (items.length === 0) return "nothing";
    const edits = items.map(({ textEdit }) => textEdit as TextEdit);
    const ranges = new Set(
      edits.map(
        ({ range: { start, end } }) => `${start.line + 1}:${start.character + 1}-${end.character + 1}`,
      ),
    );
    const lines = items.map(({ label, detail, insertTextFormat }, i) => {
      const text = JSON.stringify(edits[i]!.newText).slice(1, -1).replaceAll('\\"', '"');
      const shown = detail === undefined ? label : `${label} (${detail})`;
      return insertTextFormat === 2 || text !== label ? `${shown}: ${text}` : shown;
    });
    return [`at ${[...ranges].join(" and ")}`, ...lines].join("\n");
  },
  async hover({ connection }, path, position) {
    const params = { textDocument: { uri: uri(path) }, position };
    const hover: Hover | null = await connection.sendRequest("textDocument/hover", params);
    return hover ? (hover.contents as MarkupContent).value : "nothing";
  },
  definition: (client, path, position) => lead(client, "textDocument/definition", path, position),
  implementation: (client, path, position) => lead(client, "textDocument/implementation", path, position),
  async references(client, path, position) {
    const params = { textDocument: { uri: uri(path) }, position, context: { includeDeclaration: true } };
    const places: Location[] | null = await client.connection.sendRequest("textDocument/references", params);
    return places?.map(({ uri, range }) => showPlace(uri, range)).join("\n") ?? "nothing";
  },
  async "code-action"({ connection }, path, position) {
    const range = { start: position, end: position };
    const context = { diagnostics: [] };
    const params = { textDocument: { uri: uri(path) }, range, context };
    const actions: CodeAction[] = await connection.sendRequest("textDocument/codeAction", params);
    const lines = actions.map(({ title, kind, disabled }) => {
      return `${title} (${kind})${disabled ? `: not now, ${disabled.reason}` : ""}`;
    });
    return lines.join("\n") || "nothing";
  },
  /** All lenses of the file; the position doesn't matter. */
  async "code-lens"({ connection }, path) {
    const params = { textDocument: { uri: uri(path) } };
    const lenses: CodeLens[] = await connection.sendRequest("textDocument/codeLens", params);
    const lines: string[] = [];
    for (const lens of lenses) {
      const { command, range }: CodeLens = await connection.sendRequest("codeLens/resolve", lens);
      lines.push(`${range.start.line + 1}: ${command!.title} (${command!.command})`);
    }
    return lines.join("\n") || "nothing";
  },
  /** What has changed for the file's first binding; the position doesn't matter. */
  async changes({ connection }, path) {
    const params = { command: serverCommands.showChanges, arguments: [{ uri: uri(path) }] };
    const shown: ShownDocument = await connection.sendRequest("workspace/executeCommand", params);
    return shown.text;
  },
  /** All links of the file; the position doesn't matter. */
  async "document-link"({ connection }, path) {
    const params = { textDocument: { uri: uri(path) } };
    const links: DocumentLink[] | null = await connection.sendRequest("textDocument/documentLink", params);
    return (
      links?.map(({ range, target, tooltip }) => `${showRange(range)}: ${target} (${tooltip})`).join("\n") ??
      "nothing"
    );
  },
  /** The documentation of the first item. */
  async "completion-resolve"(client, path, position) {
    const [first] = await complete(client, path, position);
    const item: CompletionItem = await client.connection.sendRequest("completionItem/resolve", first);
    const { documentation } = item;
    return `${item.label}\n\n${typeof documentation === "string" ? documentation : documentation?.value}`;
  },
};

/** Where a request leads, and from where. */
async function lead(
  { connection }: LspClient,
  request: string,
  path: string,
  position: Position,
): Promise<string> {
  const params = { textDocument: { uri: uri(path) }, position };
  const links: LocationLink[] | null = await connection.sendRequest(request, params);
  return (
    links
      ?.map(
        (link) =>
          `${showRange(link.originSelectionRange!)} to ${showPlace(link.targetUri, link.targetRange)}`,
      )
      .join("\n") ?? "nothing"
  );
}

function showPlace(uri: string, range: Range): string {
  return `${uri}:${showRange(range)}`;
}

function showRange({ start, end }: Range): string {
  return `${start.line + 1}:${start.character + 1}-${end.character + 1}`;
}

async function complete(
  { connection }: LspClient,
  path: string,
  position: Position,
): Promise<readonly CompletionItem[]> {
  const params = { textDocument: { uri: uri(path) }, position };
  return (
    (await connection.sendRequest<CompletionList | null>("textDocument/completion", params))?.items ?? []
  );
}
