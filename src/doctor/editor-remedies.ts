import { isSecretVariable } from '../launcher/secret-variable.ts';
import { changeFile } from './claude-remedies.ts';
import type { DoctorFacts } from './doctor-facts.ts';
import type { Editor } from './facts/programs-editors.ts';
import type { Remedy } from './finding.ts';
import { seen } from './look.ts';

/** An entry of `claudeCode.environmentVariables`. */
export interface EditorVariable {
  readonly name: string;
  readonly value: string;
}

/** What an editor has to be told so that its extension uses what a launch of lode's does; no profile where credentials come from elsewhere. Pure. */
export function sessionVariables({ base }: Pick<DoctorFacts, 'base'>): readonly EditorVariable[] {
  const session = seen(base.session)?.session;
  const source = session?.choice.source;
  return [
    { name: 'CLAUDE_CODE_USE_BEDROCK', value: '1' },
    ...(session === undefined ? [] : [{ name: 'AWS_REGION', value: session.region }]),
    ...(source?.kind === 'profile' ? [{ name: 'AWS_PROFILE', value: source.profile }] : []),
  ];
}

/** The list with these variables in it: those that are there already keep their place and take the new value. Pure. */
export function withVariables(there: readonly EditorVariable[], wanted: readonly EditorVariable[]): readonly EditorVariable[] {
  const changed = there.map((one) => ({ ...one, value: wanted.find(({ name }) => name === one.name)?.value ?? one.value }));
  return [...changed, ...wanted.filter(({ name }) => !there.some((one) => one.name === name))];
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

function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((one: Partial<EditorVariable>) => isSecretVariable(String(one.name), String(one.value)));
  return typeof value === 'object' && value !== null && Object.entries(value).some(([name, one]) => isSecretVariable(name, String(one)));
}
