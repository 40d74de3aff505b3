import { describeOrigin } from '../settings/origin.ts';
import type { SettingName } from '../settings/settings.ts';
import { describeSource } from '../auth/source.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import type { Decision } from './decision.ts';
import type { LaunchFacts } from './facts.ts';

/** Each decision of a launch with its value, its reason, who lost and how long it took. Pure. */
export function decisionsOf(facts: LaunchFacts): readonly Decision[] {
  return [
    programDecision(facts),
    sourceDecision(facts),
    identityDecision(facts),
    regionDecision(facts),
    accountDecision(facts),
    ...modelDecisions(facts),
    ...settingDecisions(facts),
  ];
}

function programDecision({ program, laps }: LaunchFacts): Decision {
  return {
    name: 'assistant',
    value: `${program.assistant.label} ${program.version ?? '(version unknown)'} at ${program.path}`,
    why: 'the first real program of that name on PATH',
    lost: program.passedOver.map(({ path, why }) => ({ what: path, why })),
    ms: laps.get('program'),
  };
}

function sourceDecision({ session, laps }: LaunchFacts): Decision {
  const { choice } = session;
  return {
    name: 'credentials',
    value: describeSource(choice.source),
    why: choice.why,
    lost: choice.refused.map(({ source, why }) => ({ what: source, why })),
    ms: laps.get('source'),
  };
}

const checkedWords = { now: 'asked STS just now', remembered: 'proven before for the same credentials', 'not-reachable': 'STS could not be reached' };

function identityDecision({ obtained, laps }: LaunchFacts): Decision {
  const value = obtained?.identity?.arn ?? 'unknown';
  const why = obtained === undefined ? 'a Bedrock API key has no identity that STS knows' : checkedWords[obtained.checked];
  const from = obtained && { cache: 'credentials from the cache', source: 'credentials fresh from their source' }[obtained.from];
  return { name: 'identity', value, why: from === undefined ? why : `${why}; ${from}`, lost: [], ms: laps.get('credentials') };
}

function regionDecision({ region }: LaunchFacts): Decision {
  return { name: 'region', value: region.region, why: region.why, lost: region.refused.map(({ source, why }) => ({ what: source, why })) };
}

function accountDecision({ account }: LaunchFacts): Decision {
  if (account.kind === 'unknown') return { name: 'model list', value: 'built-in catalog', why: account.why, lost: [] };
  const why = account.from === 'cache' ? `kept since ${new Date(account.models.fetchedAt).toISOString()}` : 'asked just now';
  return { name: 'model list', value: `${account.models.profiles.length} inference profiles`, why, lost: [] };
}

function modelDecisions({ models, laps }: LaunchFacts): readonly Decision[] {
  const decision = (name: string, choice: ModelChoice): Decision => ({
    name,
    value: choice.longContext ? `${choice.id}[1m]` : choice.id,
    why: choice.why,
    lost: choice.refused.map(({ id, why }) => ({ what: id, why })),
    ms: name === 'model' ? laps.get('models') : undefined,
  });
  return [
    decision('model', models.main),
    decision('small model', models.small),
    ...(['opus', 'sonnet', 'haiku', 'fable'] as const).map((tier) => decision(`tier ${tier}`, models.tiers[tier])),
  ];
}

const decidedElsewhere: ReadonlySet<SettingName> = new Set(['awsProfile', 'region', 'awsCredentialExport', 'env']);

function settingDecisions({ loaded, laps }: LaunchFacts): readonly Decision[] {
  return Object.entries(loaded.settings)
    .filter(([name]) => !decidedElsewhere.has(name as SettingName))
    .map(([name, setting], index) => ({
      name: `setting ${name}`,
      value: typeof setting.value === 'string' ? setting.value : JSON.stringify(setting.value),
      why: describeOrigin(setting.origin),
      lost: setting.overridden.map(({ value, origin }) => ({
        what: typeof value === 'string' ? value : JSON.stringify(value),
        why: `from ${describeOrigin(origin)}, a weaker place`,
      })),
      ms: index === 0 ? laps.get('settings') : undefined,
    }));
}
