import type { IBufferCell, Terminal } from '@xterm/headless';

/** Where letters and ground change places, those of the window: two colours more than the terminal's 16. */
export const windowGround = 16;
export const windowLetters = 17;

/** A colour of the terminal: one of its 16 or of the two above, a fixed one as `#rrggbb`, or its own default. */
export type Colour = number | `#${string}` | undefined;

/** Some letters in a row that look alike. */
export interface Run {
  readonly column: number;
  readonly width: number;
  readonly text: string;
  readonly fore: Colour;
  readonly back: Colour;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underlined: boolean;
}

/** What the screen shows at a moment. */
export interface Frame {
  /** Milliseconds since the beginning. */
  readonly at: number;
  readonly rows: readonly (readonly Run[])[];
  /** Column and row; undefined while it is hidden. */
  readonly cursor: readonly [number, number] | undefined;
}

/** The screen of a terminal as it is now. */
export function frameOf(terminal: Terminal, at: number, cursorShown: boolean): Frame {
  const { active } = terminal.buffer;
  const rows = Array.from({ length: terminal.rows }, (_, row) => runsOf(terminal, active.baseY + row));
  return { at, rows, cursor: cursorShown ? [active.cursorX, active.cursorY] : undefined };
}

function runsOf(terminal: Terminal, row: number): readonly Run[] {
  const line = terminal.buffer.active.getLine(row);
  const runs: Run[] = [];
  for (let column = 0; column < terminal.cols; column += 1) {
    const cell = line?.getCell(column);
    if (cell === undefined || cell.getWidth() === 0) continue;
    const next = runOf(cell, column);
    const last = runs.at(-1);
    if (last !== undefined && sameLook(last, next)) runs[runs.length - 1] = { ...last, width: last.width + next.width, text: last.text + next.text };
    else runs.push(next);
  }
  return runs.flatMap(trimmed);
}

function runOf(cell: IBufferCell, column: number): Run {
  const [fore, back] = [colourOf(cell, 'Fg'), colourOf(cell, 'Bg')];
  const inverse = cell.isInverse() !== 0;
  return {
    column,
    width: cell.getWidth(),
    text: cell.getChars() || ' ',
    fore: inverse ? (back ?? windowGround) : fore,
    back: inverse ? (fore ?? windowLetters) : back,
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underlined: cell.isUnderline() !== 0,
  };
}

function colourOf(cell: IBufferCell, side: 'Fg' | 'Bg'): Colour {
  const value = side === 'Fg' ? cell.getFgColor() : cell.getBgColor();
  if (side === 'Fg' ? cell.isFgDefault() : cell.isBgDefault()) return undefined;
  if (side === 'Fg' ? cell.isFgRGB() : cell.isBgRGB()) return `#${value.toString(16).padStart(6, '0')}`;
  return value < 16 ? value : fixedColour(value);
}

/** The colours 16 to 255 of xterm: a cube of six steps, then greys. */
function fixedColour(index: number): `#${string}` {
  const step = (value: number): number => (value === 0 ? 0 : 55 + value * 40);
  const grey = 8 + (index - 232) * 10;
  const cube = index - 16;
  const parts = index >= 232 ? [grey, grey, grey] : [step(Math.floor(cube / 36)), step(Math.floor(cube / 6) % 6), step(cube % 6)];
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

const look = ({ fore, back, bold, dim, italic, underlined }: Run): string => JSON.stringify([fore ?? null, back ?? null, bold, dim, italic, underlined]);
const sameLook = (a: Run, b: Run): boolean => look(a) === look(b);

/** A run without the blanks at its ends, which show nothing unless they have a ground of their own or a line below. */
function trimmed(run: Run): readonly Run[] {
  if (run.back !== undefined || run.underlined) return [run];
  const text = run.text.trimEnd();
  if (text.trim() === '') return [];
  const lead = text.length - text.trimStart().length;
  return [{ ...run, column: run.column + lead, width: run.width - lead - (run.text.length - text.length), text: text.trimStart() }];
}

/** The text of a frame, row by row. */
export function frameText({ rows }: Frame): string {
  const lines = rows.map((runs) => runs.reduce((line, { column, text }) => line.padEnd(column) + text, ''));
  return lines.join('\n').trimEnd();
}
