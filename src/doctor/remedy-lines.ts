import type { Remedy } from './finding.ts';

/** Hints of lode's failures and gates as remedies: a line that ends in a command of lode's is one to type, one with an address a page, others are words. */
export function remediesOf(lines: readonly string[]): readonly Remedy[] {
  return lines.map(remedyOf);
}

function remedyOf(line: string): Remedy {
  const [, why = '', words] = /^(?:(.*):\s+)?(lode [^"':]+)$/.exec(line) ?? [];
  if (words !== undefined) return { kind: 'command', words: words.trim().split(/\s+/), ...(why === '' ? {} : { why }) };
  const [, what = '', url] = /^(.*?):?\s*(https:\/\/\S+)$/.exec(line) ?? [];
  return url === undefined ? { kind: 'words', text: line } : { kind: 'page', url, why: what };
}
