import type { Frame } from './frames.ts';

export interface Pace {
  /** Frames that follow sooner than this are one, in ms. */
  readonly shortest: number;
  /** Nothing stands still for longer than this, in ms, but for what was asked for. */
  readonly longest: number;
}

/** A moment from which on, in real ms, the recording may stand still for `lasts` ms. */
export interface Rest {
  readonly from: number;
  readonly lasts: number;
}

/** The frames without those that show nothing new, and without the waiting between them. Times start at 0 and are in steps of 10 ms. */
export function compressed(frames: readonly Frame[], rests: readonly Rest[], { shortest, longest }: Pace): readonly Frame[] {
  const told = frames.filter((frame, index) => index === 0 || shownBy(frame) !== shownBy(frames[index - 1] as Frame));
  const kept = told.filter((frame, index) => index === told.length - 1 || (told[index + 1] as Frame).at - frame.at >= shortest);
  let at = 0;
  return kept.map((frame, index) => {
    if (index > 0) at += stay((kept[index - 1] as Frame).at, frame.at, rests, longest);
    return { ...frame, at: Math.round(at / 10) * 10 };
  });
}

function stay(from: number, until: number, rests: readonly Rest[], longest: number): number {
  const asked = rests.filter((rest) => rest.from >= from && rest.from < until).reduce((sum, { lasts }) => sum + lasts, 0);
  return Math.min(until - from, Math.max(longest, asked));
}

const shownBy = ({ rows, cursor }: Frame): string => JSON.stringify([rows, cursor ?? null]);
