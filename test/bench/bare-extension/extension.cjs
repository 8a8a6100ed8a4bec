"use strict";

const { Diagnostic, languages, Range, workspace } = require("vscode");

exports.activate = () => {
  const shown = languages.createDiagnosticCollection("bare");
  for (const { uri, languageId } of workspace.textDocuments) {
    if (languageId === "go") shown.set(uri, [new Diagnostic(new Range(0, 0, 0, 10), "bare")]);
  }
};
