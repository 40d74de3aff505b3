import { looksSecret } from '../settings/secret-names.ts';

/** What people have to see to agree to an edit, and what cannot be a secret; profiles are known by their key alone. */
const harmless: readonly RegExp[] = [
  /^(|0|1|true|false|null)$/,
  /^\d{1,7}$/,
  /^[a-z]{2,4}(-(gov|iso[a-z]?|de))?-(north|south|east|west|central){1,2}-\d{1,2}$/,
  /^((us|us-gov|eu|apac|au|jp|ca|global)\.)?anthropic\.claude-[a-z\d.:-]{1,60}(\[1m\])?$/,
  /^(claude-)?(opus|sonnet|haiku|fable|opusplan)(-\d[\d.-]{0,20})?(\[1m\])?$/,
  /^arn:aws[a-z-]*:bedrock:[a-z\d-]{1,20}:\d{0,12}:(application-)?(inference-profile|foundation-model)\/[\w.:-]{1,80}$/,
];
const profileKey = /^(AWS_PROFILE|AWS_DEFAULT_PROFILE|awsProfile|profile|source_profile)$/;

/** A value beside its key as a terminal may show it: whole where it is known to be harmless, else no more than its beginning. Pure. */
export function shownPlace(name: string, value: unknown): string {
  if (Array.isArray(value)) return '[]';
  if (typeof value === 'object' && value !== null) return '{}';
  const text = String(value);
  const shown = shownText(name, text);
  return typeof value === 'string' ? `"${shown}"` : shown;
}

function shownText(name: string, text: string): string {
  if (looksSecret(name, text) && !/^(|0|1|true|false)$/.test(text)) return '[hidden]';
  const profile = profileKey.test(name) && /^[\w.@+ -]{1,64}$/.test(text);
  return profile || harmless.some((pattern) => pattern.test(text)) ? text : cutText(text);
}

/** The first three letters of a text long enough not to be told by them. */
export function cutText(text: string): string {
  return `${text.length < 8 ? '' : text.slice(0, 3)}…`;
}
