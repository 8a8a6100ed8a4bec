// How a request fails, in words for people.

import { LSPErrorCodes, ResponseError } from "vscode-languageserver/node";
import { isCommandError, isExpected, isInterruption } from "./failure.ts";

/** What is a bug is given back as it is, and logged by the connection. */
export function toResponseError(error: unknown, isCancelled = false): unknown {
  if (isCancelled || isInterruption(error))
    return new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
  if (typeof error === "string") return new ResponseError(LSPErrorCodes.RequestFailed, error);
  if (!isExpected(error)) return error;
  const hints = isCommandError(error) ? error.hints : [];
  return new ResponseError(LSPErrorCodes.RequestFailed, [error.message, ...hints].join("; "));
}
