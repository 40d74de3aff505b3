import { LodeError } from '../errors.ts';
import type { KnownTeam } from './known-teams.ts';
import { parseTeam } from './read-team.ts';
import type { TeamContent } from './team-file.ts';

/** What was taken over before; undefined for nothing, and for a text of an older lode, to which other settings were known. */
export async function contentBefore(known: KnownTeam | undefined): Promise<TeamContent | undefined> {
  try {
    return known && (await parseTeam('the text taken over before', known.text));
  } catch (error) {
    if (!(error instanceof LodeError)) throw error;
    return undefined;
  }
}
