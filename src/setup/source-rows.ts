import { readApiKey } from '../auth/api-key.ts';
import { describeSource } from '../auth/source.ts';
import { clockTime } from '../output/time-text.ts';
import type { Environment, PromptChoice } from '../system/system.ts';
import type { Detected, FoundProfile } from './detected.ts';
import { fittedRow } from './fitted-row.ts';
import type { SourceName } from './setup-words.ts';
import { signInWords } from './sign-in-state.ts';

/** What a row of the question for the source means, as its value says it. */
export type SourceRow =
  | { readonly kind: 'profile'; readonly profile: string }
  | { readonly kind: 'ambient'; readonly name: AmbientName }
  | { readonly kind: 'sso' | 'other' };

export type AmbientName = Exclude<SourceName, 'profile' | 'sso'>;

/** What rows depend on beside what was found. */
export interface RowFacts {
  readonly env: Environment;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Columns of the terminal. */
  readonly columns: number;
}

/** The value of a row; `sourceRowOf` reads it again. Pure. */
export function sourceRowValue(row: SourceRow): string {
  return row.kind === 'profile' ? `profile ${row.profile}` : row.kind === 'ambient' ? row.name : row.kind;
}

/** What the value of a row means. Pure. */
export function sourceRowOf(value: string): SourceRow {
  if (value.startsWith('profile ')) return { kind: 'profile', profile: value.slice('profile '.length) };
  return value === 'sso' || value === 'other' ? { kind: value } : { kind: 'ambient', name: value as AmbientName };
}

/** What was found beside profiles. Pure. */
export function foundAmbient({ bearerToken, environmentKey, webIdentity, container, instanceRole }: Detected): readonly AmbientName[] {
  const found: Record<AmbientName, unknown> = {
    'bearer-token': bearerToken,
    environment: environmentKey,
    'web-identity': webIdentity,
    container,
    'instance-role': instanceRole,
  };
  return (Object.keys(found) as AmbientName[]).filter((name) => Boolean(found[name]));
}

/** One row for each thing that was found, and the two that are always there; a sign-in comes first where nothing was found. Pure. */
export function sourceRows(detected: Detected, facts: RowFacts): readonly PromptChoice[] {
  const profiles = detected.profiles.map((profile) => profileRow(profile, facts));
  const [early, late] = [foundAmbient(detected).filter(isSet), foundAmbient(detected).filter((name) => !isSet(name))];
  const found = [...early, ...late].length + profiles.length > 0;
  const sso: PromptChoice = {
    value: 'sso',
    name: 'Sign in with IAM Identity Center, and make a profile of it',
    short: 'IAM Identity Center',
    description: 'For it you need the address of your sign-in page, e.g. https://acme.awsapps.com/start',
  };
  const other: PromptChoice = {
    value: 'other',
    name: 'Something else',
    description: 'Shows the other ways to get credentials, and stops.',
  };
  const rows = [...early.map((name) => ambientRow(name, detected, facts)), ...profiles, ...late.map((name) => ambientRow(name, detected, facts))];
  return [...(found ? [...rows, sso] : [sso]), other].map((row) => fittedRow(row, facts.columns));
}

/** What somebody put into this very shell stands above profiles, what the machine has below them. */
function isSet(name: AmbientName): boolean {
  return name === 'bearer-token' || name === 'environment';
}

function profileRow(profile: FoundProfile, { now }: RowFacts): PromptChoice {
  const { name, via, region } = profile;
  // The time stands before what a long name of a role would cut off.
  const parts = [`profile ${name}`, signInWords(profile, now), placeOf(profile)].filter((part) => part !== '');
  const source = describeSource({ kind: 'profile', profile: name, via });
  return {
    value: sourceRowValue({ kind: 'profile', profile: name }),
    name: parts.join(' · '),
    short: `profile ${name}`,
    description: `${source.charAt(0).toUpperCase()}${source.slice(1)}${region === undefined ? '' : `, ${region}`}`,
  };
}

function placeOf({ account, role, via }: FoundProfile): string {
  if (account !== undefined) return role === undefined ? `account ${account}` : `${account}/${role}`;
  return { keys: 'access key', process: 'credential_process', login: 'aws login' }[via as string] ?? '';
}

function ambientRow(name: AmbientName, { bearerToken, environmentKey, webIdentity }: Detected, facts: RowFacts): PromptChoice {
  switch (name) {
    case 'bearer-token':
      return { value: name, name: bearerWords(bearerToken, facts) };
    case 'environment':
      return { value: name, name: `${environmentKey?.temporary ? 'Temporary access key' : 'Access key'} ${environmentKey?.shown ?? ''} in the environment` };
    case 'web-identity':
      return { value: name, name: `Web identity for ${webIdentity?.roleArn ?? ''}` };
    case 'container':
      return { value: name, name: 'Role of this container' };
    case 'instance-role':
      return { value: name, name: 'Role of this EC2 instance' };
  }
}

function bearerWords(found: Detected['bearerToken'], { env, now }: RowFacts): string {
  const variable = 'AWS_BEARER_TOKEN_BEDROCK';
  const reading = readApiKey(env[variable] ?? '');
  if (reading.kind === 'foreign') return `${variable} · looks like ${reading.looksLike}`;
  if (reading.kind === 'truncated') return `Bedrock API key in ${variable} · its end is missing`;
  const region = found?.region === undefined ? '' : `, ${found.region}`;
  const end = found?.until === undefined ? '' : `, ${found.until > now ? 'until' : 'over since'} ${clockTime(found.until, now)}`;
  return `Bedrock API key in ${variable}${region}${end}`;
}
