import { modelByKey } from '../models/catalog.ts';
import type { Judged } from '../models/geography.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import { parseName } from '../models/name.ts';
import { priceFor, priceWords } from '../models/price.ts';
import { suggestedTags } from '../models/profile-words.ts';

/** A profile that is about to be made. */
export interface ProfileDraft {
  readonly name: string;
  readonly description: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** What it is made from. */
  readonly choice: ModelChoice;
  /** `account 111122223333, eu-west-1`. */
  readonly where: string;
  readonly alias: { readonly name: string; readonly path: string; readonly was: string | undefined } | undefined;
}

/** What will be made, before anybody is asked. */
export function draftText({ name, description, tags, choice, where, alias }: ProfileDraft): string {
  const price = priceFor(modelByKey(choice.model), choice.geography);
  const rows: readonly (readonly [string, string])[] = [
    ['name', name],
    ...(description === undefined ? [] : [['description', description] as const]),
    ['made from', `${choice.label}, ${choice.id}`],
    ['processed in', placesOf(choice)],
    ...(price === undefined ? [] : [['price', `${priceWords(price)} per million tokens, as without the profile`] as const]),
    ['tags', tagWords(tags)],
    ['', tagHint(tags)],
    ['alias', aliasWords(alias)],
  ];
  const lines = rows.map(([label, text]) => `  ${label.padEnd(14)}${text}\n`).join('');
  return `A profile of your own, to be made in ${where}:\n${lines}${choice.notes.map((note) => `  ${note}\n`).join('')}`;
}

/** Where requests may be processed, with the geography's name. */
export function placesOf({ geography, destinations }: Judged): string {
  if (geography === 'global') return 'any commercial region (global)';
  return destinations.length === 0 ? `nobody can tell where (${geography})` : `${destinations.join(', ')} (${geography})`;
}

function tagWords(tags: Readonly<Record<string, string>>): string {
  const words = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return words.length === 0 ? 'none' : words.join(', ');
}

/** A tag alone shows no cost (AWS Billing user guide: activating user-defined cost allocation tags). */
function tagHint(tags: Readonly<Record<string, string>>): string {
  const missing = suggestedTags.filter((key) => !Object.hasOwn(tags, key));
  if (Object.keys(tags).length === 0) return `costs can be told apart by tags, e.g. ${missing.map((key) => `--tag ${key}=…`).join(' ')}`;
  return 'Cost Explorer shows them once they are activated as cost allocation tags in the Billing console, up to a day later';
}

function aliasWords(alias: ProfileDraft['alias']): string {
  if (alias === undefined) return 'none';
  const builtIn = alias.was === undefined && parseName(alias.name).kind !== 'unknown';
  const before = alias.was === undefined ? '' : ` (so far it stands for ${alias.was})`;
  return `${alias.name}, in ${alias.path}${builtIn ? " (it then comes before lode's own meaning of that name)" : before}`;
}

/** What a policy has to let through before the profile can be called (Amazon Bedrock user guide: prerequisites for inference profiles). */
export function policyText(arn: string, modelArns: readonly string[] | undefined): string {
  const models = modelArns ?? ['the models behind it, which nothing shows here'];
  return [
    'To call it, a policy must allow bedrock:InvokeModel and bedrock:InvokeModelWithResponseStream on the profile',
    `  ${arn}`,
    'and on the models behind it, best only where bedrock:InferenceProfileArn is that ARN',
    ...models.map((model) => `  ${model}`),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** One own profile, as it is listed. */
export interface OwnProfileRow extends Judged {
  readonly name: string;
  readonly arn: string;
  readonly active: boolean;
  /** Name of the model behind it. */
  readonly label: string;
  /** Undefined: AWS would not tell. */
  readonly tags: Readonly<Record<string, string>> | undefined | 'unasked';
  readonly aliases: readonly string[];
}

/** The account's own profiles, some lines each. */
export function ownProfilesText(rows: readonly OwnProfileRow[]): string {
  return rows.map(ownProfileText).join('\n');
}

function ownProfileText(row: OwnProfileRow): string {
  const { name, arn, active, label, tags, aliases } = row;
  const lines = [
    arn,
    `${label}, processed in ${placesOf(row)}`,
    ...(tags === 'unasked' ? [] : [`tags: ${tags === undefined ? 'not told (bedrock:ListTagsForResource)' : tagWords(tags)}`]),
    `alias: ${aliases.length === 0 ? 'none' : aliases.join(', ')}`,
  ];
  return `${name}${active ? '' : ' (not active)'}\n${lines.map((line) => `  ${line}\n`).join('')}`;
}
