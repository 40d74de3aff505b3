import type { SettingChange } from '../settings/edit.ts';
import { askerOf } from '../setup/asker.ts';
import type { SetupWords } from '../setup/setup-words.ts';
import type { System } from '../system/system.ts';
import { rememberTeam } from './known-teams.ts';
import { readTeamFile } from './read-team.ts';
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
  /** Settings beyond those that setup asks for. */
  readonly settings: readonly SettingChange[];
  /** To be called once all is written: remembers what was taken over. Throws LodeError `file.unwritable`. */
  applied(): void;
}

/** Reads a team's file, sees that somebody answers for it, and makes setup's words of it. Writes nothing. Throws LodeError. */
export async function teamFor(system: System, words: SetupWords, { from, digest }: TeamWords): Promise<TeamSetup> {
  const asker = askerOf(system, words);
  const team = await readTeamFile(system, from, digest);
  await trustTeam(system, team, { yes: words.yes, say: asker.say });
  const profile = await chooseTeamProfile(asker, team.content, words);
  return {
    words: teamWords(team.content, words, profile),
    settings: teamSettings(team.content, words.environment),
    applied: () => rememberTeam(system, team),
  };
}
