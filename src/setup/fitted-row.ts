import type { PromptChoice } from '../system/system.ts';

/** What stands before a row, and the column that a terminal needs behind it. */
const margin = 4;

/** A row on one line of the terminal; what is cut off is shown below while the row is pointed at, and found by its words. Pure. */
export function fittedRow(row: PromptChoice, columns: number): PromptChoice {
  const room = columns - margin;
  if (row.name.length <= room) return row;
  return { ...row, name: `${row.name.slice(0, room - 1)}…`, description: [row.name, row.description].filter(Boolean).join('. ') };
}
