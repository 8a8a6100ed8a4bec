// Whether a Go file has to do with plugins, by its text alone.

/** A directive, the header of a wrapper (also of go-bind-plugin's), or the import of a host. */
export function isConcerned(text: string): boolean {
  return isBound(text) || /^\s*(?:import\s+)?(?:[\w.]+\s+)?"plugin"\s*(?:\/\/.*)?$/m.test(text);
}

/** A directive or a wrapper. */
export function isBound(text: string): boolean {
  return text.includes("bind-plugin");
}
