import type { System } from '../../system/system.ts';
import type { SetupEdit } from '../setup-edit.ts';
import type { Planned } from './edit-input.ts';
import { oldTextIfAny } from './old-text.ts';

/** A file that is lode's own as a whole, whatever it says now. */
export function planOwnFile(system: Pick<System, 'files'>, place: Pick<SetupEdit, 'path' | 'newMode' | 'why'>, text: string): Planned {
  const old = oldTextIfAny(system, place.path);
  if (old.kind === 'unreadable') return { edits: [], notes: [`${place.path} was left alone: ${old.why}.`] };
  return { edits: old.text === text ? [] : [{ ...place, before: old.text, after: text, isOwn: true }], notes: [] };
}
