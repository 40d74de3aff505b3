import { readAwsFiles } from '../auth/aws-files.ts';
import { quoteForPosix } from '../posix-quote.ts';
import type { SettingChange } from '../settings/edit.ts';
import { askerOf } from '../setup/asker.ts';
import type { BeforeSetup } from '../setup/before.ts';
import type { SetupEdit } from '../setup/setup-edit.ts';
import type { SetupWords } from '../setup/setup-words.ts';
import type { System } from '../system/system.ts';
import { contentBefore } from './content-before.ts';
import { withUsableDefault } from './default-environment.ts';
import { goneSettings } from './gone-settings.ts';
import { knownTeam, planTeamRecord } from './known-teams.ts';
import { readTeamFile } from './read-team.ts';
import { refuseTakenNames } from './taken-names.ts';
import { teamSettings } from './team-settings.ts';
import { chooseTeamProfile, teamWords } from './team-words.ts';
import { trustTeam } from './trust-team.ts';

/** `--from FROM --digest DIGEST` */
export interface TeamWords {
  readonly from: string;
  readonly digest: string | undefined;
}

/** What a team's file means for one setup. */
interface TeamSetup {
  readonly words: SetupWords;
  /** Settings beyond those that setup asks for, and those that the team took out of its file. */
  readonly settings: readonly SettingChange[];
  /** Remembers what was taken over; to be written with the rest. Empty: that is known. */
  readonly record: readonly SetupEdit[];
}

/** Reads a team's file, sees that somebody answers for it, and makes setup's words of it. Writes nothing. Throws LodeError. */
export async function teamFor(system: System, words: SetupWords, before: BeforeSetup, { from, digest }: TeamWords): Promise<TeamSetup> {
  const asker = askerOf(system, words);
  const { environment } = words;
  const team = await readTeamFile(system, from, digest);
  await trustTeam(system, team, { yes: words.yes, environment, say: asker.say });
  const files = readAwsFiles(system);
  const inForce = before.valuesOf(environment).awsProfile;
  const profile = await chooseTeamProfile(asker, team, words, { inForce, there: [...files.profiles.keys()] });
  const told = teamWords(team.content, words, profile);
  refuseTakenNames(files, { team: team.content.name, from: team.from, words: told, own: words });
  const { content, notes } = withUsableDefault(team.content, files, told.sso.profileName ?? undefined);
  if (environment === undefined) asker.say(...notes);
  const was = await contentBefore(knownTeam(system, team.from));
  const gone = was === undefined ? [] : goneSettings(was, team.content, before, environment);
  const again = `lode setup --from ${quoteForPosix(team.from)}${environment === undefined ? '' : ` -e ${environment}`}`;
  return { words: { ...told, again }, settings: [...gone, ...teamSettings(content, environment)], record: planTeamRecord(system, team) };
}
