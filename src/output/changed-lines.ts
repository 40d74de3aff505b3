import { looksSecret } from '../settings/secret-names.ts';

/** The lines of an AWS file that an edit of one place takes away (`-`) and adds (`+`); none around them, and no keys. Pure. */
export function changedLines(before: string, after: string): string {
  const [old, now] = [linesOf(before), linesOf(after)];
  const head = now.findIndex((line, index) => line !== old[index]);
  const same = head === -1 ? now.length : head;
  let tail = 0;
  while (tail < Math.min(old.length, now.length) - same && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const gone = old.slice(same, old.length - tail).map((line) => `- ${maskAwsLine(line)}`);
  const come = now.slice(same, now.length - tail).map((line) => `+ ${maskAwsLine(line)}`);
  return [...gone, ...come].map((line) => `${line.trimEnd()}\n`).join('');
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}

/** A line of an AWS file that may be shown. Pure. */
export function maskAwsLine(line: string): string {
  const [, start = '', name = ''] = /^(\s*([\w.-]+)\s*=\s*)\S/.exec(line) ?? [];
  return name !== '' && name !== 'credential_process' && looksSecret(name, '') ? `${start}[hidden]` : line;
}
