// What each feature is: the messages that it handles, and what it adds to the server's capabilities.

import {
  type CancellationToken,
  type Connection,
  LSPErrorCodes,
  type ProtocolRequestType,
  type RequestHandler,
  ResponseError,
  type ServerCapabilities,
} from "vscode-languageserver/node";
import type { ClientFeatures } from "../client-features.ts";
import type { Workspace } from "../workspace.ts";

export interface Feature {
  readonly capabilities?: (client: ClientFeatures) => ServerCapabilities;
  /** Called once, while the server is initialized. */
  readonly register: (connection: Connection, workspace: Workspace) => void;
  /** Called once, when the client is ready to be asked something. */
  readonly initialized?: (connection: Connection, workspace: Workspace) => void;
}

/** Answers one request, which is not cancelled yet. Whatever it throws fails that request alone. */
export type Provider<P, R> = (workspace: Workspace, params: P, token: CancellationToken) => R | Promise<R>;

export function requestFeature<P, R, PR, E, RO>(
  type: ProtocolRequestType<P, R, PR, E, RO>,
  provide: Provider<P, R>,
  capabilities?: Feature["capabilities"],
): Feature {
  return {
    ...(capabilities ? { capabilities } : {}),
    register(connection, workspace) {
      const handler = async (params: P, token: CancellationToken): Promise<R> => {
        requireWanted(token);
        const result = await provide(workspace, params, token);
        requireWanted(token);
        return result;
      };
      connection.onRequest(type, handler as RequestHandler<P, R, E>);
    },
  };
}

/** To be called first and after each await. Throws where the client does not want the answer any more. */
export function requireWanted(token: CancellationToken): void {
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
}
