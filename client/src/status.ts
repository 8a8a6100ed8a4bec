// The language status item: how things are with what the file at hand binds, or with the server where that has failed.

import {
  Disposable,
  type DocumentSelector,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  languages,
  window,
} from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { type FileStatus, fileStatusRequest, virtualScheme } from "#shared/protocol";
import type { Part } from "./extension-context.ts";
import { configName } from "./names.ts";

const selector: DocumentSelector = [
  { scheme: "file", language: "go" },
  { scheme: "file", pattern: `**/${configName}` },
  { scheme: virtualScheme },
];

const severities: Readonly<Record<FileStatus["severity"], LanguageStatusSeverity>> = {
  error: LanguageStatusSeverity.Error,
  warning: LanguageStatusSeverity.Warning,
  information: LanguageStatusSeverity.Information,
};

export const fileStatus: Part = ({ server, log }) => {
  let client: LanguageClient | undefined;
  let item: LanguageStatusItem | undefined;
  /** The last question; answers to earlier ones come too late. */
  let asked = 0;

  /** An item is there only where there is something to say. */
  function show(status: FileStatus | undefined): void {
    if (!status) {
      item?.dispose();
      item = undefined;
      return;
    }
    if (!item) {
      item = languages.createLanguageStatusItem("bindPlugin.status", selector);
      item.name = "Bind Plugin";
    }
    const { text, detail, severity, isChecking } = status;
    item.text = text;
    item.detail = detail;
    item.severity = severities[severity];
    item.busy = isChecking;
    item.accessibilityInformation = { label: `Bind Plugin: ${text}` };
    item.command =
      server.state === "failed"
        ? { title: "Restart Server", command: "bindPlugin.restartServer" }
        : { title: "Show Log", command: "bindPlugin.showLog" };
  }

  async function update(): Promise<void> {
    const question = ++asked;
    const document = window.activeTextEditor?.document;
    if (server.state === "failed") {
      return show({ text: "the server does not run", detail: "", severity: "error", isChecking: false });
    }
    if (!document || !client || server.state !== "running" || !languages.match(selector, document))
      return show(undefined);
    const uri = document.uri.toString();
    const status = await client.sendRequest<FileStatus | null>(fileStatusRequest, { uri });
    if (question === asked) show(status ?? undefined);
  }

  /** A server that ends meanwhile has nothing to say. */
  const quietly = () => void update().catch((error) => log.debug(String(error)));

  server.onClient((created) => {
    client = created;
  });
  return Disposable.from(
    { dispose: () => item?.dispose() },
    window.onDidChangeActiveTextEditor(quietly),
    server.onState(quietly),
    server.onPluginsChanged(quietly),
  );
};
