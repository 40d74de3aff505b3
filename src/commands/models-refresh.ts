import { principalOf } from '../auth/identity.ts';
import { refreshMs } from '../discovery/list-age.ts';
import { fail } from '../errors.ts';
import { gatherAccountSession, type SessionRequest } from '../launcher/gather-session.ts';
import type { System } from '../system/system.ts';

export interface RefreshListRequest extends SessionRequest {
  /** Behind a launch: only a list that has grown old is renewed, and nothing is said. */
  readonly behind: boolean;
  readonly json: boolean;
}

/** Asks the account again which models it may use and keeps the answer; a failed try leaves the old list. Throws LodeError. */
export async function refreshCommand(system: System, request: RefreshListRequest): Promise<number> {
  const now = system.now();
  const { account, session, obtained } = await gatherAccountSession(system, request, (loaded) => ({
    since: request.behind ? now - refreshMs(loaded.settings.bedrockDiscovery?.value) : now,
  }));
  if (account.kind === 'unknown')
    return fail({
      code: 'models.list-refused',
      exit: 'user',
      message: `The model list of ${session.region} could not be renewed; what was kept before stays. ${account.why}`,
      hints: [account.failure?.kind === 'denied' ? 'It needs the action bedrock:ListInferenceProfiles.' : 'Ask again in a moment: lode models refresh'],
    });
  if (request.behind) return 0;
  const { profiles, foundation, region, fetchedAt } = account.models;
  const who = obtained?.identity === undefined ? undefined : { account: obtained.identity.account, principal: principalOf(obtained.identity.arn) };
  if (request.json) {
    const document = { schema: 1, region, ...who, profiles: profiles.length, models: foundation?.length ?? null, fetchedAt: new Date(fetchedAt).toISOString() };
    system.terminal.out(`${JSON.stringify(document, null, 2)}\n`);
    return 0;
  }
  const models = foundation === undefined ? 'models not told (bedrock:ListFoundationModels)' : `${foundation.length} models`;
  system.terminal.out(
    `${profiles.length} inference profiles, ${models} in ${region}${who === undefined ? '' : ` for ${who.principal} in account ${who.account}`}\n`,
  );
  return 0;
}
