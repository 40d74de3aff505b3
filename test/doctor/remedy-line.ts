/** A remedy of a report as a person reads it: of an edit the keys that it touches. */
export function lineOf(remedy: unknown): string {
  const {
    words,
    text,
    why = '',
    removed = [],
    added = [],
    changed = [],
  } = remedy as {
    readonly words?: readonly string[];
    readonly text?: string;
    readonly why?: string;
    readonly removed?: readonly string[];
    readonly added?: readonly string[];
    readonly changed?: readonly string[];
  };
  const keys = [...removed.map((key) => `removed ${key}`), ...added.map((key) => `added ${key}`), ...changed.map((key) => `changed ${key}`)];
  return [...(words === undefined ? [] : [words.join(' ')]), ...(text === undefined ? [] : [text]), ...keys, why].join('\n');
}
