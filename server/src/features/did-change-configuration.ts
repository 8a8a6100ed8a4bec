// workspace/didChangeConfiguration and workspace/configuration: the settings, as the client has them now.

import { type Connection, DidChangeConfigurationNotification } from "vscode-languageserver/node";
import { settingsSection } from "#shared/protocol";
import { readSettings } from "../settings.ts";
import type { Workspace } from "../workspace.ts";
import type { Feature } from "./feature.ts";

export const didChangeConfiguration: Feature = {
  register(connection, workspace) {
    connection.onDidChangeConfiguration(({ settings }) => {
      if (workspace.client.configuration) ask(connection, workspace);
      else take(workspace, settings?.[settingsSection]);
    });
  },
  initialized(connection, workspace) {
    const { client } = workspace;
    if (!client.configuration) return;
    if (client.registersConfiguration) {
      const options = { section: settingsSection };
      connection.client.register(DidChangeConfigurationNotification.type, options).catch(() => {});
    }
    ask(connection, workspace);
  },
};

function ask(connection: Connection, workspace: Workspace): void {
  connection.workspace.getConfiguration(settingsSection).then(
    (value) => take(workspace, value),
    (error) => connection.console.warn(`The settings cannot be read: ${error}`),
  );
}

/** A client that knows nothing of the section says nothing about it. */
function take(workspace: Workspace, value: unknown): void {
  if (typeof value === "object" && value !== null) workspace.setSettings(readSettings(value));
}
