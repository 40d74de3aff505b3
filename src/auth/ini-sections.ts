/** A strict reader of AWS's ini dialect. The SDK's own reader hides every error, and `ini` cuts values at `#`. */

export interface IniSection {
  /** The text between the brackets, trimmed, e.g. `profile work`. */
  readonly title: string;
  /** 1-based line of the header. */
  readonly line: number;
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

/**
 * Splits AWS config or credentials text into sections. Comments start a line with `#` or `;`, or follow white space in a
 * value; nested keys (`s3 =` and indented lines) are kept as one value with newlines, as the SDKs do.
 * Source: AWS SDKs and Tools reference guide, "Shared config and credentials files".
 */
export function parseIniSections(text: string): IniText {
  const sections: { title: string; line: number; keys: Map<string, string> }[] = [];
  const problems: IniProblem[] = [];
  let lastKey: string | undefined;
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = index + 1;
    if (/^\s*([#;]|$)/.test(raw)) return;
    const section = sections.at(-1);
    if (/^\[/.test(raw)) {
      const title = /^\[([^\]]*)\]\s*([#;].*)?$/.exec(raw)?.[1]?.trim();
      lastKey = undefined;
      if (title) sections.push({ title, line, keys: new Map() });
      else problems.push({ line, what: 'a section header needs the form [name]' });
      return;
    }
    if (section && lastKey !== undefined && /^\s/.test(raw)) {
      section.keys.set(lastKey, `${section.keys.get(lastKey) ?? ''}\n${raw.trim()}`);
      return;
    }
    const equals = raw.indexOf('=');
    if (equals < 1) problems.push({ line, what: 'expected "key = value"' });
    else if (!section) problems.push({ line, what: 'a key stands before the first [section]' });
    else {
      lastKey = raw.slice(0, equals).trim().toLowerCase();
      section.keys.set(lastKey, withoutComment(raw.slice(equals + 1)).trim());
    }
  });
  return { sections, problems };
}

function withoutComment(value: string): string {
  const at = value.search(/\s[#;]/);
  return at === -1 ? value : value.slice(0, at);
}
