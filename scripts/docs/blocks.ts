/** A fenced block of a Markdown page, as it was written. */
export interface Block {
  readonly file: string;
  /** Of its opening fence, from 1. */
  readonly line: number;
  /** What stands before the fence in a list. */
  readonly indent: string;
  /** The first word of its info string; empty when there is none. */
  readonly language: string;
  /** `key=value`, `key="some words"` and bare `key` (value empty) of the rest. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The HTML comment right above the fence. */
  readonly note: string | undefined;
  /** What it holds, without the indent. */
  readonly lines: readonly string[];
}

interface Open {
  readonly start: number;
  readonly fence: string;
  readonly indent: string;
  readonly info: string;
}

/** Fences that are none to `blocksOf`, so that what they hold would never be looked at: of `~`, quoted, behind a tab or a mark of a list. */
export function oddFences(text: string): readonly number[] {
  const isOdd = (line: string): boolean =>
    /^\s*(?:(?:>\s*)+(?:`{3,}|~{3,})|~{3,}|(?:[-*+]|\d+[.)])\s+(?:`{3,}|~{3,}))/.test(line) || /^ *\t\s*`{3,}/.test(line);
  return withoutBlocks(text).flatMap((line, index) => (isOdd(line) ? [index + 1] : []));
}

/** The lines of a page, with empty ones in the place of its blocks and their fences. */
export function withoutBlocks(text: string): readonly string[] {
  const lines = text.split('\n');
  for (const { line, lines: held } of blocksOf('', text)) lines.fill('', line - 1, line + held.length + 1);
  return lines;
}

/** Every fenced block of a page, in order. A fence that is never closed runs to the end, as in CommonMark 4.5. */
export function blocksOf(file: string, text: string): readonly Block[] {
  const lines = text.split('\n');
  const blocks: Block[] = [];
  let open: Open | undefined;
  lines.forEach((line, index) => {
    const [, indent = '', fence = '', info = ''] = /^( *)(`{3,})(.*)$/.exec(line) ?? [];
    if (open === undefined && fence !== '') open = { start: index, fence, indent, info: info.trim() };
    else if (open !== undefined && fence.length >= open.fence.length && info.trim() === '') {
      blocks.push(blockOf(file, lines, open, index));
      open = undefined;
    }
  });
  return open === undefined ? blocks : [...blocks, blockOf(file, lines, open, lines.length)];
}

function blockOf(file: string, lines: readonly string[], { start, indent, info }: Open, end: number): Block {
  const [language = ''] = info.split(' ');
  const bare = (line: string): string => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart());
  return {
    file,
    line: start + 1,
    indent,
    language,
    attributes: attributesOf(info.slice(language.length)),
    note: /^<!--\s*(.*?)\s*-->$/.exec((lines[start - 1] ?? '').trim())?.[1],
    lines: lines.slice(start + 1, end).map(bare),
  };
}

function attributesOf(words: string): ReadonlyMap<string, string> {
  const found = [...words.matchAll(/([\w-]+)(?:=(?:"([^"]*)"|(\S+)))?/g)];
  return new Map(found.map(([, key = '', quoted, plain]) => [key, quoted ?? plain ?? '']));
}

/** The page with other lines in one of its blocks. */
export function withLines(text: string, block: Block, lines: readonly string[]): string {
  const all = text.split('\n');
  const indented = lines.map((line) => (line === '' ? '' : block.indent + line));
  return [...all.slice(0, block.line), ...indented, ...all.slice(block.line + block.lines.length)].join('\n');
}
