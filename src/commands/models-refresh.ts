import { principalOf } from '../auth/identity.ts';
import type { AccountAnswer } from '../discovery/account-list.ts';
import { refreshMs } from '../discovery/list-age.ts';
import { exitCodes, fail } from '../errors.ts';
import type { AccountFacts } from '../launcher/facts.ts';
import { gatherHere } from '../launcher/gather-here.ts';
import { gatherAccountSession, type SessionRequest } from '../launcher/gather-session.ts';
import { describeOrigin, type Resolved } from '../settings/origin.ts';
import { partOf } from '../settings/resolve.ts';
import type { BedrockDiscovery } from '../settings/settings.ts';
import type { System } from '../system/system.ts';

export interface RefreshListRequest extends SessionRequest {
  /** Behind a launch: only a list that has grown old is renewed, and nothing is said. */
  readonly behind: boolean;
  readonly json: boolean;
}

/**
 * Asks the account again which models it may use and keeps the answer; a failed try leaves the old list. Behind a launch it is the launch's own region that
 * is asked, wherever lists are looked at. Throws LodeError.
 */
export async function refreshCommand(system: System, request: RefreshListRequest): Promise<number> {
  const now = system.now();
  const { account, session, obtained, smallElsewhere } = await (request.behind
    ? gatherHere(system, request, ({ settings }) => ({ since: now - refreshMs(settings.bedrockDiscovery?.value) }))
    : gatherAccountSession(system, request, () => ({ since: now })));
  if (session.settings.bedrockDiscovery?.value.enabled === false) return failOff(session.settings.bedrockDiscovery);
  if (account.kind === 'unknown') return failRefused(account, session.region);
  if (request.behind) return exitCodes.ok;
  const { profiles, foundation, region, fetchedAt } = account.models;
  const who = obtained?.identity === undefined ? undefined : { account: obtained.identity.account, principal: principalOf(obtained.identity.arn) };
  const document = { schema: 1, region, ...who, profiles: profiles.length, models: foundation?.length ?? null, fetchedAt: new Date(fetchedAt).toISOString() };
  system.terminal.out(request.json ? `${JSON.stringify(document, null, 2)}\n` : renewedText(account, who));
  for (const note of [...(account.notes ?? []), ...smallNotes(smallElsewhere)]) system.terminal.err(`lode: ${note}\n`);
  return exitCodes.ok;
}

function failRefused({ why, failure }: Extract<AccountAnswer, { kind: 'unknown' }>, region: string): never {
  return fail({
    code: 'models.list-refused',
    exit: 'user',
    message: `The model list of ${region} could not be renewed; what was kept before stays. ${why}`,
    hints: [failure?.kind === 'denied' ? 'It needs the action bedrock:ListInferenceProfiles.' : 'Ask again in a moment: lode models refresh'],
  });
}

function failOff(discovery: Resolved<BedrockDiscovery>): never {
  const origin = partOf(discovery, 'enabled')?.origin ?? discovery.origin;
  return fail({
    code: 'models.discovery-off',
    exit: 'user',
    message: `The account is not asked for its models: bedrockDiscovery.enabled is false (${describeOrigin(origin)}).`,
    hints: ['Turn it on: lode config set bedrockDiscovery.enabled true'],
  });
}

interface Who {
  readonly account: string;
  readonly principal: string;
}

function renewedText({ models: { profiles, foundation, region }, modelsFailure }: Extract<AccountAnswer, { kind: 'listed' }>, who: Who | undefined): string {
  const untold =
    modelsFailure === undefined ? 'models not told (bedrock:ListFoundationModels)' : `models not told (${modelsFailure.name}: ${modelsFailure.message})`;
  const models = foundation === undefined ? untold : `${foundation.length} models`;
  return `${profiles.length} inference profiles, ${models} in ${region}${who === undefined ? '' : ` for ${who.principal} in account ${who.account}`}\n`;
}

/** The list of the region where the small model is called is renewed with the other one. */
function smallNotes(small: AccountFacts['smallElsewhere']): readonly string[] {
  if (small === undefined || small.account.kind === 'listed') return small?.account.notes ?? [];
  return [`The model list of ${small.region}, where the small model is called, could not be renewed; what was kept before stays. ${small.account.why}`];
}
