import { editorLoginKey, editorVariables, editorVariablesKey, holdsSecret, variablesIn, withVariables } from '../../editors/editor-variables.ts';
import { gatherEditors, type Editor } from '../../editors/gather-editors.ts';
import type { SettingChange } from '../../settings/edit.ts';
import type { System } from '../../system/system.ts';
import { profileOf, type EditInput, type Planned } from './edit-input.ts';
import { changeJson } from './json-file.ts';
import { sourceNote } from './source-note.ts';

/** The settings of every editor that has Claude Code's extension: no login at Anthropic, and the variables that make it run on Bedrock. */
export function planEditorSettings(system: System, input: EditInput): Planned {
  const editors = gatherEditors(system).filter(({ extension }) => extension);
  if (editors.length === 0) return { edits: [], notes: ["No editor here has Claude Code's extension, so there was none to set up."] };
  const planned = editors.map((editor) => planEditor(system, editor, input));
  const inFile = input.choice.extras.includes('claude-settings');
  const notes = [...planned.flatMap((one) => one.notes), ...(inFile ? [] : sourceNote(input.choice, "Claude Code's extension"))];
  return { edits: planned.flatMap(({ edits }) => edits), notes };
}

function planEditor(system: System, { path, name }: Editor, input: EditInput): Planned {
  return changeJson(system, { path, newMode: 0o644, why: `Claude Code's extension in ${name}` }, (content) => {
    const login: SettingChange = { path: [editorLoginKey], value: true };
    const there = variablesIn(content[editorVariablesKey]);
    const left = `${path}, key ${editorVariablesKey}, was left as it is`;
    if (there === undefined) return { changes: [login], notes: [`${left}: it should be a list of objects with "name" and "value". See: lode doctor`] };
    // Written anew, the list would be kept for an undo, and a secret be in a second file.
    if (holdsSecret(there)) return { changes: [login], notes: [`${left}, since it holds a secret. See: lode doctor`] };
    return { changes: [login, { path: [editorVariablesKey], value: withVariables(there, wantedOf(input)) }], notes: [] };
  });
}

/** Where Claude Code's own settings hand credentials over, a profile beside them would only reach the programs that it starts. */
function wantedOf({ choice, session }: EditInput): ReturnType<typeof editorVariables> {
  const profile = choice.extras.includes('claude-settings') ? undefined : profileOf(choice);
  return editorVariables({ region: choice.region ?? session?.region, profile });
}
