import type { EditStep } from './edit-step.ts';

/**
 * A text that changed since, without the lines that an edit inserted; undefined where some of those are not there exactly once, or where the rest would mean
 * something else without them. Pure.
 */
export function withoutInserted({ parts }: EditStep, now: string): string | undefined {
  let left: string | undefined = parts === undefined ? undefined : now;
  for (const { inserted } of (parts ?? []).toReversed()) left = left === undefined ? undefined : withoutPart(inserted, left);
  return left;
}

function withoutPart(inserted: string | undefined, now: string): string | undefined {
  if (inserted === undefined || inserted.trim() === '') return undefined;
  const at = now.indexOf(inserted);
  if (at === -1 || now.includes(inserted, at + 1)) return undefined;
  const [head, tail] = [now.slice(0, at), now.slice(at + inserted.length)];
  if (!isWhole(head, inserted, tail) || (hasSection(inserted) && beginsWithKey(tail))) return undefined;
  return head + lineEndBetween(head, inserted, tail) + tail;
}

/** Whether it is lines of its own here too. */
function isWhole(head: string, inserted: string, tail: string): boolean {
  const begins = isEnded(head) || /^\r?\n/.test(inserted);
  return begins && (inserted.endsWith('\n') || tail === '' || /^\r?\n/.test(tail));
}

/** The end of the last line, which came with the edit, stays where something follows by now. */
function lineEndBetween(head: string, inserted: string, tail: string): string {
  return isEnded(head) || tail === '' ? '' : (/^\r?\n/.exec(inserted)?.[0] ?? '');
}

function isEnded(text: string): boolean {
  return text === '' || text === '\uFEFF' || text.endsWith('\n');
}

function hasSection(text: string): boolean {
  return /^\s*\[[^\]]+\]\s*$/m.test(text);
}

/** Keys that somebody put below a section would belong to the section above it. */
function beginsWithKey(text: string): boolean {
  const first = text.split(/\r?\n/).find((line) => line.trim() !== '' && !/^\s*[#;]/.test(line));
  return first !== undefined && !first.trimStart().startsWith('[');
}
