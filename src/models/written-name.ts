import { splitLongContext } from './id.ts';
import type { ModelChoice } from './model-choice.ts';
import { parseName } from './name.ts';

/**
 * How a settings file names a model: as it was typed, but in one word, which is what settings take (`Claude Sonnet 4.5` → `claude-sonnet-4.5`). What cannot
 * be said in one word is named by the ID it becomes.
 */
export function writtenName(typed: string, choice: ModelChoice | undefined): string {
  const { text, longContext } = splitLongContext(typed);
  const suffix = longContext ? '[1m]' : '';
  if (!/\s/.test(text)) return `${text}${suffix}`;
  const dashed = text.toLowerCase().replace(/\s+/g, '-');
  return `${parseName(dashed).kind === 'unknown' ? (choice?.id ?? text) : dashed}${suffix}`;
}
