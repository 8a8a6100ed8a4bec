// `bind-plugin lsp`: the language server on standard input and output.

/** Ends with the process. */
export async function lsp(): Promise<never> {
  await import("../main.ts");
  return new Promise(() => {});
}
