import { exitCodes, fail } from '../errors.ts';
import { probesOf, type Probe, type ProbeResult } from '../gates/probe.ts';
import type { AccountFacts } from '../launcher/facts.ts';
import { agree } from '../launcher/agree.ts';
import { gatherHere } from '../launcher/gather-here.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { pickModels, wishOf } from '../launcher/pick-models.ts';
import { sendProbes } from '../launcher/send-probes.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import { resolveModel } from '../models/resolve.ts';
import { checkDocument, checkText, planText } from '../output/check-text.ts';
import { flagOf } from '../settings/schema.ts';
import type { SettingName } from '../settings/settings.ts';
import type { System } from '../system/system.ts';

export interface CheckRequest extends SessionRequest {
  /** Whatever `lode models resolve` takes; empty: the models of the settings. */
  readonly names: readonly string[];
  /** Every tier that a launch pins. */
  readonly all: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

/**
 * Proves access by one request of one token to each model, after saying what it costs and asking. Returns 0 when all work, 1 when a gate is shut, 130
 * when the person says no. Throws LodeError, for one when there is nobody to ask.
 */
export async function checkCommand(system: System, request: CheckRequest): Promise<number> {
  const facts = await gatherHere(system, request, { words: request.names });
  for (const note of facts.account.notes ?? []) system.terminal.err(`lode: ${note}\n`);
  const probes = probesOf(wishesOf(system, facts, request));
  system.terminal.err(planText(probes, facts.session.region, facts.obtained?.identity));
  if (!(await agreed(system, request, probes.length))) {
    system.terminal.err('Nothing was sent.\n');
    return exitCodes.cancelled;
  }
  const results = await system.processes.interruptible((signal) => sendAll(system, facts, probes, signal));
  const { identity } = facts.obtained ?? {};
  system.terminal.out(request.json ? `${JSON.stringify(checkDocument(results, facts.session.region, identity), null, 2)}\n` : checkText(results));
  return results.every(({ end }) => end.kind === 'works') ? exitCodes.ok : exitCodes.user;
}

type Wishes = readonly (readonly [name: string, choice: ModelChoice])[];

function wishesOf(system: System, facts: AccountFacts, { names, all }: CheckRequest): Wishes {
  const named = names.map((name) => [name, resolved(system, facts, name)] as const);
  if (names.length > 0 && !all) return named;
  const { main, small, tiers } = pickModels(facts, system.now());
  return [...named, ...Object.entries({ main, small, ...(all ? tiers : {}) })];
}

function resolved(system: System, facts: AccountFacts, wanted: string): ModelChoice {
  const answer = resolveModel({ ...wishOf(facts, system.now()), wanted, tier: 'main' });
  if (answer.kind === 'refused') return fail({ code: `model.${answer.code}`, exit: 'user', message: answer.message, hints: answer.hints });
  return answer;
}

/** Requests cost money, so somebody has to want them. */
function agreed(system: System, request: CheckRequest, count: number): Promise<boolean> {
  const question = count === 1 ? 'Send it?' : `Send these ${count} requests?`;
  return agree(system, { yes: request.yes, question, byDefault: false, undone: 'Nothing was sent', command: sameCommand(request) });
}

/** The command as it was asked for, as far as its words need no quotes and hold no address. */
function sameCommand({ names, all, json, flags, environment }: CheckRequest): string {
  const settings = Object.entries(flags).flatMap(([name, value]) => (/^[\w.-]+$/.test(String(value)) ? [flagOf(name as SettingName), String(value)] : []));
  const chosen = environment === undefined ? settings : ['-e', environment, ...settings];
  return ['lode', ...chosen, 'models', 'check', ...names, ...(all ? ['--all'] : []), ...(json ? ['--json'] : [])].join(' ');
}

async function sendAll(system: System, facts: AccountFacts, probes: readonly Probe[], signal: AbortSignal): Promise<readonly ProbeResult[]> {
  const results = await sendProbes(system, facts, probes, signal);
  if (signal.aborted) fail({ code: 'models.check-cancelled', exit: 'cancelled', message: 'The check was cancelled.' });
  return results;
}
