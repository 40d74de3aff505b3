import { mustRenewMs } from '../../auth/renewal.ts';
import { proofUntil } from '../../auth/identity.ts';
import { tryToKeep } from '../../auth/try-to-keep.ts';
import type { AccountAnswer } from '../../discovery/account-list.ts';
import { freshUntil } from '../../discovery/list-age.ts';
import { Secret } from '../../secret.ts';
import { lodePaths } from '../../settings/paths.ts';
import type { BedrockDiscovery } from '../../settings/settings.ts';
import type { System } from '../../system/system.ts';
import type { LaunchFacts } from '../facts.ts';
import type { LaunchRequest } from '../launch-request.ts';
import type { Plan } from '../plan.ts';
import type { Observation } from './observation.ts';
import { repeatableWords } from './recall.ts';
import { questionOf, rememberedPath, type RememberedLaunch } from './remembered-launch.ts';

const hour = 3_600_000;

/**
 * Keeps a launch so that the next one with the same question need not decide it anew. Only a launch that asked nobody
 * is kept: no call to AWS, no command, no person; and none whose environment holds a secret.
 */
export function remember(
  system: System,
  input: { request: LaunchRequest; facts: LaunchFacts; plan: Plan; observations: readonly Observation[] | undefined; provenance: string; build: string },
): void {
  const { request, facts, plan, observations, build } = input;
  const words = repeatableWords(request, system.cwd);
  const until = goodUntil(system, facts);
  if (words === undefined || observations === undefined || until === undefined || plan.environment.some(({ value }) => value instanceof Secret)) return;
  const question = questionOf(request, system.cwd, words.model);
  const remembered: RememberedLaunch = {
    build,
    question,
    until,
    observations,
    file: plan.file,
    args: plan.args.slice(0, plan.args.length - words.rest.length),
    environment: plan.environment.map(({ name, value }) => ({ name, value: value instanceof Secret ? null : value })),
    provenance: input.provenance,
    expiration: plan.expiration,
    endpoint: plan.endpoint?.recordPath,
    notes: plan.notes,
  };
  tryToKeep(() => system.files.writeAtomic(rememberedPath(lodePaths(system).cache, question), `${JSON.stringify(remembered)}\n`, 0o600));
}

/** Until when nothing of the facts grows old, in ms since the epoch; undefined when something was not settled from what is kept. */
function goodUntil(system: System, { obtained, account, session, loaded, smallElsewhere }: LaunchFacts): number | undefined {
  if (obtained?.checked !== 'remembered' || obtained.from !== 'cache' || obtained.notes.length > 0) return undefined;
  const now = system.now();
  const discovery = loaded.settings.bedrockDiscovery?.value;
  const lists = [account, ...(smallElsewhere === undefined ? [] : [smallElsewhere.account])].map((list) => listUntil(list, discovery, now));
  if (lists.includes(undefined)) return undefined;
  const expiration = obtained.credentials.expiration ?? now;
  const proof = proofUntil(system.files, session.cacheFolder, obtained.credentials);
  // Lifecycle notes of models depend on the date, so nothing is kept over midnight (UTC).
  const midnight = (Math.floor(now / (24 * hour)) + 1) * 24 * hour;
  const until = Math.min(expiration - mustRenewMs, proof, midnight, ...lists.filter((time) => time !== undefined));
  return until > now ? until : undefined;
}

/** Until when a kept list about which there is nothing to say is fresh. */
function listUntil(list: AccountAnswer, discovery: BedrockDiscovery | undefined, now: number): number | undefined {
  if (list.kind !== 'listed' || list.from !== 'cache' || (list.notes ?? []).length > 0) return undefined;
  return freshUntil(list.models, discovery, now);
}
