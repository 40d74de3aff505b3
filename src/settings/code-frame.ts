import { maskLine } from './secret-names.ts';

interface Position {
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
}

const around = 60;

/** Line and column of an offset in a text. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** The line at a position with a caret under the column; long lines are cut, secrets starred, invisible characters shown as `?`. */
export function codeFrame(text: string, { line, column }: Position): string {
  const whole = maskLine(text.split(/\r\n|\r|\n/)[line - 1] ?? '');
  const from = Math.max(0, column - 1 - around);
  const shown = whole.slice(from, column - 1 + around).replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, (char) => (char === '\t' ? ' ' : '?'));
  const gutter = `  ${line} | `;
  return `${gutter}${shown.trimEnd()}\n${' '.repeat(gutter.length - 2)}| ${' '.repeat(column - 1 - from)}^`;
}
