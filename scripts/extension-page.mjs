// The README as VS Code shows it on the extension's page: what is about VS Code comes first, and what the page cannot show is left out.

/**
 * The page takes pictures and links from the web alone, and the repository has no address there; links within the README stay.
 * @param {string} readme Markdown
 */
export function extensionPage(readme) {
  const [start = "", ...sections] = readme.split(/^(?=## )/m);
  const isFirst = (/** @type {string} */ section) => section.startsWith("## In VS Code\n");
  const ordered = [...sections.filter(isFirst), ...sections.filter((section) => !isFirst(section))];
  return [start, ...ordered]
    .join("")
    .replace(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n\n/gm, "")
    .replace(/(?<!!)\[([^\]]*)\]\((?!https:|#)[^)]*\)/g, "$1");
}
