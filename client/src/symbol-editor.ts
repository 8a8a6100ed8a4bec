// What opening a .so does: a Go plugin is shown as the document of its symbols, any other file as a page that says what it is.

import { basename } from "node:path";
import {
  type CustomDocument,
  type CustomReadonlyEditorProvider,
  languages,
  TabInputCustom,
  Uri,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import { type SymbolsDocument, symbolsDocumentRequest } from "#shared/protocol";
import type { Part } from "./extension-context.ts";
import { symbolLanguage, symbolViewType } from "./names.ts";

const reopen = "workbench.action.reopenWithEditor";

export const symbolEditor: Part = ({ server, log }) => {
  async function documentOf(file: Uri): Promise<SymbolsDocument> {
    if (file.scheme !== "file") return { uri: "", notRead: ["Only files on disk are read."] };
    const client = await server.start();
    return client.sendRequest<SymbolsDocument>(symbolsDocumentRequest, { uri: file.toString() });
  }

  const provider: CustomReadonlyEditorProvider = {
    openCustomDocument: (uri): CustomDocument => ({ uri, dispose() {} }),
    async resolveCustomEditor({ uri: file }, panel) {
      panel.webview.options = { enableCommandUris: [reopen] };
      try {
        const { uri, notRead } = await documentOf(file);
        if (notRead === undefined) await showInstead(panel, file, Uri.parse(uri));
        else panel.webview.html = page(notRead);
      } catch (error) {
        log.error(error instanceof Error ? error : String(error));
        panel.webview.html = page([`The language server cannot be asked about ${basename(file.path)}.`]);
      }
    },
  };
  return window.registerCustomEditorProvider(symbolViewType, provider);
};

/** The document takes the panel's place. */
async function showInstead(panel: WebviewPanel, file: Uri, symbols: Uri): Promise<void> {
  const document = await workspace.openTextDocument(symbols);
  if (document.languageId !== symbolLanguage)
    await languages.setTextDocumentLanguage(document, symbolLanguage);
  const tab = window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(({ input }) => input instanceof TabInputCustom && input.uri.toString() === file.toString());
  const isPreview = tab?.isPreview === true;
  const viewColumn = panel.viewColumn === undefined ? {} : { viewColumn: panel.viewColumn };
  // A click in the explorer opens a preview and leaves the focus where it was.
  await window.showTextDocument(document, { ...viewColumn, preview: isPreview, preserveFocus: isPreview });
  panel.dispose();
}

function page(lines: readonly string[]): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Not a Go plugin</title>
<style>
body { padding: 1em 2em; font-size: var(--vscode-font-size); }
a { color: var(--vscode-textLink-foreground); }
</style>
</head>
<body>
${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join("\n")}
<p><a href="command:${reopen}">Reopen it with another editor…</a></p>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
