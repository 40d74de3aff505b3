import type { ChangeOwner } from '../../changes/change-owner.ts';
import { fileNow } from '../../changes/file-now.ts';
import type { System } from '../../system/system.ts';

const owner: ChangeOwner = { name: 'setup', command: 'lode setup', code: 'setup' };

/** A file's text with every byte of it, a byte order mark included; undefined when there is none. Throws LodeError `setup.unreadable`. */
export function oldText(system: Pick<System, 'files'>, path: string): string | undefined {
  return fileNow(system, path, owner).text;
}

/** The same of a file that setup can do without. */
export function oldTextIfAny(
  system: Pick<System, 'files'>,
  path: string,
): { readonly kind: 'read'; readonly text: string | undefined } | { readonly kind: 'unreadable'; readonly why: string } {
  const read = system.files.readText(path);
  if (read.kind === 'unreadable') return { kind: 'unreadable', why: read.why === 'binary' ? 'it cannot be read as text' : `it cannot be read: ${read.detail}` };
  return { kind: 'read', text: oldText(system, path) };
}
