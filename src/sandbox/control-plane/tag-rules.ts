import type { Reply } from '../exchange.ts';
import { breaksRule, invalid, tooManyTags } from './refusals.ts';

export interface ModelTag {
  readonly key: string;
  readonly value: string;
}

const most = 200;
const allowed = /^[a-zA-Z0-9\s._:/=+@-]*$/;

/** The tags of a request (AWS service model: TagList), or the refusal. `before` are those that the resource has, `name` is its own. */
export function readTags(value: unknown, name: string, before: readonly ModelTag[] = []): readonly ModelTag[] | { readonly refusal: Reply } {
  if (value === undefined) return before;
  const tags = Array.isArray(value) ? value.filter(isTag) : [];
  if (!Array.isArray(value) || tags.length !== value.length) return { refusal: breaksRule('tags', undefined, 'be a list of keys and values') };
  const wrong = tags.map(refusalOfTag).find((one) => one !== undefined);
  if (wrong !== undefined) return { refusal: wrong };
  const merged = new Map([...before, ...tags].map((tag) => [tag.key, tag.value]));
  if (tags.length > most || merged.size > most) return { refusal: tooManyTags(`A resource can have no more than ${most} tags.`, { resourceName: name }) };
  if (new Set(tags.map(({ key }) => key)).size < tags.length) return { refusal: invalid('Duplicate tag keys found.') };
  return [...merged].map(([key, text]) => ({ key, value: text }));
}

function isTag(value: unknown): value is ModelTag {
  const { key, value: text } = (value ?? {}) as Partial<ModelTag>;
  return typeof key === 'string' && typeof text === 'string';
}

function refusalOfTag({ key, value }: ModelTag): Reply | undefined {
  if (key === '' || key.length > 128 || !allowed.test(key)) return breaksRule('tags.member.key', key, `satisfy regular expression pattern: ${allowed.source}`);
  if (value.length > 256 || !allowed.test(value)) return breaksRule('tags.member.value', value, `satisfy regular expression pattern: ${allowed.source}`);
  return /^aws:/i.test(key) ? invalid('Tag keys that start with aws: are reserved for AWS.') : undefined;
}
