import { editedText, fileNow } from '../changes/file-now.ts';
import type { Processes, System } from '../system/system.ts';
import type { Draft } from './draft.ts';
import { draftFiles } from './draft-files.ts';
import type { SetupEdit } from './setup-edit.ts';
import { setupOwner } from './setup-owner.ts';
import { emptySheet, type SheetEntry } from './sheet.ts';

/**
 * A draft over a machine: what is written through its system stays on a sheet until it is written to the disk. No lode that goes on by
 * itself is started: it would neither see the sheet nor keep to it. The browser of a sign-in is.
 */
export function draftOf(system: System): Draft {
  const sheet = emptySheet(system);
  const behind: Processes['behind'] = (words, env) => (words.includes(system.programPath) ? undefined : system.processes.behind(words, env));
  return {
    system: { ...system, files: draftFiles(system, sheet), processes: { ...system.processes, behind } },
    put: (edits) => sheet.putEdits(edits.filter(({ before, after }) => before !== after).map((edit) => entryOf(system, edit))),
    written: () =>
      sheet
        .written()
        .filter(({ text, before }) => text !== undefined || before.kind !== 'missing')
        .map(({ path, text, mode, before }) => ({ path, text, mode, before })),
  };
}

/** As it will be written: with the byte order mark of the file, and in its mode. */
function entryOf(system: System, { path, before, after, newMode = 0o600 }: SetupEdit): SheetEntry {
  const now = fileNow(system, path, setupOwner);
  const text = after === undefined ? undefined : (editedText(now.text ?? '', before ?? '', after) ?? after);
  return { path, text, mode: (now.facts?.mode ?? newMode) & 0o777, modified: system.now() };
}
