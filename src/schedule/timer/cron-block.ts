const begin = '# >>> lode refresh';
const end = '# <<< lode refresh';
const block = new RegExp(`^${begin}[^\\n]*\\n(?:.*\\n)*?${end}[^\\n]*\\n`, 'm');

/**
 * A word for the command of a crontab line, in quotes of the shell and with cron's own sign for `%`; undefined for one that holds a backslash,
 * which crons read differently. Pure. Source: crontab(5): an unescaped % ends the command.
 */
export function quoteForCron(word: string): string | undefined {
  if (word.includes('\\')) return undefined;
  return `'${word.replaceAll("'", `'"'"'`)}'`.replaceAll('%', '\\%');
}

/** A crontab with lode's block in it. It stands first, so that no variable of the user's own reaches it and the rest stays as it is. Pure. */
export function withBlock(crontab: string, lines: string): string {
  return lines + withoutBlock(crontab);
}

/** A crontab without lode's block, every other byte as it was. Pure. */
export function withoutBlock(crontab: string): string {
  return crontab.replace(block, '');
}

/** Whether lode's block is in there. Pure. */
export function hasBlock(crontab: string): boolean {
  return block.test(crontab);
}
