import { parseJsonc } from '../settings/jsonc.ts';
import type { EditStep } from './edit-step.ts';

/**
 * A text that changed since, without what an edit inserted; undefined where some of that is not there exactly once, or where the rest would mean something
 * else without it. Pure.
 */
export function withoutInserted({ path, parts }: EditStep, now: string): string | undefined {
  let left: string | undefined = now;
  for (const { inserted } of parts.toReversed()) left = left === undefined ? undefined : withoutPart(path, inserted, left);
  return left;
}

function withoutPart(path: string, inserted: string | undefined, now: string): string | undefined {
  if (inserted === undefined || inserted.trim() === '') return undefined;
  const at = now.indexOf(inserted);
  if (at === -1 || now.includes(inserted, at + 1)) return undefined;
  const [head, tail] = [now.slice(0, at), now.slice(at + inserted.length)];
  if (isJsonPath(path)) return isJson(head + tail) || !isJson(now) ? head + tail : undefined;
  return hasSection(inserted) && beginsWithKey(tail) ? undefined : head + tail;
}

function isJsonPath(path: string): boolean {
  return /\.jsonc?$/.test(path);
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
