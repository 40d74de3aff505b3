/** A reader of AWS's ini dialect that says what it cannot read. The SDK's own hides every error, and `ini` cuts values at `#`. */

export interface IniSection {
  /** The text between the brackets as it stands, e.g. `profile work`. */
  readonly title: string;
  /** 1-based line of the header. */
  readonly line: number;
  /** Names in lower case; a nested one carries its parent's name: `s3.max_concurrent_requests`. */
  readonly keys: ReadonlyMap<string, string>;
}

export interface IniProblem {
  readonly line: number;
  readonly what: string;
}

export interface IniText {
  readonly sections: readonly IniSection[];
  readonly problems: readonly IniProblem[];
}

interface Reading {
  readonly sections: { title: string; line: number; keys: Map<string, string> }[];
  readonly problems: IniProblem[];
  /** The last key without a value: indented lines below it belong to it. */
  parent: string | undefined;
}

/**
 * Splits AWS config or credentials text into sections, by the rules of the SDK that resolves the profiles later: a comment starts a
 * line with `#` or `;` or follows white space, keys may be indented, and below a key without a value indented keys are its own.
 * Source: AWS SDKs and Tools reference guide, "Shared config and credentials files"; smithy-typescript, `parseIni`.
 */
export function parseIniSections(text: string): IniText {
  const reading: Reading = { sections: [], problems: [], parent: undefined };
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  lines.forEach((raw, index) => {
    const content = (raw.split(/(?:^|\s)[#;]/, 1)[0] ?? '').trim();
    if (content.startsWith('[')) readHeader(reading, content, index + 1);
    else if (content !== '') readKey(reading, content, index + 1, /^\s/.test(raw));
  });
  return { sections: reading.sections.filter(({ title }) => title !== ''), problems: reading.problems };
}

function readHeader(reading: Reading, content: string, line: number): void {
  const title = /^\[(.*)\]$/.exec(content)?.[1];
  if (!title) reading.problems.push({ line, what: 'a section header needs the form [name]' });
  if (title === undefined) return;
  // Also without a name: what follows is then nobody's, rather than the section's before it.
  reading.sections.push({ title, line, keys: new Map() });
  reading.parent = undefined;
}

function readKey(reading: Reading, content: string, line: number, indented: boolean): void {
  const section = reading.sections.at(-1);
  const equals = content.indexOf('=');
  if (equals < 1) return void reading.problems.push({ line, what: 'expected "key = value"' });
  if (section === undefined) return void reading.problems.push({ line, what: 'a key stands before the first [section]' });
  const name = content.slice(0, equals).trim().toLowerCase();
  const value = content.slice(equals + 1).trim();
  if (value === '') {
    reading.parent = name;
    return;
  }
  if (!indented) reading.parent = undefined;
  section.keys.set(reading.parent === undefined ? name : `${reading.parent}.${name}`, value);
}
