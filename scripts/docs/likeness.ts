import { steady } from './steady.ts';

/** Where what is written and what came part: places in both, from 0. */
export interface Parting {
  readonly written: number;
  readonly came: number;
}

interface Segment {
  readonly start: number;
  readonly lines: readonly string[];
}

const left = /^\s*(#\s*|\/\/\s*)?…$/;

/** Whether a line stands for any number of lines that were left out. */
export const isElision = (line: string): boolean => left.test(line);

/**
 * The first place where the written lines do not tell what came, or undefined when they do. Times, ports and the like may differ; a line of
 * `…` stands for any number of lines, a `…` within a line for anything there.
 */
export function partingOf(written: readonly string[], came: readonly string[]): Parting | undefined {
  const segments = segmentsOf(written);
  let from = 0;
  for (const [nth, { start, lines }] of segments.entries()) {
    const last = nth === segments.length - 1;
    const at = nth === 0 ? 0 : last ? Math.max(from, came.length - lines.length) : foundAt(lines, came, from);
    const off = firstOff(lines, came, at);
    if (off !== undefined && nth > 0) return nearestParting(start, lines, came, from);
    if (off !== undefined) return { written: start + off, came: at + off };
    from = at + lines.length;
    if (last && from < came.length) return { written: start + lines.length, came: from };
  }
  return undefined;
}

/** Where a part that is not to be found begins to differ, at the place that it resembles most. */
function nearestParting(start: number, lines: readonly string[], came: readonly string[], from: number): Parting {
  const at = foundAt(lines, came, from);
  const off = firstOff(lines, came, at) ?? 0;
  return { written: start + off, came: at + off };
}

/** The parts between the lines that stand for others; the first and the last may be empty. */
export function segmentsOf(written: readonly string[]): readonly Segment[] {
  const cuts = [-1, ...written.flatMap((line, index) => (isElision(line) ? [index] : [])), written.length];
  return cuts.slice(1).map((end, nth) => ({ start: (cuts[nth] ?? 0) + 1, lines: written.slice((cuts[nth] ?? 0) + 1, end) }));
}

/** Where a segment first fits as a whole, else where its first line does, else where the search began. */
function foundAt(lines: readonly string[], came: readonly string[], from: number): number {
  const places = came.map((_, index) => index).slice(from);
  const whole = places.find((place) => firstOff(lines, came, place) === undefined);
  return whole ?? places.find((place) => sameLine(lines[0] ?? '', came[place] ?? '')) ?? from;
}

function firstOff(lines: readonly string[], came: readonly string[], at: number): number | undefined {
  const off = lines.findIndex((line, index) => at + index >= came.length || !sameLine(line, came[at + index] ?? ''));
  return off === -1 ? undefined : off;
}

function sameLine(written: string, came: string): boolean {
  const [a, b] = [steady(written), steady(came)];
  if (a === b || !a.includes('…')) return a === b;
  const parts = a.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`).test(b);
}
