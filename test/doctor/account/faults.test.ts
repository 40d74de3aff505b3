import { describe, expect, test } from 'vitest';
import type { Result } from '../../../src/doctor/report.ts';
import type { Change } from '../../../src/sandbox/knobs.ts';
import type { Scene } from '../../support/scene.ts';
import { diagnose, faults, setScene } from '../diagnose.ts';

/** What is wrong with a world: knobs of the sandbox, lode's settings, variables, and what nothing else can reach. */
interface World {
  readonly knobs?: Change;
  readonly settings?: object;
  readonly env?: Readonly<Record<string, string>>;
  readonly stage?: (scene: Scene) => void;
}

const home = 'eu-west-1';
const eu = ['eu-central-1', 'eu-north-1', 'eu-west-1'];
const profile = (id: string, destinations: readonly string[] = eu) => ({
  id,
  name: id,
  modelId: id.slice(id.indexOf('.') + 1),
  destinations,
});
const threeTiers = [profile('eu.anthropic.claude-opus-5-5'), profile('eu.anthropic.claude-sonnet-5-5'), profile('eu.anthropic.claude-haiku-5-5')];
const legacyOpus = {
  modelId: 'anthropic.claude-opus-5-5',
  inferenceTypesSupported: ['INFERENCE_PROFILE'],
  modelLifecycle: { status: 'LEGACY', legacyTime: '2026-01-01T00:00:00Z' },
} as const;
const active = (family: string) => ({ modelId: `anthropic.claude-${family}-5-5`, inferenceTypesSupported: ['INFERENCE_PROFILE'] });
const opusAccess = (access: NonNullable<Change['availability']>[string]): World => ({ knobs: { availability: { 'anthropic.claude-opus-5-5': access } } });
const denied = (operation: string): World => ({ knobs: { errors: [{ id: 'iam-missing', operation }] } });
const bearer = { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-sandbox' };

async function see({ knobs, settings = {}, env = {}, stage = () => undefined }: World): Promise<{ readonly all: readonly Result[]; readonly scene: Scene }> {
  const scene = await setScene(knobs);
  try {
    scene.write('.config/lode/settings.json', JSON.stringify({ awsProfile: 'sandbox', region: home, ...settings }));
    stage(scene);
    return { all: await diagnose(scene, [], env), scene };
  } finally {
    await scene.close();
  }
}

async function onlyFault(world: World, fault: string, remedy: RegExp, says: RegExp): Promise<void> {
  const { all } = await see(world);
  expect(faults(all)).toEqual([fault]);
  const found = all.find(({ severity, code }) => `${severity} ${code}` === fault);
  expect(JSON.stringify(found?.remedies.map((one) => ('words' in one ? [one.why, one.words.join(' ')] : one)))).toMatch(remedy);
  expect(`${found?.sentence} ${found?.proof}`).toMatch(says);
}

const ours = (all: readonly Result[]): readonly Result[] => all.filter(({ area }) => area === 'account' || area === 'models');

describe('a shut gate of the account is named, alone, with what opens it', () => {
  test.each<[name: string, world: World, fault: string, remedy: RegExp, says: RegExp]>([
    [
      'row discovery: an invoke-only role may not list',
      { knobs: { errors: [{ id: 'discovery', operation: 'ListInferenceProfiles' }] } },
      'warn discovery.denied',
      /bedrock:ListInferenceProfiles/,
      /guess/,
    ],
    [
      'row scp: the organisation forbids listing',
      { knobs: { errors: [{ id: 'scp', operation: 'ListInferenceProfiles' }] } },
      'warn discovery.denied',
      /exception/,
      /service control policy/,
    ],
    [
      'T20: an API key may not list',
      { env: bearer, settings: { awsProfile: undefined }, knobs: { errors: [{ id: 'discovery', operation: 'ListInferenceProfiles' }] } },
      'warn discovery.denied',
      /bedrock:ListInferenceProfiles/,
      /guess/,
    ],
    [
      'AWS asks to slow down',
      { knobs: { errors: [{ id: 'rpm', operation: 'ListInferenceProfiles' }] } },
      'warn discovery.unanswered',
      /Wait a minute/,
      /ThrottlingException/,
    ],
    [
      'row new-account: Bedrock is not open to the account',
      { knobs: { errors: [{ id: 'new-account', operation: 'ListInferenceProfiles' }] } },
      'fail discovery.refused',
      /./,
      /111122223333/,
    ],
    [
      'row bearer-deny: keys are forbidden',
      { env: bearer, settings: { awsProfile: undefined }, knobs: { errors: [{ id: 'bearer-deny', service: 'bedrock' }] } },
      'fail discovery.refused',
      /AWS_BEARER_TOKEN_BEDROCK/,
      /CallWithBearerToken/,
    ],
    [
      'row form (complaint 12): the use-case form was never sent',
      { knobs: { useCaseForm: 'missing' } },
      'fail use-case-form.never-sent',
      /lode models access --submit-form/,
      /use-case form was never sent for account 111122223333/,
    ],
    [
      'row no-access (complaint 11): there is no agreement',
      opusAccess({ agreement: 'NOT_AVAILABLE' }),
      'fail access.agreement',
      /--accept opus-5\.5/,
      /aws-marketplace:Subscribe/,
    ],
    [
      'row agreement-pending: the agreement is being made',
      opusAccess({ agreement: 'PENDING' }),
      'warn access.agreement-pending',
      /lode models access opus-5\.5/,
      /15 at most/,
    ],
    [
      'row payment: the agreement failed',
      opusAccess({ agreement: 'ERROR', errorMessage: 'INVALID_PAYMENT_INSTRUMENT' }),
      'fail access.agreement-error',
      /Marketplace/,
      /INVALID_PAYMENT_INSTRUMENT/,
    ],
    ['a policy is against it', opusAccess({ authorization: 'NOT_AUTHORIZED' }), 'fail access.authorization', /lode models check/, /bedrock:InvokeModel/],
    [
      'row account-gate: AWS has not opened the model',
      opusAccess({ entitlement: 'NOT_AVAILABLE' }),
      'fail access.entitlement',
      /lode models list/,
      /Sales or Support/,
    ],
    ['the region has it not itself', opusAccess({ region: 'NOT_AVAILABLE' }), 'warn access.region', /--all-regions/, /eu-west-1 itself/],
    [
      'complaint 7: the small model is not enabled',
      { knobs: { availability: { 'anthropic.claude-haiku-5-5': { agreement: 'NOT_AVAILABLE' } } } },
      'fail access.agreement',
      /--accept haiku-5\.5/,
      /small/,
    ],
    [
      'a tier that nobody asked for is shut',
      { knobs: { availability: { 'anthropic.claude-sonnet-5-5': { agreement: 'NOT_AVAILABLE' } } } },
      'warn access.agreement',
      /--accept sonnet-5\.5/,
      /Sonnet 5\.5/,
    ],
    [
      'row retention: Fable needs what the account does not allow',
      { settings: { model: 'fable' }, knobs: { profiles: { [home]: [...threeTiers, profile('eu.anthropic.claude-fable-5-1')] } } },
      'fail data-retention.refused',
      /PutAccountDataRetention/,
      /"default"/,
    ],
    [
      'credentials of another partition',
      { settings: { region: 'us-gov-west-1' } },
      'fail partition.mismatch',
      /aws-us-gov/,
      /us-gov-west-1 is in partition aws-us-gov/,
    ],
  ])('%s', (_, world, fault, remedy, says) => onlyFault(world, fault, remedy, says));
});

describe('a model that cannot be had is named, alone, with what can', () => {
  test.each<[name: string, world: World, fault: string, remedy: RegExp, says: RegExp]>([
    ['the region lists no Claude', { knobs: { profiles: { [home]: [] } } }, 'fail model-list.empty', /--all-regions/, /eu-west-1/],
    [
      'a filter hides all of Claude',
      { settings: { bedrockDiscovery: { providerFilter: ['amazon'] } } },
      'fail model-list.filtered',
      /providerFilter/,
      /settings\.json/,
    ],
    [
      'row bad-id: an ID that the account does not list',
      { settings: { model: 'eu.anthropic.claude-opus-4-9' } },
      'fail tier-models.refused',
      /eu\.anthropic\.claude-opus|opus/,
      /does not list eu\.anthropic\.claude-opus-4-9 in eu-west-1/,
    ],
    [
      'row on-demand: a bare ID of a model with profiles only',
      { settings: { model: 'anthropic.claude-opus-5-5' } },
      'fail tier-models.refused',
      /eu\.anthropic\.claude-opus-5-5/,
      /anthropic\.claude-opus-5-5/,
    ],
    [
      'row on-demand: the ARN of the model itself',
      { settings: { model: `arn:aws:bedrock:${home}::foundation-model/anthropic.claude-opus-5-5` } },
      'fail tier-models.needs-profile',
      /lode models list/,
      /inference profile/,
    ],
    [
      'T12: a dead apac. profile from an old file',
      { settings: { region: 'ap-northeast-1', model: 'apac.anthropic.claude-sonnet-4-20250514-v1:0' } },
      'fail tier-models.refused',
      /./,
      /Sonnet 4/,
    ],
    ['row eol: a model past its end', { settings: { model: 'claude-3-opus' } }, 'fail tier-models.refused', /successor/, /end of life/],
    [
      'a profile of another account (complaint 16)',
      { settings: { model: `arn:aws:bedrock:${home}:444455556666:application-inference-profile/abcdefghijkl` } },
      'warn tier-models.unlisted',
      /lode models list/,
      /nothing proves/,
    ],
    [
      'complaint 13: an ARN of another region',
      { settings: { model: 'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-opus-5-5' } },
      'fail tier-models.refused',
      /us-east-1/,
      /is in us-east-1/,
    ],
    [
      'complaint 5: a us. ID outside the US',
      { settings: { model: 'us.anthropic.claude-opus-5-5' } },
      'fail tier-models.refused',
      /eu\.anthropic\.claude-opus-5-5/,
      /does not list us\./,
    ],
    [
      'strict residency and nothing but global',
      { settings: { region: 'ap-southeast-1', residency: 'strict' } },
      'fail tier-models.refused',
      /global/,
      /strict/,
    ],
    [
      'row legacy: the account calls the model Legacy',
      { settings: { model: 'eu.anthropic.claude-opus-5-5' }, knobs: { foundationModels: { [home]: [legacyOpus, active('sonnet'), active('haiku')] } } },
      'warn lifecycle.legacy',
      /./,
      /Legacy/,
    ],
    [
      'the small model leaves the geography',
      { settings: { smallFastModel: 'global.anthropic.claude-haiku-5-5' } },
      'warn small-model.outside',
      /unset smallFastModel/,
      /any commercial region/,
    ],
    [
      'row tpd: a new account has a quota of 0',
      { knobs: { quotas: { 'Cross-region model inference tokens per minute for Anthropic Claude Opus 5.5': 0 } } },
      'fail quotas.zero',
      /servicequotas/,
      /Opus 5\.5.*is 0/,
    ],
    [
      'a quota of 0 by the day',
      { knobs: { quotas: { 'Model invocation max tokens per day for Anthropic Claude Haiku 5.5 (doubled for cross-region calls)': 0 } } },
      'fail quotas.zero',
      /servicequotas/,
      /per day/,
    ],
    [
      'complaint 19: a quota far under the usual',
      { knobs: { quotas: { 'Cross-region model inference tokens per minute for Anthropic Claude Opus 5.5': 200_000 } } },
      'warn quotas.low',
      /CLAUDE_CODE_MAX_OUTPUT_TOKENS/,
      /counts 10 times, so that is 20K tokens/,
    ],
    [
      'a quota of 0 of a tier that nobody asked for',
      { knobs: { quotas: { 'Cross-region model inference tokens per minute for Anthropic Claude Sonnet 5.5': 0 } } },
      'warn quotas.zero',
      /servicequotas/,
      /Sonnet 5\.5/,
    ],
    [
      'a quota of 0 on the second page',
      { knobs: { pageSize: 3, quotas: { 'Cross-region model inference tokens per minute for Anthropic Claude Opus 5.5': 0 } } },
      'fail quotas.zero',
      /servicequotas/,
      /Opus 5\.5/,
    ],
    [
      'a guardrail without its version',
      { env: { ANTHROPIC_CUSTOM_HEADERS: 'X-Amzn-Bedrock-GuardrailIdentifier: abc' } },
      'warn guardrail.no-version',
      /GuardrailVersion/,
      /abc/,
    ],
  ])('%s', (_, world, fault, remedy, says) => onlyFault(world, fault, remedy, says));
});

describe('what is only worth knowing is a note', () => {
  test.each<[name: string, world: World, note: string]>([
    ['invocations are not logged', { knobs: { invocationLogging: 'off' } }, 'invocation-logging.off'],
    ['invocations are kept for ever', { knobs: { invocationLogging: { logGroup: '/bedrock' } } }, 'invocation-logging.kept-for-ever'],
    ['invocations are kept for a year', { knobs: { invocationLogging: { logGroup: '/bedrock', retentionDays: 365 } } }, 'invocation-logging.kept-long'],
    ['nobody records who called what', { knobs: { trails: [] } }, 'trail.none'],
    ['T11: a geography has destinations that a policy may deny', {}, 'destinations.geography'],
    ['T11: a global profile needs permissions of its own', { settings: { geography: 'global' } }, 'destinations.global'],
    [
      'requests leave the geography that was named',
      { settings: { geography: 'eu', residency: 'prefer' }, knobs: { profiles: { [home]: [profile('global.anthropic.claude-opus-5-5', [home, ''])] } } },
      'tier-models.widened',
    ],
    ['one model does all', { knobs: { profiles: { [home]: [profile('eu.anthropic.claude-opus-5-5')] } } }, 'small-model.same'],
    [
      'a guardrail is set',
      { env: { ANTHROPIC_CUSTOM_HEADERS: 'X-Amzn-Bedrock-GuardrailIdentifier: abc\nX-Amzn-Bedrock-GuardrailVersion: 1' } },
      'guardrail.set',
    ],
    ['names of models are not told', denied('ListFoundationModels'), 'model-list.nameless'],
    ['the account is not to be asked', { settings: { bedrockDiscovery: { enabled: false } } }, 'discovery.off'],
    [
      'Fable is pinned, and nobody asked for it',
      { knobs: { profiles: { [home]: [...threeTiers, profile('eu.anthropic.claude-fable-5-1')] } } },
      'data-retention.tier',
    ],
  ])('%s', async (_, world, note) => {
    const { all } = await see(world);
    expect(faults(all)).toEqual([]);
    expect(ours(all).map(({ severity, code }) => `${severity} ${code}`)).toContain(`note ${note}`);
  });
});

describe('an answer that nobody may ask for leaves its check untried, with the name of the permission', () => {
  test.each<[operation: string, check: string, permission: string]>([
    ['ListServiceQuotas', 'quotas', 'servicequotas:ListServiceQuotas'],
    ['DescribeTrails', 'trail', 'cloudtrail:DescribeTrails'],
    ['GetModelInvocationLoggingConfiguration', 'invocation-logging', 'bedrock:GetModelInvocationLoggingConfiguration'],
    ['GetUseCaseForModelAccess', 'use-case-form', 'bedrock:GetUseCaseForModelAccess'],
    ['GetFoundationModelAvailability', 'access', 'bedrock:GetFoundationModelAvailability'],
  ])('%s', async (operation, check, permission) => {
    const { all } = await see(denied(operation));
    expect(faults(all)).toEqual([]);
    const untried = all.find(({ code }) => code === `${check}.untried`);
    expect(untried?.sentence).toContain(permission);
  });

  test('an API key can ask for models, and for nothing beside Bedrock', async () => {
    const { all } = await see({ env: bearer, settings: { awsProfile: undefined } });
    expect(faults(all)).toEqual([]);
    expect(
      ours(all)
        .flatMap(({ severity, check }) => (severity === 'skip' ? [check] : []))
        .filter((check) => ['quotas', 'trail', 'invocation-logging', 'discovery', 'access'].includes(check)),
    ).toEqual(['invocation-logging', 'trail', 'quotas']);
  });
});

describe('the doctor looks and touches nothing', () => {
  test('a healthy account has no fault, T13: [1m] does not reach AWS, T24: nothing is invoked and nothing changed', async () => {
    const { all, scene } = await see({ settings: { model: 'opus[1m]' } });
    expect(faults(all)).toEqual([]);
    const log = scene.sandbox.log().filter(({ service }) => service !== 'sts');
    expect(log.filter(({ path }) => decodeURIComponent(path).includes('[1m]'))).toEqual([]);
    expect(log.filter(({ service, operation }) => service === 'bedrock-runtime' || /^(Put|Create|Delete|Update)/.test(operation))).toEqual([]);
  });

  test('T23: the retention gate has no command that opens it', async () => {
    const { all } = await see({ settings: { model: 'fable' }, knobs: { profiles: { [home]: [...threeTiers, profile('eu.anthropic.claude-fable-5-1')] } } });
    const found = all.find(({ code }) => code === 'data-retention.refused');
    expect(found?.remedies.map(({ kind }) => kind)).not.toContain('command');
  });

  test('with retention opened, Fable is well', async () => {
    const { all } = await see({
      settings: { model: 'fable' },
      knobs: { profiles: { [home]: [...threeTiers, profile('eu.anthropic.claude-fable-5-1')] } },
      stage: ({ sandbox }) => sandbox.world.account.retention.set(`111122223333 ${home}`, { mode: 'aws_review', updatedAt: '2026-10-01T00:00:00Z' }),
    });
    expect(faults(all)).toEqual([]);
  });

  test('a list that was kept is what launches go by while a new one is refused', async () => {
    const scene = await setScene();
    try {
      await diagnose(scene);
      scene.sandbox.set({ errors: [{ id: 'discovery', operation: 'ListInferenceProfiles' }] });
      const [found] = (await diagnose(scene)).filter(({ code }) => code === 'discovery.denied');
      expect(found?.sentence).toMatch(/launches go by the list of <time>/);
    } finally {
      await scene.close();
    }
  });
});
