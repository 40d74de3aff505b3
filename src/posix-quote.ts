/** A word quoted for any POSIX shell; words that need no quotes stay readable. */
export function quoteForPosix(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
