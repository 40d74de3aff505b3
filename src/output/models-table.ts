import type { ModelRow } from '../models/listing/model-row.ts';
import { dollars } from '../models/price.ts';
import { lineWidth, tableLine, widthsOf, wrapped, type Column } from './columns.ts';
import { lifecycleWords } from './lifecycle-words.ts';
import { tokenCount } from './token-count.ts';

export interface TableShape {
  /** Room of a line; Infinity where nobody counts. */
  readonly columns: number;
  /** Whether AWS was asked what can be used. */
  readonly access: boolean;
}

type Cell = Column & { readonly of: (row: ModelRow) => string };

const model: Cell = { title: 'MODEL', align: 'left', of: ({ short, id, name }) => (short === id ? name : short) };
const numbers: readonly Cell[] = [
  { title: 'GEOGRAPHY', align: 'left', of: ({ geography }) => geography },
  { title: 'CONTEXT', align: 'right', of: (row) => windowText(row, 'contextWindow') },
  { title: 'OUTPUT', align: 'right', of: (row) => windowText(row, 'maxOutput') },
  { title: '$ IN', align: 'right', of: ({ price }) => (price === undefined ? '-' : dollars(price.input)) },
  { title: '$ OUT', align: 'right', of: ({ price }) => (price === undefined ? '-' : dollars(price.output)) },
];
const access: Cell = { title: 'ACCESS', align: 'left', of: ({ usability, evidence }) => (evidence === 'catalog' ? 'a guess' : usability) };
const lifecycle: Cell = { title: 'LIFECYCLE', align: 'left', of: (row) => lifecycleWords(row.lifecycle) };
const id: Cell = { title: 'ID', align: 'left', of: (row) => row.id };
/** An ARN would keep every row from one line. */
const shortId: Cell = { ...id, of: (row) => (row.id.startsWith('arn:') ? '' : row.id) };
const names: Cell = { title: 'NAMES', align: 'left', of: (row) => row.names.join(', ') };

/**
 * The rows as a table of lines: all in one line where there is room for it; else what is particular to a model (its names, the end of its life) on a
 * line below it, and where even that is too wide its ID too.
 */
export function modelsTable(rows: readonly ModelRow[], { columns, access: asked }: TableShape): string {
  const guessed = rows.some(({ evidence }) => evidence === 'catalog');
  const main = [model, ...numbers, ...(asked || guessed ? [access] : [])];
  const layouts: readonly Layout[] = [
    { cells: [...main, lifecycle, names, id], below: () => [] },
    { cells: [...main, shortId], below: (row) => [...(shortId.of(row) === '' ? [row.id] : []), ...notesOf(row)] },
    { cells: main, below: (row) => [row.id, ...notesOf(row)] },
  ];
  const drawn = layouts.map((layout) => draw(rows, layout, columns));
  return (drawn.find(({ width }) => width <= columns) ?? drawn.at(-1))?.text ?? '';
}

interface Layout {
  readonly cells: readonly Cell[];
  readonly below: (row: ModelRow) => readonly string[];
}

function draw(rows: readonly ModelRow[], { cells, below }: Layout, columns: number): { readonly width: number; readonly text: string } {
  const texts = rows.map((row) => cells.map(({ of }) => of(row)));
  const widths = widthsOf(cells, texts);
  const fitting = narrowed(widths, columns);
  const lines = rows.flatMap((row, index) => [tableLine(cells, fitting, texts[index] ?? []), ...wrapped(below(row), 2, columns)]);
  const head = tableLine(
    cells,
    fitting,
    cells.map(({ title }) => title),
  );
  return { width: lineWidth(widths), text: `${[head, ...lines].join('\n')}\n` };
}

/** A long name may take the room that the numbers leave it. */
function narrowed(widths: readonly number[], columns: number): readonly number[] {
  const [first = 0, ...rest] = widths;
  return [Math.max(10, Math.min(first, columns - lineWidth(rest) - 2)), ...rest];
}

function notesOf({ names: called, lifecycle: life }: ModelRow): readonly string[] {
  return [...(life.stage === 'current' ? [] : [lifecycleWords(life)]), ...(called.length === 0 ? [] : [`also: ${called.join(', ')}`])];
}

function windowText(row: ModelRow, window: 'contextWindow' | 'maxOutput'): string {
  const tokens = row[window];
  return tokens === undefined ? '-' : `${tokenCount(tokens)}${row.assumed.includes(window) ? '?' : ''}`;
}
