import { afterEach, describe, expect, test } from 'vitest';
import { accessCommand } from '../../src/commands/models-access.ts';
import { LodeError } from '../../src/errors.ts';
import type { Change } from '../../src/sandbox/knobs.ts';
import type { FakeMachine, FakeSystem } from '../support/fake-system.ts';
import { setAccessScene, type AccessScene } from './access-scene.ts';

const surroundings = { ...process.env };
let scene: AccessScene | undefined;
afterEach(async () => {
  await scene?.close();
  Object.assign(process.env, surroundings);
});

interface Shown {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface AskedOf {
  readonly flags?: Readonly<Record<string, string>>;
}

async function access(names: readonly string[], knobs: Change = {}, machine: FakeMachine = {}, { flags = {} }: AskedOf = {}): Promise<Shown> {
  scene = await setAccessScene(knobs);
  const system: FakeSystem = scene.alone(machine);
  const code = await accessCommand(system, { flags, environment: undefined, names, json: false });
  return { code, stdout: system.stdout(), stderr: system.stderr() };
}

async function documentOf(names: readonly string[], knobs: Change = {}): Promise<{ code: number; document: Record<string, unknown> }> {
  scene = await setAccessScene(knobs);
  const system = scene.alone();
  const code = await accessCommand(system, { flags: {}, environment: undefined, names, json: true });
  return { code, document: JSON.parse(system.stdout()) as Record<string, unknown> };
}

const opus = 'anthropic.claude-opus-5-5';

describe('lode models access', () => {
  test('of an account with everything open', async () => {
    const { code, stdout } = await access([]);
    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "Access in eu-west-1 for account 111122223333:
        model       access  agreement  authorized  entitled  region  for
        opus-5.5    usable  yes        yes         yes       yes     main, opus, fable
        haiku-5.5   usable  yes        yes         yes       yes     small, haiku
        sonnet-5.5  usable  yes        yes         yes       yes     sonnet

      Anthropic's use-case form: sent. See it: lode models access --show-form

      This is what AWS says without a request; only a request proves it: lode models check opus-5.5 haiku-5.5 sonnet-5.5
      "
    `);
  });

  test('asks for a small model that is called in another region there, and for no other there', async () => {
    const { code, stdout } = await access([], {}, {}, { flags: { smallFastModelRegion: 'eu-north-1' } });
    expect(code).toBe(0);
    const asked = scene?.sandbox.log().filter(({ operation }) => operation === 'GetFoundationModelAvailability') ?? [];
    const byRegion = asked.map(({ region, path }) => `${region} ${path.split('.').at(-1)}`);
    expect(byRegion.toSorted()).toEqual([
      'eu-north-1 claude-haiku-5-5',
      'eu-west-1 claude-haiku-5-5',
      'eu-west-1 claude-opus-5-5',
      'eu-west-1 claude-sonnet-5-5',
    ]);
    expect(stdout).toMatch(/haiku-5\.5 +usable.* small \(in eu-north-1\)\n/);
    expect(stdout).toMatch(/haiku-5\.5 +usable.* haiku\n/);
    expect(stdout).toContain('lode models check opus-5.5 haiku-5.5 sonnet-5.5\n');
  });

  test('asks for each model once, and changes nothing', async () => {
    await access(['opus', 'claude-opus-5-5', opus]);
    expect(scene?.asked('GetFoundationModelAvailability')).toBe(1);
    expect(scene?.sandbox.log().filter(({ service, method }) => service === 'bedrock' && method !== 'GET')).toEqual([]);
  });

  test('of an account that never sent the form', async () => {
    const { code, stdout } = await access(['opus'], { useCaseForm: 'missing' });
    expect(code).toBe(1);
    expect(stdout).toMatchInlineSnapshot(`
      "Access in eu-west-1 for account 111122223333:
        model     access       agreement  authorized  entitled  region  for
        opus-5.5  not enabled  no         yes         yes       yes     opus

      Anthropic's use-case form: never sent for this account itself; the organization's management account may have sent it for all.

      Shut: use-case form (opus-5.5)
        Anthropic's use-case form was never sent for account 111122223333; AWS refuses each of its models until it is.
        Who: an administrator with bedrock:PutUseCaseForModelAccess, once for the account, or once in the management account of the organization
        Next: lode models access --submit-form
        Next: or in the console, by choosing an Anthropic model: https://eu-west-1.console.aws.amazon.com/bedrock/home?region=eu-west-1#/modelaccess

      Shut: agreement (opus-5.5)
        Account 111122223333 has no agreement with the provider at AWS Marketplace. AWS makes one at the first request of somebody who may subscribe. The form comes first.
        Who: an administrator with bedrock:CreateFoundationModelAgreement, bedrock:ListFoundationModelAgreementOffers, aws-marketplace:Subscribe, aws-marketplace:ViewSubscriptions, once for the account
        Next: lode models access --accept opus-5.5
        Next: or in the console: https://eu-west-1.console.aws.amazon.com/bedrock/home?region=eu-west-1#/modelaccess

      This is what AWS says without a request; only a request proves it: lode models check opus-5.5
      "
    `);
  });

  test.each<[string, NonNullable<Change['availability']>[string], string, readonly string[]]>([
    ['is not agreed to', { agreement: 'NOT_AVAILABLE' }, 'agreement', ['lode models access --accept opus-5.5', 'aws-marketplace:Subscribe']],
    ['is on its way', { agreement: 'PENDING' }, 'agreement on its way', ['look again: lode models access opus-5.5', '15 at most']],
    ['failed', { agreement: 'ERROR', errorMessage: 'No payment method' }, 'agreement failed', ['AWS says: No payment method.', 'Manage subscriptions']],
    ['is against a policy', { authorization: 'NOT_AUTHORIZED' }, 'authorization', ['bedrock:InvokeModelWithResponseStream', 'lode models check opus-5.5']],
    ['is not entitled', { entitlement: 'NOT_AVAILABLE' }, 'entitlement', ['Sales or Support', 'lode models list']],
    ['is elsewhere', { region: 'NOT_AVAILABLE' }, 'region', ['lode models list --all-regions']],
  ])('of a model that %s says who opens it and how', async (_, words, title, parts) => {
    const { code, stdout } = await access(['opus'], { availability: { [opus]: words } });
    expect(code).toBe(1);
    for (const part of [`Shut: ${title} (opus-5.5)`, 'eu-west-1', 'Who: ', ...parts]) expect(stdout).toContain(part);
  });

  test('of questions that are refused is unknown, and no failure', async () => {
    const { code, stdout } = await access(['opus'], { errors: [{ id: 'iam-missing', operation: 'GetFoundationModelAvailability' }] });
    expect(code).toBe(0);
    expect(stdout).toMatch(/opus-5\.5 +unknown +unknown/);
    expect(stdout).toContain('Not told for opus-5.5: AccessDeniedException: ');
    expect(stdout).toContain('It needs the action bedrock:GetFoundationModelAvailability.');
  });

  test('of a form that may not be asked for says so', async () => {
    const { code, stdout } = await access(['opus'], { errors: [{ id: 'iam-missing', operation: 'GetUseCaseForModelAccess' }] });
    expect(code).toBe(0);
    expect(stdout).toContain("Anthropic's use-case form: may not be asked (AccessDeniedException: ");
  });

  test('of another provider’s model asks for no form', async () => {
    const { code, stdout } = await access(['amazon.nova-lite-v1:0']);
    expect([code, scene?.asked('GetUseCaseForModelAccess'), scene?.asked('GetAccountDataRetention')]).toEqual([0, 0, 0]);
    expect(stdout).toContain('amazon.nova-lite-v1:0');
  });

  test('of a Fable that is asked for explains data retention, and is shut by it', async () => {
    const { code, stdout } = await access(['anthropic.claude-fable-5']);
    expect(code).toBe(1);
    expect(stdout).toContain('Shut: data retention (fable-5)');
    expect(stdout).toContain('data retention of account 111122223333 in eu-west-1 is "default"');
    expect(scene?.asked('PutAccountDataRetention')).toBe(0);
  });

  test('of a name that nobody knows ends with the names there are', async () => {
    await expect(access(['nonsense'])).rejects.toThrow(LodeError);
  });

  test('as data holds AWS’s four parts and each gate', async () => {
    const { code, document } = await documentOf(['opus', 'haiku'], { availability: { [opus]: { agreement: 'PENDING' } } });
    expect(code).toBe(1);
    expect(document).toMatchObject({
      schema: 1,
      region: 'eu-west-1',
      account: '111122223333',
      models: [
        { name: 'opus-5.5', for: ['opus'], ids: ['eu.anthropic.claude-opus-5-5'], modelId: opus, agreement: 'pending', usability: 'pending' },
        { for: ['haiku'], agreement: 'available', authorization: 'authorized', entitlement: 'available', region: 'available', usability: 'usable' },
      ],
      useCaseForm: { state: 'sent' },
      dataRetention: null,
      gates: [{ gate: 'agreement-pending', models: ['opus-5.5'], next: ['look again: lode models access opus-5.5'] }],
    });
  });

  test('holds no word of the form itself', async () => {
    const { document } = await documentOf([]);
    expect(JSON.stringify(document)).not.toContain('Trying lode');
  });
});
