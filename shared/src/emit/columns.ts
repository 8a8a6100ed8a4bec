// Aligns cells in columns as gofmt does, which is what text/tabwriter does with its settings.

/**
 * Each row's cells, joined to a line. All cells but a row's last are columns: as wide as the widest of the rows right above
 * and below that have this column too, and one blank. A column of empty cells takes no space. (text/tabwriter,
 * Writer.format, with padding 1 and DiscardEmptyColumns, as go/printer sets it: Go 1.26.)
 */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const lines = rows.map(() => "");
  const format = (start: number, end: number, column: number): void => {
    for (let from = start; from < end; from++) {
      let to = from;
      while (to < end && column < rows[to]!.length - 1) to++;
      if (to === from) continue;
      const widest = Math.max(...rows.slice(from, to).map((row) => widthOf(row[column]!)));
      for (let i = from; i < to; i++) {
        const cell = rows[i]![column]!;
        lines[i] += cell + " ".repeat(widest === 0 ? 0 : widest + 1 - widthOf(cell));
      }
      format(from, to, column + 1);
      from = to;
    }
  };
  format(0, rows.length, 0);
  return lines.map((line, i) => line + (rows[i]!.at(-1) ?? ""));
}

/** In code points, as utf8.RuneCount has it. */
function widthOf(cell: string): number {
  return [...cell].length;
}
