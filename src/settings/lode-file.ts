import { fail } from '../errors.ts';
import type { Files } from '../system/system.ts';
import { checkContent } from './file-content.ts';
import type { FileContent } from './file-content.ts';
import { parseQuickly } from './quick-json.ts';
import { explainUnreadable } from './unreadable.ts';

/** Larger than any settings a person wrote; Claude Code draws the same line for `--settings`. */
export const largestSettings = 2 * 1024 * 1024;

export type FileLayer = 'managed' | 'project-local' | 'project' | 'user';

/** One of lode's own settings files, as it was read. */
export type LodeFile =
  | { readonly kind: 'missing'; readonly layer: FileLayer; readonly path: string }
  | { readonly kind: 'read'; readonly layer: FileLayer; readonly path: string; readonly text: string; readonly content: FileContent };

/** Reads and checks one of lode's settings files. Throws LodeError (user) with path, line, column and the line itself. */
export async function readLodeFile(files: Files, layer: FileLayer, path: string): Promise<LodeFile> {
  const read = files.readText(path, largestSettings);
  if (read.kind === 'missing') return { kind: 'missing', layer, path };
  if (read.kind === 'unreadable') {
    const { reason, remedy } = explainUnreadable(path, read);
    return fail({ code: `settings.file-${read.why}`, exit: 'user', message: `${path} cannot be read: ${reason}.`, hints: [remedy] });
  }
  const text = withoutMark(read.text);
  const content = await parseSettings(path, text);
  if ('locked' in content && content.locked.length > 0 && layer !== 'managed') return fail(lockedOutside(path));
  return { kind: 'read', layer, path, text: read.text, content };
}

/** A byte order mark is no part of the settings. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** Parses and checks the text of a settings file; an empty text is empty settings. Throws LodeError (user) at the place of the mistake. */
export async function parseSettings(path: string, text: string): Promise<FileContent> {
  if (text.trim() === '') return { settings: {}, environments: {}, defaultEnvironment: undefined, locked: [] };
  const check = checkContent(await readValue(path, text));
  if (check.kind === 'valid') return check.content;
  const { mistakeFailure } = await import('./mistake.ts');
  return fail(mistakeFailure(path, text, check.mistake));
}

/** Parses JSON with comments and trailing commas, no key twice. Throws LodeError (user) at the place of the mistake. */
export async function readValue(path: string, text: string): Promise<unknown> {
  const quick = parseQuickly(text);
  return quick ? quick.value : parseCarefully(path, text);
}

async function parseCarefully(path: string, text: string): Promise<unknown> {
  const { parseJsonc } = await import('./jsonc.ts');
  const parsed = parseJsonc(text);
  if (parsed.kind === 'value') return parsed.value;
  const { failureAt } = await import('./mistake.ts');
  return fail(failureAt({ path, text, offset: parsed.offset }, 'settings.broken', parsed.problem, [`Edit ${path} at that place.`]));
}

function lockedOutside(path: string) {
  const message = `${path} has the key "locked", which only a managed settings file may have.`;
  return { code: 'settings.locked-outside', exit: 'user', message, hints: [`Remove "locked" from ${path}.`] } as const;
}
