// What the engine finds, in the words of the Language Server Protocol.

import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver/node";
import type { Location } from "#shared/model";
import type { Problem, Severity } from "#shared/problem";
import { diagnosticSource } from "#shared/protocol";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

export interface DiagnosticContext {
  /** The URI of an absolute path, as the client writes it. */
  readonly uriOf: (path: string) => string;
  /** URI of the folder that holds a page for each code, without a slash at its end. */
  readonly pages: string;
  readonly hasRelatedInformation: boolean;
  readonly hasCodeDescription: boolean;
  readonly hasData: boolean;
}

export function toDiagnostic(problem: Problem, context: DiagnosticContext): Diagnostic {
  const { code, severity, location, message, related, data } = problem;
  const relatedInformation = related.map((other) => ({
    location: toLocation(other.location, context.uriOf),
    message: other.message,
  }));
  return {
    range: location.range,
    severity: severities[severity],
    source: diagnosticSource,
    code,
    message,
    ...(context.hasCodeDescription ? { codeDescription: { href: `${context.pages}/${code}.md` } } : {}),
    ...(context.hasRelatedInformation && related.length > 0 ? { relatedInformation } : {}),
    ...(context.hasData && data !== undefined ? { data } : {}),
  };
}

function toLocation({ path, range }: Location, uriOf: (path: string) => string) {
  return { uri: uriOf(path), range };
}
