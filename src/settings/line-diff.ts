import { maskLine } from './secret-names.ts';

const context = 2;

/** The lines that an edit of one place takes away (`-`) and adds (`+`), with a little around them; secrets are starred. */
export function lineDiff(before: string, after: string): string {
  const [old, now] = [before, after].map((text) => (text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/))) as [string[], string[]];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const lines = [
    ...now.slice(Math.max(0, head - context), head).map((line) => `  ${line}`),
    ...old.slice(head, old.length - tail).map((line) => `- ${line}`),
    ...now.slice(head, now.length - tail).map((line) => `+ ${line}`),
    ...now.slice(now.length - tail, Math.min(now.length, now.length - tail + context)).map((line) => `  ${line}`),
  ];
  return lines.map((line) => `${maskLine(line)}\n`).join('');
}
