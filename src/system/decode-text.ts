import { isUtf8 } from 'node:buffer';
import type { FileRead, Unreadable } from './system.ts';

type NotText = Exclude<FileRead, { readonly kind: 'text' }>;

/** What bytes say as a text, without a byte order mark; why not, where they are too many or none. */
export function decodeText(bytes: Buffer, maxBytes: number): FileRead {
  if (bytes.length > maxBytes) return tooLarge(bytes.length, maxBytes);
  if (bytes.includes(0)) return unreadable('binary', 'it holds a zero byte');
  if (!isUtf8(bytes)) return unreadable('binary', 'it is not UTF-8');
  const text = bytes.toString('utf8');
  return { kind: 'text', text: text.startsWith('\uFEFF') ? text.slice(1) : text };
}

/** The most bytes that are read where nobody says how many. */
export const defaultMostBytes = 4 * 1024 * 1024;

/** The refusal of a file that is too large. */
export function tooLarge(size: number, maxBytes: number): NotText {
  return unreadable('too-large', `it has at least ${size} bytes, the limit is ${maxBytes}`);
}

/** A refusal to read. */
export function unreadable(why: Unreadable, detail: string): NotText {
  return { kind: 'unreadable', why, detail };
}
