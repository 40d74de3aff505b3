import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { decodeText, defaultMostBytes, tooLarge, unreadable } from './decode-text.ts';
import type { FileRead } from './system.ts';

type NotText = Exclude<FileRead, { readonly kind: 'text' }>;

/**
 * Reads a regular UTF-8 file; a byte order mark is dropped. Never blocks: the path is looked at before it is opened, opened
 * non-blocking, and looked at again, so a FIFO or a device put there in between is refused too.
 */
export function readText(path: string, maxBytes: number = defaultMostBytes): FileRead {
  try {
    const refused = refuse(statSync(path), maxBytes);
    if (refused !== undefined) return refused;
    const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      return refuse(fstatSync(fd), maxBytes) ?? decodeText(readUpTo(fd, maxBytes + 1), maxBytes);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    return whyNot(error as NodeJS.ErrnoException);
  }
}

/** Why something that was found is not read: it is no regular file, or too large. */
export function refuse(found: Stats, maxBytes = Number.POSITIVE_INFINITY): NotText | undefined {
  if (!found.isFile()) return unreadable('not-a-file', nameKind(found));
  return found.size > maxBytes ? tooLarge(found.size, maxBytes) : undefined;
}

function nameKind(found: Stats): string {
  if (found.isDirectory()) return 'it is a folder';
  if (found.isFIFO()) return 'it is a named pipe';
  if (found.isSocket()) return 'it is a socket';
  return 'it is a device';
}

// The size on record is not trusted: files in /proc say 0, and a file may grow while it is read.
function readUpTo(fd: number, most: number): Buffer {
  const parts: Buffer[] = [];
  let total = 0;
  for (;;) {
    const part = Buffer.allocUnsafe(Math.min(64 * 1024, most - total));
    const got = readSync(fd, part);
    if (got === 0) return Buffer.concat(parts, total);
    parts.push(part.subarray(0, got));
    total += got;
  }
}

/** Why the system does not let a file be read. */
export function whyNot(error: NodeJS.ErrnoException): NotText {
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'missing' };
    case 'EACCES':
    case 'EPERM':
      return unreadable('denied', 'permission denied');
    case 'ELOOP':
      return unreadable('link-loop', 'its symbolic links go round in a circle');
    default:
      return unreadable('io', error.message);
  }
}
