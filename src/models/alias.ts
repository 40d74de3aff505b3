import { parseModelText, splitLongContext } from './id.ts';
import { parseName } from './name.ts';

export type Followed =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly longContext: boolean;
      /** The user's own names that were followed, in order. */
      readonly trail: readonly string[];
    }
  | { readonly kind: 'cycle'; readonly trail: readonly string[] };

/**
 * Follows the user's own names (setting `models`) to a name, ID or ARN. A `[1m]` anywhere on the way holds for the
 * end. A name that stands for itself (`"opus": "opus[1m]"`) means the built-in one.
 */
export function followAliases(wanted: string, aliases: Readonly<Record<string, string>>): Followed {
  let { text, longContext } = splitLongContext(wanted);
  const trail: string[] = [];
  for (;;) {
    const name = aliasFor(text, aliases);
    const target = name === undefined ? undefined : aliases[name];
    if (name === undefined || target === undefined) return { kind: 'text', text, longContext, trail };
    const next = splitLongContext(target);
    if (trail.includes(name)) return { kind: 'cycle', trail: [...trail, name] };
    trail.push(name);
    longContext ||= next.longContext;
    if (next.text.toLowerCase() === name.toLowerCase() && isBuiltIn(next.text)) return { kind: 'text', text: next.text, longContext, trail };
    text = next.text;
  }
}

/** The key as the user wrote it: exact first, then in any case. */
function aliasFor(text: string, aliases: Readonly<Record<string, string>>): string | undefined {
  if (Object.hasOwn(aliases, text)) return text;
  const lower = text.toLowerCase();
  return Object.keys(aliases).find((name) => name.toLowerCase() === lower);
}

function isBuiltIn(text: string): boolean {
  return parseModelText(text).kind !== 'name' || parseName(text).kind !== 'unknown';
}
