/** Flags of other programs that the pages name by themselves. */
export const foreignFlags: ReadonlySet<string> = new Set(['--fallback-model', '--flag', '--settings']);
