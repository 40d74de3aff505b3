/** How a column of a table stands. */
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** The width of each column, its title included. */
export function widthsOf(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly number[] {
  return columns.map(({ title }, index) => Math.max(title.length, ...rows.map((cells) => cells[index]?.length ?? 0)));
}

/** How wide a line of such columns is, with two spaces between them. */
export function lineWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + 2 * Math.max(0, widths.length - 1);
}

/** One line, without spaces at its end; a cell that is too wide is cut with an ellipsis. */
export function tableLine(columns: readonly Column[], widths: readonly number[], cells: readonly string[]): string {
  const padded = columns.map(({ align }, index) => {
    const [cell, width] = [cut(cells[index] ?? '', widths[index] ?? 0), widths[index] ?? 0];
    return align === 'left' ? cell.padEnd(width) : cell.padStart(width);
  });
  return padded.join('  ').trimEnd();
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

/** Parts on as few lines as they fit on, each line after an indent; a part is never broken, so that it can be copied. */
export function wrapped(parts: readonly string[], indent: number, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 2 + part.length <= columns) lines[lines.length - 1] = `${last}  ${part}`;
    else lines.push(`${' '.repeat(indent)}${part}`);
  }
  return lines;
}
