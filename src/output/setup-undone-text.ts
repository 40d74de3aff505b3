import type { Undone } from '../changes/undo-step.ts';
import { refusalText } from './doctor-fix-text.ts';
import { editDiffLines, homePath, type DiffPlace } from './setup-diff-text.ts';

/** What `lode setup --undo` did about one thing. Pure. */
export function setupUndoneText(undone: Undone, { columns, home }: DiffPlace): string {
  switch (undone.kind) {
    case 'text': {
      const { path, now, before } = undone;
      if (before === undefined) return `${homePath(path, home)} (removed)\n`;
      return [homePath(path, home), ...editDiffLines({ path, before: now, after: before }, columns)].map((line) => `${line.trimEnd()}\n`).join('');
    }
    case 'done':
      return `${undone.sentence}\n`;
    case 'final':
      return `not taken back, because it cannot be: ${undone.what}\n`;
    case 'refused':
      return refusalText(undone.failure);
  }
}
