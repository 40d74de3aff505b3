import { isSecretVariable } from '../launcher/secret-variable.ts';
import { isObject } from '../settings/value-type.ts';

/** Keys of an editor's settings (docs: code.claude.com/docs/en/vs-code). */
export const editorVariablesKey = 'claudeCode.environmentVariables';
export const editorLoginKey = 'claudeCode.disableLoginPrompt';

/** An entry of `claudeCode.environmentVariables`. */
export interface EditorVariable {
  readonly name: string;
  readonly value: string;
}

/** What an editor has to be told so that its extension runs where a launch does; no profile where credentials come from elsewhere. Pure. */
export function editorVariables({ region, profile }: { readonly region: string | undefined; readonly profile: string | undefined }): readonly EditorVariable[] {
  return [
    { name: 'CLAUDE_CODE_USE_BEDROCK', value: '1' },
    ...(region === undefined ? [] : [{ name: 'AWS_REGION', value: region }]),
    ...(profile === undefined ? [] : [{ name: 'AWS_PROFILE', value: profile }]),
  ];
}

/** The entries of a list as it is read; undefined where it has another form, which the extension ignores. Pure. */
export function variablesIn(given: unknown): readonly EditorVariable[] | undefined {
  if (given === undefined || given === null) return [];
  const isVariable = (one: unknown): one is EditorVariable => isObject(one) && typeof one['name'] === 'string' && typeof one['value'] === 'string';
  return Array.isArray(given) && given.every(isVariable) ? given : undefined;
}

/** The list with these variables in it: those that are there already keep their place and take the new value. Pure. */
export function withVariables(there: readonly EditorVariable[], wanted: readonly EditorVariable[]): readonly EditorVariable[] {
  const changed = there.map((one) => ({ ...one, value: wanted.find(({ name }) => name === one.name)?.value ?? one.value }));
  return [...changed, ...wanted.filter(({ name }) => !there.some((one) => one.name === name))];
}

/** Whether a value of an editor's settings holds what may be copied into no other file. Pure. */
export function holdsSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((one: Partial<EditorVariable>) => isSecretVariable(String(one.name), String(one.value)));
  return isObject(value) && Object.entries(value).some(([name, one]) => isSecretVariable(name, String(one)));
}
