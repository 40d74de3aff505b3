/** Tags that make costs tell who, what for and by whom; suggested, never demanded. */
export const suggestedTags: readonly string[] = ['team', 'project', 'user'];

/** What is wrong with a word of the command line, as a sentence; undefined when nothing is. */
type Mistake = string | undefined;

/** Whether a profile may be called so (CreateInferenceProfile: `([0-9a-zA-Z][ _-]?)+`, 1 to 64). */
export function mistakeInName(name: string): Mistake {
  if (name.length > 64) return `The name has ${name.length} characters, and a profile's name has at most 64.`;
  if (/^([0-9a-zA-Z][ _-]?)+$/.test(name)) return undefined;
  return `"${name}" is no name for a profile: letters and digits, with single blanks, _ or - after one.`;
}

/** Whether a profile may be described so (CreateInferenceProfile: `([0-9a-zA-Z:.][ _-]?)+`, 1 to 200). */
export function mistakeInDescription(text: string): Mistake {
  if (text.length > 200) return `The description has ${text.length} characters, and AWS takes at most 200.`;
  return /^([0-9a-zA-Z:.][ _-]?)+$/.test(text) ? undefined : 'The description may have letters, digits, : and ., with single blanks, _ or - after one.';
}

export type ReadTags = { readonly kind: 'tags'; readonly tags: Readonly<Record<string, string>> } | { readonly kind: 'mistake'; readonly why: string };

/** Reads tags written `key=value` (Bedrock API reference, Tag: 128 and 256 characters, at most 200 tags; `aws:` is AWS's own). */
export function readTags(words: readonly string[]): ReadTags {
  const tags = new Map<string, string>();
  for (const word of words) {
    const split = word.indexOf('=');
    const [key, value] = [word.slice(0, split), word.slice(split + 1)];
    const why = split < 1 ? `"${word}" is no tag; write key=value.` : tags.has(key) ? `The tag ${key} is given twice.` : mistakeInTag(key, value);
    if (why !== undefined) return { kind: 'mistake', why };
    tags.set(key, value);
  }
  if (tags.size > 200) return { kind: 'mistake', why: `${tags.size} tags are given, and AWS takes at most 200.` };
  return { kind: 'tags', tags: Object.fromEntries(tags) };
}

function mistakeInTag(key: string, value: string): Mistake {
  if (/^aws:/i.test(key)) return `The tag ${key} begins with aws:, which is kept for AWS.`;
  if (key.length > 128) return `The tag's key ${key.slice(0, 20)}… has ${key.length} characters, and AWS takes at most 128.`;
  if (value.length > 256) return `The value of the tag ${key} has ${value.length} characters, and AWS takes at most 256.`;
  return [key, value].every((text) => /^[a-zA-Z0-9\s._:/=+@-]*$/.test(text))
    ? undefined
    : `The tag ${key} may have letters, digits, blanks and . _ : / = + @ - only.`;
}
