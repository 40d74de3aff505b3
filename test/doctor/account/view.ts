import { readAwsFiles } from '../../../src/auth/aws-files.ts';
import type { Check } from '../../../src/doctor/check.ts';
import type { DoctorFacts } from '../../../src/doctor/doctor-facts.ts';
import type { AccountView } from '../../../src/doctor/facts/account.ts';
import type { AccessReport, AccessRow } from '../../../src/models/access-report.ts';
import type { ChosenModels } from '../../../src/models/choose.ts';
import type { ModelChoice } from '../../../src/models/model-choice.ts';
import { Secret } from '../../../src/secret.ts';
import type { Settings } from '../../../src/settings/settings.ts';
import { fakeSystem } from '../../support/fake-system.ts';

export const noon = Date.parse('2026-11-21T12:00:00Z');
export const region = 'eu-west-1';

/** A model that was chosen in the European Union. */
export function choice(key: string, more: Partial<ModelChoice> = {}): ModelChoice {
  return {
    kind: 'chosen',
    id: `eu.anthropic.${key}`,
    longContext: false,
    wanted: key,
    model: key,
    label: key,
    geography: 'eu',
    destinations: ['eu-north-1', 'eu-west-1'],
    evidence: 'account',
    why: '',
    notes: [],
    refused: [],
    ...more,
  };
}

export function chosen(more: Partial<Pick<ChosenModels, 'main' | 'small'>> = {}): ChosenModels {
  const [opus, sonnet, haiku] = [more.main ?? choice('claude-opus-5-5'), choice('claude-sonnet-5-5'), more.small ?? choice('claude-haiku-5-5')];
  const tiers = { opus, sonnet, haiku, fable: opus };
  return { kind: 'chosen', residency: 'prefer', main: opus, small: haiku, tiers, names: { inside: {}, shut: {} }, notes: [] };
}

export function row(key: string, access: AccessRow['access'], asked = true): AccessRow {
  return { usedFor: [asked ? 'main' : 'opus'], label: key, asked, ids: [`eu.anthropic.${key}`], baseId: `anthropic.${key}`, access };
}

export const open = { agreement: 'available', authorization: 'authorized', entitlement: 'available', region: 'available' } as const;

export function report(rows: readonly AccessRow[], more: Partial<AccessReport> = {}): AccessReport {
  return { region, account: '111122223333', rows, form: { state: 'sent' }, retention: undefined, ...more };
}

export interface Given {
  readonly region?: string;
  readonly arn?: string | undefined;
  readonly settings?: Settings;
  readonly models?: ChosenModels;
  readonly account?: AccountView['facts']['account'];
  readonly view?: Partial<AccountView>;
}

/** The view of an account in which all is well, but for what is given. `arn` undefined: an API key. */
export function viewOf(given: Given = {}): AccountView {
  const settings = given.settings ?? {};
  const arn = 'arn' in given ? given.arn : 'arn:aws:iam::111122223333:user/ana';
  const here = given.region ?? region;
  const models = { region: here, profiles: [], foundation: [], fetchedAt: noon };
  const account = given.account ?? ({ kind: 'listed', from: 'account', models } as const);
  const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: new Secret('x'), sessionToken: undefined, expiration: undefined };
  return {
    asked: account,
    facts: {
      session: {
        choice: { source: { kind: 'profile', profile: 'work', via: 'keys' } as never, why: '', refused: [] },
        region: here,
        endpoints: {},
        files: readAwsFiles(fakeSystem({})),
        env: {},
        cacheFolder: '/cache',
        stateFolder: '/state',
        cwd: '/p',
        settings,
      },
      region: { region: here, why: '', refused: [] },
      request: undefined,
      obtained:
        arn === undefined
          ? undefined
          : { credentials, identity: { account: arn.split(':')[4] ?? '', arn, userId: 'x' }, checked: 'now', from: 'cache', refreshed: false, notes: [] },
      account,
      known: [],
    },
    chosen: { kind: 'seen', value: given.models ?? chosen() },
    access: { kind: 'seen', value: report([row('claude-opus-5-5', open)]) },
    quotas: { kind: 'told', value: { applied: [], defaults: [] } },
    log: { kind: 'told', value: { logGroup: '/bedrock', bucket: undefined, retention: { kind: 'told', value: { kind: 'days', days: 30 } } } },
    trails: { kind: 'told', value: ['all'] },
    ...given.view,
  };
}

/** What a check says of a view: `severity code` and the sentence of each finding, or why it was not tried. */
export function said(check: Check, given: Given = {}): readonly (readonly [what: string, sentence: string])[] | string {
  const answer = check.run({
    now: noon,
    network: { endpoints: undefined },
    account: { looked: { kind: 'seen', value: viewOf(given) } },
  } as unknown as DoctorFacts);
  if ('untried' in answer) return answer.untried;
  return answer.map(({ severity, code, args }) => [`${severity} ${code}`, check.sentences[code]?.(args) ?? 'no sentence']);
}

/** The same without sentences. */
export function codes(check: Check, given: Given = {}): readonly string[] | string {
  const found = said(check, given);
  return typeof found === 'string' ? found : found.map(([what]) => what);
}

export const resolved = <T>(value: T) => ({ value, origin: { kind: 'flag', flag: '--it' } as const, overridden: [] });
