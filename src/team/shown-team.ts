import { isRestricted, restrictedLines } from '../settings/restricted.ts';
import { isSettingName } from '../settings/schema.ts';
import { printable, type JsonObject } from '../settings/value-type.ts';
import type { TeamContent, TeamFile } from './team-file.ts';

/** All that a team file would set, a line each; those that choose an account, run a command or send requests elsewhere begin with `!`. Pure. */
export function teamLines({ settings, environments, defaultEnvironment, profiles, sso, extras }: TeamContent): readonly string[] {
  return [
    ...settingLines(settings, ''),
    ...Object.entries(environments).flatMap(([name, inside]) => settingLines(inside, `environments.${name}.`)),
    ...(defaultEnvironment === undefined ? [] : [`! defaultEnvironment: ${printable(defaultEnvironment)}`]),
    ...(sso === undefined ? [] : [`! sign-in ${sso.session}: ${sso.startUrl} in ${sso.region}`]),
    ...Object.entries(profiles).map(([name, { account, role }]) => `! profile ${name}: account ${account}, role ${role}`),
    ...(extras.length === 0 ? [] : [`  also: ${extras.join(', ')}`]),
  ].map(visible);
}

function settingLines(settings: JsonObject, prefix: string): readonly string[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    if (!isSettingName(name)) return [];
    const mark = isRestricted(name, value) ? '!' : ' ';
    return restrictedLines([{ key: `${prefix}${name}`, name, value }]).map((line) => `${mark} ${line}`);
  });
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
  return changes.length === 0 ? ['nothing that is shown: comments, order, locks or hidden values'] : changes;
}
