import { contextOf } from '../../auth/aws-session.ts';
import { accountModelsPath, askAccountModels, type AccountAnswer } from '../../discovery/account-list.ts';
import { describeArns } from '../../discovery/describe-arns.ts';
import { keepList, readKeptList } from '../../discovery/kept-list.ts';
import { apiKeyOwner } from '../../discovery/list-owner.ts';
import { digestOf } from '../../digest.ts';
import { askAccessReport } from '../../launcher/ask-access-report.ts';
import type { AccountFacts } from '../../launcher/facts.ts';
import { listForSmall } from '../../launcher/gather-aws.ts';
import { pickModels } from '../../launcher/pick-models.ts';
import { bedrockAuthOf } from '../../launcher/session-auth.ts';
import { wantedModels } from '../../launcher/wanted-models.ts';
import type { AccessReport } from '../../models/access-report.ts';
import type { ChosenModels } from '../../models/choose.ts';
import { ofProviders } from '../../models/provider-filter.ts';
import type { System } from '../../system/system.ts';
import { andThen, look } from '../look.ts';
import type { Looked } from '../probe.ts';

/** Whose models are looked at, and where. */
export type AccountPlace = Pick<AccountFacts, 'session' | 'region' | 'request' | 'obtained'>;

/** What the account says of its models, and what a launch makes of that. */
export interface ModelFacts {
  /** The fresh answer, with the models of all providers. */
  readonly asked: AccountAnswer;
  /** What a launch would go by: the answer without other providers' models, or the list kept from before. */
  readonly facts: AccountFacts;
  /** The models that a launch pins. */
  readonly chosen: Looked<ChosenModels>;
  readonly access: Looked<AccessReport>;
}

/** Asks for the list, then, for the models that a launch pins, for access to them. Never throws for what AWS says. */
export async function lookAtModels(system: System, place: AccountPlace, early: AccountAnswer | undefined): Promise<ModelFacts> {
  const [asked, smallElsewhere] = await Promise.all([askList(system, place, early), listForSmall(system, place.session, place.obtained, system.now())]);
  const account = forLaunch(system, place, asked);
  const { model, smallFastModel } = place.session.settings;
  const words = [model?.value, smallFastModel?.value];
  const known = await describeArns(system, place.session, () => bedrockAuthOf(system, place), account, words);
  const facts: AccountFacts = { ...place, account, smallElsewhere, known };
  const chosen = await look(() => pickModels(facts, system.now()));
  const access = isBroken(asked) ? noAccess(place) : await andThen(chosen, () => askAccessReport(system, facts, wantedModels(facts, [], system.now()).models));
  return { asked, facts, chosen, access };
}

/** Whoever did not answer the first question is not made to keep the next ones waiting too. */
function isBroken(asked: AccountAnswer): boolean {
  return asked.kind === 'unknown' && asked.failure?.kind === 'network';
}

function noAccess({ session: { region } }: AccountPlace): ModelFacts['access'] {
  return { kind: 'untried', why: `Bedrock in ${region} did not answer when it was asked for its models` };
}

/** Asks anew, unless that was done while the credentials were on their way, and keeps the answer as a launch would. */
async function askList(system: System, place: AccountPlace, early: AccountAnswer | undefined): Promise<AccountAnswer> {
  const { enabled, refreshInterval } = place.session.settings.bedrockDiscovery?.value ?? {};
  if (enabled === false) return { kind: 'unknown', why: 'bedrockDiscovery.enabled is false' };
  const answer = early ?? (await askAccountModels(system, bedrockAuthOf(system, place), contextOf(place.session)));
  const path = pathOf(system, place);
  if (path !== undefined && refreshInterval !== 0) keepList(system, path, answer);
  return answer;
}

/** A launch goes on with a list of before when a new one cannot be had. */
function forLaunch(system: System, place: AccountPlace, asked: AccountAnswer): AccountAnswer {
  const { enabled, refreshInterval, providerFilter = [] } = place.session.settings.bedrockDiscovery?.value ?? {};
  const path = enabled === false || refreshInterval === 0 ? undefined : pathOf(system, place);
  const kept = asked.kind === 'unknown' && path !== undefined ? readKeptList(system, path) : undefined;
  const answer = kept?.kind === 'kept' && kept.answer.kind === 'listed' ? kept.answer : asked;
  return answer.kind === 'listed' ? { ...answer, models: ofProviders(answer.models, providerFilter) } : answer;
}

/** Where the list is kept; undefined when nobody knows whose it is. */
function pathOf(system: System, place: AccountPlace): string | undefined {
  const auth = bedrockAuthOf(system, place);
  const owner = 'bearer' in auth ? apiKeyOwner(digestOf(auth.bearer.reveal())) : place.obtained?.identity;
  return owner && accountModelsPath(place.session.cacheFolder, owner, place.session.region);
}
