import { compareLines } from '../../changes/compare-lines.ts';
import { maskLine } from '../../settings/secret-names.ts';
import type { System } from '../../system/system.ts';
import type { SetupEdit } from '../setup-edit.ts';
import { whyLeftAlone } from '../writable-places.ts';
import type { Planned } from './edit-input.ts';

/** What was planned, but for files that cannot be written: of those it is said what would have come into them. */
export function withoutLocked(system: System, { edits, notes }: Planned): Planned {
  const locked = edits.flatMap((edit) => {
    const why = whyLeftAlone(system, edit.path);
    return why === undefined ? [] : [{ edit, why }];
  });
  return {
    edits: edits.filter((edit) => !locked.some((one) => one.edit === edit)),
    notes: [...locked.map(({ edit, why }) => noteOf(edit, why)), ...notes],
  };
}

function noteOf({ path, before = '', after = '', isOwn }: SetupEdit, why: string): string {
  const left = `${path} was left alone: ${why}.`;
  if (isOwn === true) return left;
  const came = compareLines(before.split(/\r?\n/), after.split(/\r?\n/)).filter(({ sign, line }) => sign === '+' && line !== '');
  return [`${left} What would have come into it:`, ...came.map(({ line }) => `  ${maskLine(line)}`)].join('\n');
}
