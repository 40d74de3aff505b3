import { isSecretVariable } from '../launcher/secret-variable.ts';
import { editText, type SettingChange } from '../settings/edit.ts';
import { isObject } from '../settings/value-type.ts';
import type { ReadClaudeFile, Said } from './facts/settings-variables.ts';
import type { Remedy } from './finding.ts';

/** A JSON file that may be edited, as it is now. */
type Editable = Pick<ReadClaudeFile, 'path' | 'text' | 'content'>;

/**
 * The remedy that changes keys of one of Claude Code's files: an edit of the user's own and local files, words for those that belong to others. `words` says the same by hand.
 */
export function changeFile(file: ReadClaudeFile, changes: readonly SettingChange[], { why, words }: { readonly why: string; readonly words: string }): Remedy {
  if (file.layer === 'managed') return { kind: 'words', text: `Ask whoever manages this machine: ${words}` };
  if (file.layer === 'project') return { kind: 'words', text: `Agree it with the others of this project: ${words}` };
  return editOr(file, changes, { why, words });
}

/** An edit; words where the text holds a secret, because an edit shows the whole text. */
export function editOr(file: Editable, changes: readonly SettingChange[], { why, words }: { readonly why: string; readonly words: string }): Remedy {
  const after = changes.reduce(editText, file.text);
  if (holdsSecret(file.content)) return { kind: 'words', text: words };
  return { kind: 'edit', path: file.path, before: file.text, after, why };
}

/** Takes keys out of a file. */
export function removeKeys(file: ReadClaudeFile, paths: readonly (readonly string[])[], why: string): Remedy {
  const names = paths.map((path) => path.join('.')).join(', ');
  const words = `remove ${names} from ${file.path}`;
  const changes = paths.map((path) => ({ path, value: undefined }));
  return changeFile(file, changes, { why, words: file.layer === 'user' || file.layer === 'local' ? `${words.replace('remove', 'Remove')}.` : `${words}.` });
}

/** Takes a variable away from wherever it is said. */
export function removeVariable({ file, name }: Said, why: string): Remedy {
  return file === undefined ? { kind: 'command', words: ['unset', name], why } : removeKeys(file, [['env', name]], why);
}

/** Keys of AWS, of Anthropic and of Bedrock by their beginnings, and words of a command line that give one. */
const secretText = /\b(?:AKIA|ASIA)[A-Z0-9]{12,}|\bsk-ant-|\bbedrock-api-key-|\bABSK|--?(?:password|passwd|token|secret)\b/;

/** Whether any string in a settings file looks like a secret, by the name of its key or by itself. */
export function holdsSecret(value: unknown, key = ''): boolean {
  if (typeof value === 'string') return secretText.test(value) || isSecretVariable(key === 'awsCredentialExport' ? '' : key, value);
  if (Array.isArray(value)) return value.some((entry) => holdsSecret(entry, key));
  return isObject(value) && Object.entries(value).some(([name, entry]) => holdsSecret(entry, name));
}
