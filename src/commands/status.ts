import { describeSource } from '../auth/source.ts';
import { principalOf } from '../auth/identity.ts';
import { gatherSession, type SessionRequest } from '../launcher/gather-session.ts';
import type { AwsFacts } from '../launcher/facts.ts';
import { clockTime, fromNow } from '../output/time-text.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import type { System } from '../system/system.ts';

export interface StatusRequest extends SessionRequest {
  readonly json: boolean;
  readonly verbose: boolean;
}

/** Who am I, where, with which models, until when, and from which source. */
export async function statusCommand(system: System, request: StatusRequest): Promise<number> {
  const facts = await gatherSession(system, request);
  system.terminal.out(request.json ? `${JSON.stringify(statusDocument(facts), null, 2)}\n` : statusText(facts, system.now(), request.verbose));
  for (const note of [...facts.loaded.notes.map(({ sentence }) => sentence), ...(facts.obtained?.notes ?? [])]) system.terminal.err(`lode: ${note}\n`);
  return 0;
}

const checkedWords = {
  now: 'STS said so just now',
  remembered: 'proven earlier for the same credentials',
  'not-reachable': 'not checked: STS could not be reached',
};

function statusText(facts: AwsFacts, now: number, verbose: boolean): string {
  const { session, obtained, region, models, account } = facts;
  const until = obtained?.credentials.expiration;
  const rows: readonly (readonly [string, string])[] = [
    [
      'identity',
      obtained?.identity
        ? `${principalOf(obtained.identity.arn)} (${checkedWords[obtained.checked]})`
        : obtained
          ? checkedWords[obtained.checked]
          : 'not known for a Bedrock API key',
    ],
    ['account', obtained?.identity?.account ?? 'unknown'],
    ['source', `${describeSource(session.choice.source)} (${session.choice.why})`],
    ['until', until === undefined ? 'no expiry stated' : `${clockTime(until, now)} (${fromNow(until, now)})`],
    ['region', `${region.region} (${region.why})`],
    ['model', modelText(models.main)],
    ['small model', modelText(models.small)],
    [
      'model list',
      account.kind === 'listed'
        ? `${account.models.profiles.length} inference profiles (${account.from === 'cache' ? `kept, ${fromNow(account.models.fetchedAt, now)}` : 'asked just now'})`
        : `built-in catalog (${account.why})`,
    ],
    ...(verbose ? session.choice.refused.map(({ source, why }) => ['not', `${source}: ${why}`] as const) : []),
  ];
  return rows.map(([name, value]) => `${name.padEnd(12)}${value}\n`).join('');
}

function modelText({ label, id, geography, evidence }: ModelChoice): string {
  return `${label}, ${id} (${geography}${evidence === 'catalog' ? ', a guess from the catalog' : ''})`;
}

function statusDocument({ session, obtained, region, models, account }: AwsFacts): Readonly<Record<string, unknown>> {
  const until = obtained?.credentials.expiration;
  return {
    schema: 1,
    identity: obtained?.identity ?? null,
    checked: obtained?.checked ?? null,
    source: { ...session.choice.source, why: session.choice.why, refused: session.choice.refused },
    expiration: until === undefined ? null : new Date(until).toISOString(),
    region: region.region,
    regionWhy: region.why,
    models: { main: models.main, small: models.small, tiers: models.tiers },
    modelList:
      account.kind === 'listed'
        ? { profiles: account.models.profiles.length, fetchedAt: new Date(account.models.fetchedAt).toISOString() }
        : { unknown: account.why },
  };
}
