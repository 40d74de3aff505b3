import { parseJsonc } from '../settings/jsonc.ts';
import type { TextStep } from './step.ts';

/**
 * A text that changed since, without what an edit inserted; undefined where that is not there exactly once, or where the rest would mean something else
 * without it. Pure.
 */
export function withoutInserted({ path, inserted }: TextStep, now: string): string | undefined {
  if (inserted === undefined || inserted.trim() === '') return undefined;
  const at = now.indexOf(inserted);
  if (at === -1 || now.includes(inserted, at + 1)) return undefined;
  const [head, tail] = [now.slice(0, at), now.slice(at + inserted.length)];
  const left = head + tail;
  if (/\.jsonc?$/.test(path)) return isJson(left) || !isJson(now) ? left : undefined;
  return hasSection(inserted) && beginsWithKey(tail) ? undefined : left;
}

function isJson(text: string): boolean {
  return parseJsonc(text.replace(/^\uFEFF/, '')).kind === 'value';
}

function hasSection(text: string): boolean {
  return /^\s*\[[^\]]+\]\s*$/m.test(text);
}

/** Keys that somebody put below a section would belong to the section above it. */
function beginsWithKey(text: string): boolean {
  const first = text.split(/\r?\n/).find((line) => line.trim() !== '' && !/^\s*[#;]/.test(line));
  return first !== undefined && !first.trimStart().startsWith('[');
}
