import { quoteForPosix } from '../posix-quote.ts';
import type { Asker } from '../setup/asker.ts';
import { askedNames } from '../setup/asked-settings.ts';
import type { SetupWords } from '../setup/setup-words.ts';
import type { TeamContent, TeamFile } from './team-file.ts';
import { valuesFor } from './team-settings.ts';

/** The person's own. */
interface OwnProfiles {
  /** The profile that is set at the place of this setup. */
  readonly inForce: string | undefined;
  /** Those of the AWS files. */
  readonly there: readonly string[];
}

/**
 * Which of the team's profiles is made; undefined: none, because there are none or the person's own words say something else. Asked only when nothing
 * decides. Throws LodeError as the asker does.
 */
export async function chooseTeamProfile(
  asker: Asker,
  { content, from }: Pick<TeamFile, 'content' | 'from'>,
  words: SetupWords,
  own: OwnProfiles,
): Promise<string | undefined> {
  const names = Object.keys(content.profiles);
  if (own.there.some((name) => name === words.flags.awsProfile)) return undefined;
  const said = words.sso.profileName ?? words.flags.awsProfile;
  const ofTeam = names.find((name) => name === said);
  if (ofTeam !== undefined || names.length === 0) return ofTeam;
  if (goesOtherWay(content, words)) return undefined;
  const ofEnvironment = content.environments[words.environment ?? '']?.['awsProfile'];
  const likely = [ofEnvironment, own.inForce, valuesFor(content, words.environment)['awsProfile']];
  const byDefault = likely.flatMap((one) => names.filter((name) => name === one))[0];
  if (names.length === 1 || (words.environment !== undefined && byDefault !== undefined)) return byDefault ?? names[0];
  return asker.select({
    flag: `--from ${quoteForPosix(from)} --profile-name`,
    question: `Which profile of ${content.name}?`,
    noun: 'profile',
    given: undefined,
    byDefault,
    choices: Object.entries(content.profiles).map(([value, { account, role }]) => ({ value, name: `${value}  account ${account}, role ${role}` })),
  });
}

function goesOtherWay(content: TeamContent, { flags, source, sso }: SetupWords): boolean {
  if (flags.awsProfile !== undefined || (source !== undefined && source !== 'sso')) return true;
  return (sso.account !== undefined && sso.role !== undefined) || hasOtherSignIn(content, sso);
}

/** The person's words, with the team's answers where they say nothing. `profile`: one of the team's. Pure. */
export function teamWords(content: TeamContent, words: SetupWords, profile: string | undefined): SetupWords {
  const values = valuesFor(content, words.environment);
  const answers = Object.fromEntries(askedNames.filter((name) => values[name] !== undefined).map((name) => [name, values[name]]));
  const extras = { ...Object.fromEntries(content.extras.map((name) => [name, true])), ...words.extras };
  if (!signsIn(content, words, profile)) return { ...words, extras, flags: { ...withoutOwn(answers, words, content), ...words.flags } };
  const { awsProfile: _team, ...flags } = answers;
  const { awsProfile: _own, ...own } = words.flags;
  return { ...words, extras, flags: { ...flags, ...own }, source: 'sso', sso: ssoWords(content, words.sso, profile) };
}

/** Whether a profile is made by the team's sign-in. */
function signsIn(content: TeamContent, words: SetupWords, profile: string | undefined): boolean {
  if (content.sso === undefined || (words.source !== undefined && words.source !== 'sso')) return false;
  if (profile !== undefined) return true;
  if (words.flags.awsProfile !== undefined || hasOtherSignIn(content, words.sso)) return false;
  return saysSso(words.sso) || valuesFor(content, words.environment)['awsProfile'] === undefined;
}

function saysSso(sso: SetupWords['sso']): boolean {
  return Object.values(sso).some((word) => word !== undefined);
}

/** A person who signs in elsewhere gets none of the team's sign-in: its parts belong together. */
function hasOtherSignIn({ sso }: TeamContent, { startUrl }: SetupWords['sso']): boolean {
  return startUrl !== undefined && startUrl !== sso?.startUrl;
}

/** A profile of the team's is no answer for a person who takes credentials from elsewhere. */
function withoutOwn(answers: Readonly<Record<string, unknown>>, { source, sso }: SetupWords, { profiles }: TeamContent): SetupWords['flags'] {
  const saysOther = (source !== undefined && source !== 'profile') || saysSso(sso);
  const { awsProfile, ...others } = answers;
  return saysOther || awsProfile === undefined || Object.hasOwn(profiles, String(awsProfile)) ? others : answers;
}

function ssoWords({ sso, profiles }: TeamContent, own: SetupWords['sso'], name: string | undefined): SetupWords['sso'] {
  const profile = name === undefined ? undefined : profiles[name];
  return {
    startUrl: own.startUrl ?? sso?.startUrl,
    region: own.region ?? sso?.region,
    session: own.session ?? sso?.session,
    account: own.account ?? profile?.account,
    role: own.role ?? profile?.role,
    profileName: own.profileName ?? name,
  };
}
