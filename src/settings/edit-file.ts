import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withMark } from '../byte-order-mark.ts';
import { sha256Hex } from '../digest.ts';
import { fail } from '../errors.ts';
import type { System } from '../system/system.ts';
import { editText, newSettingsText } from './edit.ts';
import type { SettingChange } from './edit.ts';
import { parseSettings, readLodeFile } from './lode-file.ts';
import type { FileLayer } from './lode-file.ts';
import { lodePaths, pathOf } from './paths.ts';
import { isObject } from './value-type.ts';

/** A settings file to edit. */
export interface EditTarget {
  readonly layer: FileLayer;
  readonly path: string;
}

/** A change of one file, not yet made. `before` undefined: there is no file yet; `after` undefined: there will be none. */
export interface FileEdit {
  readonly path: string;
  /** Mode of a file that the edit makes; an existing file keeps its own. */
  readonly newMode?: number;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The text of a file that does not exist yet; the user's own starts with a link to the schema, for completion in editors. */
export function emptyText(system: System, { layer }: EditTarget): string {
  const schema = join(dirname(dirname(system.programPath)), 'schema', 'settings.schema.json');
  return layer === 'user' ? newSettingsText(pathToFileURL(schema).href) : '{}\n';
}

/** Works out the new text of a settings file. Throws LodeError when the file is not valid before or after. */
export async function planEdit(system: System, target: EditTarget, change: SettingChange): Promise<FileEdit> {
  const file = await readLodeFile(system.files, target.layer, target.path);
  const before = file.kind === 'read' ? withMark(file.text, system.files.facts(target.path)?.size) : undefined;
  if (before === undefined && change.value === undefined) return { path: target.path, before, after: undefined };
  const after = editText(before ?? emptyText(system, target), change);
  await parseSettings(target.path, after.replace(/^\uFEFF/, ''));
  return { path: target.path, before, after, newMode: target.layer === 'project' ? 0o644 : 0o600 };
}

/** Makes an edit in one step and keeps the way back. Throws LodeError when the file changed since it was read, or cannot be written. */
export function applyEdit(system: System, edit: FileEdit): void {
  requireUnchanged(system, edit);
  keepUndo(system, edit);
  write(system, edit);
}

function write(system: System, { path, after, newMode = 0o600 }: FileEdit): void {
  if (after === undefined) system.files.remove(path);
  else system.files.writeAtomic(path, after, (system.files.facts(path)?.mode ?? newMode) & 0o777);
}

/** A file's text with every byte of it, a byte order mark included; undefined when it cannot be read. */
export function currentText(system: System, path: string): string | undefined {
  const read = system.files.readText(path);
  return read.kind === 'text' ? withMark(read.text, system.files.facts(path)?.size) : undefined;
}

function requireUnchanged(system: System, { path, before }: FileEdit): void {
  if (currentText(system, path) === before) return;
  const message = `${path} was changed by another program while lode was editing it; nothing was written.`;
  fail({ code: 'settings.changed-meanwhile', exit: 'user', message, hints: ['Run the same command again.'] });
}

function undoPath(system: System, path: string): string {
  const name = sha256Hex(system.files.realPath(path) ?? path).slice(0, 16);
  return pathOf(system.platform).join(lodePaths(system).state, 'undo', `${name}.json`);
}

/** Remembers what a file was before lode changed it, for `lode config undo`; only for the user's eyes. */
export function keepUndo(system: System, { path, before, after }: FileEdit): void {
  const text = `${JSON.stringify({ schema: 1, path, before: before ?? null, after: after ?? null }, null, 2)}\n`;
  system.files.writeAtomic(undoPath(system, path), text, 0o600);
}

/** The edit that takes back lode's last one to this file. Throws LodeError when there is none or the file changed since. */
export function planUndo(system: System, path: string): FileEdit {
  const kept = parseKept(currentText(system, undoPath(system, path)));
  if (!kept) return fail({ code: 'settings.no-undo', exit: 'user', message: `lode has no earlier text of ${path} to go back to.`, hints: [] });
  if (currentText(system, path) !== kept.after) {
    const message = `${path} has changed since lode edited it; going back would lose that.`;
    return fail({ code: 'settings.undo-stale', exit: 'user', message, hints: ['Edit it by hand: lode config edit'] });
  }
  return { path, before: kept.after, after: kept.before };
}

/** Makes an undo, after which there is nothing more to take back. */
export function applyUndo(system: System, edit: FileEdit): void {
  requireUnchanged(system, edit);
  write(system, edit);
  system.files.remove(undoPath(system, edit.path));
}

function parseKept(text: string | undefined): { before: string | undefined; after: string | undefined } | undefined {
  try {
    const kept = JSON.parse(text ?? '') as unknown;
    const string = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
    return isObject(kept) && kept['schema'] === 1 ? { before: string(kept['before']), after: string(kept['after']) } : undefined;
  } catch {
    return undefined;
  }
}
