import { isRestricted, restrictedLines } from '../settings/restricted.ts';
import { isMerged, isSettingName } from '../settings/schema.ts';
import type { SettingName } from '../settings/settings.ts';
import { isObject, printable, type JsonObject } from '../settings/value-type.ts';
import type { ExtraName } from '../setup/setup-words.ts';
import { leadsElsewhere } from './dangerous-names.ts';
import { shownValue } from './shown-value.ts';
import type { TeamContent, TeamFile } from './team-file.ts';

/** What a line is about: nothing to fear, an account or a place of requests, or what can run a command or take requests and credentials elsewhere. */
type Weight = 0 | 1 | 2;
type Line = readonly [weight: Weight, text: string];

/**
 * All that a team file would set, a line each; those that choose an account, run a command or send requests elsewhere begin with `!` and come last, the
 * gravest at the very end, next to whatever is asked about them. Pure.
 */
export function teamLines({ settings, environments, defaultEnvironment, profiles, sso, extras }: TeamContent): readonly string[] {
  const lines: readonly Line[] = [
    ...settingLines(settings, ''),
    ...Object.entries(environments).flatMap(([name, inside]) => settingLines(inside, `environments.${name}.`)),
    ...(defaultEnvironment === undefined ? [] : [[1, `defaultEnvironment: ${printable(defaultEnvironment)}`] as const]),
    ...Object.entries(profiles).map(([name, { account, role }]) => [1, `profile ${name}: account ${account}, role ${role}`] as const),
    ...extras.map((name) => [extraWeight(name), `also: ${name}`] as const),
    ...(sso === undefined ? [] : [[2, `sign-in ${sso.session}: ${shownValue(sso.startUrl)} in ${sso.region}`] as const]),
  ];
  return lines.toSorted(([one], [other]) => one - other).map(([weight, text]) => visible(`${weight === 0 ? ' ' : '!'} ${text}`));
}

/** How many of the lines begin with `!`. Pure. */
export function countMarked(lines: readonly string[]): number {
  return lines.filter((line) => line.startsWith('!')).length;
}

function settingLines(settings: JsonObject, prefix: string): readonly Line[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    if (!isSettingName(name)) return [];
    const parts = isMerged(name) && isObject(value) ? Object.entries(value) : [[undefined, value] as const];
    return parts.map(([inner, part]): Line => [weightOf(name, inner, part), lineOf({ name, prefix, inner, part })]);
  });
}

interface Part {
  readonly name: SettingName;
  readonly prefix: string;
  readonly inner: string | undefined;
  readonly part: unknown;
}

function lineOf({ name, prefix, inner, part }: Part): string {
  const key = `${prefix}${name}${inner === undefined ? '' : `.${inner}`}`;
  if (typeof part === 'string') return `${printable(key).slice(1, -1)}: ${printable(shownValue(part))}`;
  return restrictedLines([{ key: `${prefix}${name}`, name, value: inner === undefined ? part : { [inner]: part } }]).join(' ');
}

const runsOrRedirects: readonly SettingName[] = ['awsAuthRefresh', 'awsCredentialExport', 'endpoints'];
const placesOfRequests: readonly SettingName[] = ['region', 'smallFastModelRegion'];
const modelNames: readonly SettingName[] = ['model', 'smallFastModel', 'models'];

function weightOf(name: SettingName, inner: string | undefined, value: unknown): Weight {
  if (runsOrRedirects.includes(name) || (name === 'env' && leadsElsewhere(inner ?? ''))) return 2;
  // An ARN may be of anybody's account.
  const isElsewhere = placesOfRequests.includes(name) || (modelNames.includes(name) && String(value).startsWith('arn:'));
  return isElsewhere || isRestricted(name, value) ? 1 : 0;
}

function extraWeight(name: ExtraName): Weight {
  return name === 'shim' || name === 'claude-settings' ? 1 : 0;
}

/** Names and lists may hold what moves a cursor or turns a line around. */
function visible(line: string): string {
  return line.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
}

/** The head of whatever is said about a team file: its name, its place and its digest. Pure. */
export function teamHead({ content, from, digest, pinned }: TeamFile): readonly string[] {
  return [`Team file of ${visible(content.name)}: ${visible(from)}`, `  ${digest}${pinned ? ', as pinned' : ''}`];
}

/** What is another line than before: `-` for those that are gone, `+` for those that came. Pure. */
export function changedTeamLines(before: TeamContent, now: TeamContent): readonly string[] {
  const [old, lines] = [teamLines(before), teamLines(now)];
  const changes = [
    ...old.filter((line) => !lines.includes(line)).map((line) => `- ${line}`),
    ...lines.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
  ];
  return changes.length === 0 ? ['nothing that is shown: comments, order or locks'] : changes;
}
