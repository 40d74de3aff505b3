import { segmentsOf } from './likeness.ts';
import { steady } from './steady.ts';

/**
 * What came, cut as the page was cut: the head and the tail keep their lengths, a part in the middle stands where its first line does. Where
 * that cannot be known everything that came is given.
 */
export function writtenAnew(written: readonly string[], came: readonly string[]): readonly string[] {
  const segments = segmentsOf(written);
  if (segments.length === 1) return came;
  const lines: string[] = [];
  let from = 0;
  for (const [nth, { start, lines: old }] of segments.entries()) {
    const last = nth === segments.length - 1;
    const at = nth === 0 ? 0 : last ? came.length - old.length : came.findIndex((line, index) => index >= from && steady(line) === steady(old[0] ?? ''));
    if (at < from || (nth === 0 && old.length > came.length)) return came;
    if (nth > 0) lines.push(written[start - 1] ?? '…');
    lines.push(...came.slice(at, at + old.length));
    from = at + old.length;
  }
  return lines;
}
