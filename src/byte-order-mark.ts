const mark = '\uFEFF';
/** Bytes of a byte order mark in UTF-8 (RFC 3629, 6). */
const markBytes = 3;

/** A text as it stands in its file of `size` bytes: with the byte order mark that reading drops, which only its three bytes then tell of. Pure. */
export function withMark(text: string, size: number | undefined): string {
  return !text.startsWith(mark) && size === new TextEncoder().encode(text).length + markBytes ? `${mark}${text}` : text;
}
