import type { Undone } from '../changes/undo-step.ts';
import { refusalText } from './doctor-fix-text.ts';
import { plainLine } from '../wrap-text.ts';
import { belowHome, editDiffLines, homePath, type DiffPlace } from './setup-diff-text.ts';

/** What `lode setup --undo` did about one thing. Pure. */
export function setupUndoneText(undone: Undone, { columns, home }: DiffPlace): string {
  switch (undone.kind) {
    case 'text': {
      const { path, now, before, left = [] } = undone;
      if (before === undefined) return `${homePath(path, home)} (removed)\n`;
      const kept = left.map((key) => `  left as it is, since it has changed since lode wrote it: ${plainLine(key)}`);
      return [homePath(path, home), ...editDiffLines({ path, before: now, after: before }, columns), ...kept].map((line) => `${line.trimEnd()}\n`).join('');
    }
    case 'done':
      return `${belowHome(undone.sentence, home)}\n`;
    case 'final':
      return `not taken back, because it cannot be: ${undone.what}\n`;
    case 'refused':
      return belowHome(refusalText(undone.failure), home);
  }
}

/** What is left after an undo, and how it goes on. Pure. */
export function stillLeftText(left: number, more: number): string {
  const what = left === 1 ? '1 thing is left' : `${left} things are left`;
  const next = more === 0 ? '' : '; what stays left then, stays, and the setup before it is next';
  return `${what} of that setup. Once it is put right, or to try again: lode setup --undo${next}\n`;
}
