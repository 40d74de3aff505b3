import { isSecretVariable } from '../launcher/secret-variable.ts';
import { editText, type SettingChange } from '../settings/edit.ts';
import { parseJsonc } from '../settings/jsonc.ts';
import { lineDiff } from '../settings/line-diff.ts';
import { valueAt } from '../settings/value-at.ts';
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

/** An edit; words where its difference would show a secret, where undoing it would take a copy of one, and where the file holds a key twice. */
function editOr(
  { path, text, content }: Editable,
  changes: readonly SettingChange[],
  { why, words }: { readonly why: string; readonly words: string },
): Remedy {
  const after = changes.reduce(editText, text);
  if (!isSound(text) || !isSound(after)) return { kind: 'words', text: words };
  const touched = changes.flatMap((change) => [change.value, valueAt(content, change.path)].map((value) => [change.path.at(-1) ?? '', value] as const));
  const open = secretText.test(lineDiff(text, after)) || hidesDeep(content);
  if (open || touched.some(([name, value]) => typeof value === 'string' && isSecretVariable(name, value))) return { kind: 'words', text: words };
  return { kind: 'edit', path, before: text, after, why };
}

/** Whether a text is settings, with each key once. */
function isSound(text: string): boolean {
  return parseJsonc(text.replace(/^\uFEFF/, '')).kind === 'value';
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

/** Whether a list or an object has a name like a secret's: a difference stars only texts that stand beside their own name. */
function hidesDeep(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hidesDeep);
  if (!isObject(value)) return false;
  return Object.entries(value).some(([name, entry]) => (typeof entry === 'object' && entry !== null && isSecretVariable(name, 'object')) || hidesDeep(entry));
}
