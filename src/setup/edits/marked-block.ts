/** A block of lines in a shell's start-up file that is lode's, as other installers mark theirs. */
const begin = '# >>> lode setup >>>';
const end = '# <<< lode setup <<<';
const origin = '# Written by lode setup; take it out with: lode setup --undo';

export type BlockSearch =
  | { readonly kind: 'absent' }
  /** One of its marks is missing, or it is there twice: nobody can say what belongs to it. */
  | { readonly kind: 'broken' }
  | { readonly kind: 'found'; readonly start: number; readonly end: number; readonly text: string };

/** Looks for lode's block in a start-up file. Pure. */
export function findBlock(text: string): BlockSearch {
  const [begins, ends] = [begin, end].map((mark) => [...text.matchAll(new RegExp(`^\\uFEFF?${mark}[ \\t]*\\r?$`, 'gm'))]) as [
    RegExpExecArray[],
    RegExpExecArray[],
  ];
  const [first, last] = [begins[0], ends[0]];
  if (first === undefined && last === undefined) return { kind: 'absent' };
  if (first === undefined || last === undefined || begins.length > 1 || ends.length > 1 || last.index < first.index) return { kind: 'broken' };
  const start = first.index + (first[0].startsWith('\uFEFF') ? 1 : 0);
  const stop = last.index + last[0].length;
  return { kind: 'found', start, end: text[stop] === '\n' ? stop + 1 : stop, text: text.slice(start, stop) };
}

/**
 * The text with lode's block: in its place, else at the end. Its own lines end in a line feed alone, whatever the others do: shells take a carriage return
 * for a part of the line. Pure.
 */
export function withBlock(text: string, there: Exclude<BlockSearch, { kind: 'broken' }>, lines: readonly string[]): string {
  const block = `${[begin, origin, ...lines, end].join('\n')}\n`;
  if (there.kind === 'found') return text.slice(0, there.start) + block + text.slice(there.end);
  if (text === '' || text === '\uFEFF') return text + block;
  return `${text}${text.endsWith('\n') ? '\n' : '\n\n'}${block}`;
}
