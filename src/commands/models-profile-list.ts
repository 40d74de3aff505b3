import { contextOf } from '../auth/aws-session.ts';
import { tagsAskedFor, tagsOfEach } from '../discovery/own-profiles.ts';
import { exitCodes } from '../errors.ts';
import { gatherHere } from '../launcher/gather-here.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { requireOwnProfiles } from '../launcher/require-own-profiles.ts';
import { bedrockAuthOf } from '../launcher/session-auth.ts';
import { judgeProfile } from '../models/geography.ts';
import type { InferenceProfile } from '../models/model-choice.ts';
import { onlyBaseId, modelBehind, namesFor } from '../models/own-profiles.ts';
import { ownProfilesText, type OwnProfileRow } from '../output/profile-text.ts';
import type { System } from '../system/system.ts';

export interface ListProfilesRequest extends SessionRequest {
  readonly json: boolean;
}

/** Shows the account's own profiles of the region, as AWS has them now: model, geography, tags, and the user's names for them. Throws LodeError. */
export async function listProfilesCommand(system: System, request: ListProfilesRequest): Promise<number> {
  const facts = await gatherHere(system, request, { since: system.now() });
  const own = requireOwnProfiles(facts);
  const { session, obtained, loaded } = facts;
  const tags = await tagsOfEach(
    bedrockAuthOf(system, facts),
    contextOf(session),
    own.map(({ arn }) => arn),
  );
  const names = loaded.settings.models?.value ?? {};
  const rows = own.map((profile, index): OwnProfileRow => ({
    ...rowOf(profile, session.region),
    tags: index < tagsAskedFor ? tags[index] : 'unasked',
    aliases: namesFor(profile.arn, names),
  }));
  const account = obtained?.identity?.account;
  if (rows.length > tagsAskedFor) system.terminal.err(someTagsText(rows.length));
  if (request.json) {
    const profiles = rows.map((row, index) => ({ ...row, model: modelKey(own[index]), tags: row.tags === 'unasked' ? undefined : (row.tags ?? null) }));
    system.terminal.out(`${JSON.stringify({ schema: 1, account: account ?? null, region: session.region, profiles }, null, 2)}\n`);
    return exitCodes.ok;
  }
  system.terminal.out(ownProfilesText(rows));
  if (rows.length === 0)
    system.terminal.err(`${account === undefined ? 'The account' : `Account ${account}`} has no profiles of its own in ${session.region}.\n`);
  if (rows.length === 0) system.terminal.err('Make one: lode models profile create NAME --from opus --tag team=NAME\n');
  return exitCodes.ok;
}

function someTagsText(count: number): string {
  const one = 'aws bedrock list-tags-for-resource --resource-arn ARN';
  return `Tags were asked for the first ${tagsAskedFor} of ${count} profiles: AWS tells those of one at a time. For another: ${one}\n`;
}

function rowOf(profile: InferenceProfile, region: string): Omit<OwnProfileRow, 'tags' | 'aliases'> {
  const { name, arn, active } = profile;
  const label = modelBehind(profile)?.name ?? onlyBaseId(profile) ?? 'a model that nothing names';
  return { name, arn, active, label, ...judgeProfile(profile, region) };
}

function modelKey(profile: InferenceProfile | undefined): string | null {
  return (profile && modelBehind(profile)?.key) ?? null;
}
