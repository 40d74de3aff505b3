/** What makes a value another one than it looks like. */
export type ValueFlaw = 'blank' | 'quoted' | 'spaced' | 'invisible';

/** A line `key = value`, without its value. */
export interface KeyLine {
  readonly line: number;
  /** The section's title as it stands; empty before the first one. */
  readonly section: string;
  /** 1-based line of the section's header. */
  readonly sectionLine: number;
  readonly name: string;
  /** It is indented deeper than the key above, so that the AWS CLI takes it for a part of that one's value. */
  readonly continues: boolean;
  readonly flaw: ValueFlaw | undefined;
}

interface Line {
  readonly indent: number;
  readonly content: string;
}

interface Reading {
  readonly found: KeyLine[];
  section: Pick<KeyLine, 'section' | 'sectionLine'>;
  /** Of the last key of this section that is no part of another. */
  indent: number | undefined;
  /** Whether that key has no value and keys of its own below. */
  block: boolean;
}

// No-break and zero-width space, byte order mark, curly quotes: what word processors and chats put into a text that is copied from them.
const invisible = /[\u00A0\u200B-\u200D\u2060\uFEFF\u201C\u201D\u2018\u2019]/;

/** The key lines of an AWS file with what is wrong with each; values are looked at and forgotten. Pure. */
export function keyLines(text: string): readonly KeyLine[] {
  const reading: Reading = { found: [], section: { section: '', sectionLine: 0 }, indent: undefined, block: false };
  const lines = text.split(/\r?\n/).map((raw): Line => {
    const content = (raw.split(/(?:^|\s)[#;]/, 1)[0] ?? '').replaceAll(/^[ \t]+|[ \t]+$/g, '');
    return { indent: /^[ \t]*/.exec(raw)?.[0].length ?? 0, content };
  });
  lines.forEach((line, index) => {
    const title = /^\[(.*)\]$/.exec(line.content)?.[1];
    if (title !== undefined) Object.assign(reading, { section: { section: title, sectionLine: index + 1 }, indent: undefined, block: false });
    else if (line.content.indexOf('=') > 0) readKey(reading, line, index + 1, lines.slice(index + 1).find(({ content }) => content !== '')?.indent ?? 0);
  });
  return reading.found;
}

function readKey(reading: Reading, { indent, content }: Line, line: number, nextIndent: number): void {
  const equals = content.indexOf('=');
  const name = content.slice(0, equals).trim().toLowerCase();
  const flaw = flawOf(content.slice(equals + 1));
  const deeper = reading.indent !== undefined && indent > reading.indent;
  if (!deeper) Object.assign(reading, { indent, block: flaw === 'blank' && nextIndent > indent });
  reading.found.push({ ...reading.section, line, name, continues: deeper && !reading.block, flaw: reading.block ? undefined : flaw });
}

function flawOf(raw: string): ValueFlaw | undefined {
  if (invisible.test(raw)) return 'invisible';
  const value = raw.trim();
  if (value === '') return 'blank';
  if (/^(["']).*\1$/.test(value)) return 'quoted';
  return /\s/.test(value) ? 'spaced' : undefined;
}
