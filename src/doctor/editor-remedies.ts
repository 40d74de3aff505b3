import { changeFile } from './claude-remedies.ts';
import { editorVariables, holdsSecret, type EditorVariable } from '../editors/editor-variables.ts';
import type { DoctorFacts } from './doctor-facts.ts';
import type { Editor } from '../editors/gather-editors.ts';
import type { Remedy } from './finding.ts';
import { seen } from './look.ts';

/** What an editor has to be told so that its extension uses what a launch of lode's does. Pure. */
export function sessionVariables({ base }: Pick<DoctorFacts, 'base'>): readonly EditorVariable[] {
  const session = seen(base.session)?.session;
  const source = session?.choice.source;
  return editorVariables({ region: session?.region, profile: source?.kind === 'profile' ? source.profile : undefined });
}

/** Sets keys of an editor's settings, comments and all else left as they are; words where an edit would show a secret or copy one. Pure. */
export function setInEditor(
  { path, text, content = {} }: Editor,
  changes: readonly (readonly [key: string, value: unknown])[],
  how: { readonly why: string; readonly words: string },
): Remedy {
  const values = [...changes.map(([, value]) => value), ...changes.map(([key]) => content[key])];
  if (values.some(holdsSecret)) return { kind: 'words', text: how.words };
  const file = { kind: 'read', layer: 'user', path, text, content } as const;
  return changeFile(
    file,
    changes.map(([key, value]) => ({ path: [key], value })),
    how,
  );
}
