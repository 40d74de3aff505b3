import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { acceptCommand, type AcceptRequest } from '../../src/commands/accept-agreement.ts';
import { LodeError, type Failure } from '../../src/errors.ts';
import type { FakeSystem } from '../support/fake-system.ts';
import { setAccessScene, type AccessScene } from './access-scene.ts';

const surroundings = { ...process.env };
const opus = 'anthropic.claude-opus-5-5';
let scene: AccessScene;
beforeEach(async () => {
  scene = await setAccessScene({ availability: { [opus]: { agreement: 'NOT_AVAILABLE' } } });
});
afterEach(async () => {
  await scene.close();
  Object.assign(process.env, surroundings);
});

function accept(system: FakeSystem, changes: Partial<AcceptRequest> = {}): Promise<number> {
  return acceptCommand(system, { flags: {}, environment: undefined, name: 'opus', offer: undefined, yes: false, json: false, ...changes });
}

async function refusalOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof LodeError)) throw new Error('it was not refused', { cause: error });
  return error.failure;
}

const made = (): number => scene.asked('CreateFoundationModelAgreement');

describe('accepting a provider’s terms', () => {
  test('shows price, licence and what it means, asks, and waits until the agreement is there', async () => {
    scene.sandbox.set({ pendingAgreements: 3 });
    const system = scene.attended({ answers: [true] });
    expect(await accept(system)).toBe(0);
    for (const part of ['Million Input Tokens', 'licence: https://', 'subscribes account 111122223333 (user/sandbox) as a whole'])
      expect(system.stderr()).toContain(part);
    expect(system.questions).toEqual(['Accept these terms for account 111122223333 (user/sandbox)?']);
    expect(system.stdout()).toContain(`The agreement for Claude Opus 5.5 (${opus}) for account 111122223333 (user/sandbox) in eu-west-1 is there.`);
    expect(system.stdout()).toContain('lode models check opus');
    // Shown with one token, accepted with a fresh one.
    expect([made(), scene.asked('ListFoundationModelAgreementOffers')]).toEqual([1, 2]);
    expect(system.elapsed()).toBe(15_000);
  });

  test('accepts nothing when somebody says no', async () => {
    const system = scene.attended({ answers: [false] });
    expect([await accept(system), made(), system.stdout()]).toEqual([130, 0, '']);
  });

  test('accepts nothing when nobody is there, unless that was agreed to beforehand', async () => {
    expect(await refusalOf(accept(scene.alone()))).toMatchObject({ code: 'usage.nobody-to-ask', exit: 'usage' });
    expect(made()).toBe(0);
    const system = scene.alone();
    expect(await accept(system, { yes: true, json: true })).toBe(0);
    expect(JSON.parse(system.stdout())).toEqual({ schema: 1, model: opus, region: 'eu-west-1', agreement: 'available' });
  });

  test('waits for three minutes and then says what to run', async () => {
    scene.sandbox.set({ pendingAgreements: 1000 });
    const system = scene.alone();
    expect(await accept(system, { yes: true })).toBe(1);
    expect(system.elapsed()).toBe(180_000);
    expect(system.stdout()).toContain('is not there yet. Look again in some minutes: lode models access opus');
  });

  test('of a model that has one does nothing', async () => {
    const system = scene.alone();
    expect(await accept(system, { name: 'haiku' })).toBe(0);
    expect([made(), scene.asked('ListFoundationModelAgreementOffers')]).toEqual([0, 0]);
  });

  test('that are being accepted already only waits', async () => {
    scene.sandbox.set({ availability: { [opus]: { agreement: 'PENDING' } } });
    const system = scene.alone({ onPause: () => scene.sandbox.set({ availability: {} }) });
    expect([await accept(system), made()]).toEqual([0, 0]);
  });

  test('that were accepted by somebody else meanwhile waits for theirs', async () => {
    const system = scene.attended({
      answers: () => {
        scene.sandbox.set({ availability: { [opus]: { agreement: 'PENDING' } } });
        return true;
      },
      onPause: () => scene.sandbox.set({ availability: {} }),
    });
    expect([await accept(system), made()]).toEqual([0, 1]);
  });

  test('that fail says why', async () => {
    const system = scene.attended({
      answers: () => {
        scene.sandbox.set({ availability: { [opus]: { agreement: 'PENDING' } } });
        return true;
      },
      onPause: () => scene.sandbox.set({ availability: { [opus]: { agreement: 'ERROR', errorMessage: 'No payment method' } } }),
    });
    expect(await refusalOf(accept(system))).toMatchObject({ code: 'access.agreement-failed', causedBy: 'No payment method' });
  });

  test.each([
    ['ListFoundationModelAgreementOffers', 'access.offers.denied', 'bedrock:ListFoundationModelAgreementOffers'],
    ['CreateFoundationModelAgreement', 'access.accept.denied', 'aws-marketplace:Subscribe'],
  ])('by somebody who may not %s names what it takes', async (operation, code, action) => {
    scene.sandbox.set({ errors: [{ id: 'iam-missing', operation }] });
    const failure = await refusalOf(accept(scene.alone(), { yes: true }));
    expect([failure.code, failure.hints?.[0]]).toEqual([code, expect.stringContaining(action)]);
  });

  test('before the form was sent says what comes first', async () => {
    scene.sandbox.set({ useCaseForm: 'missing' });
    const system = scene.attended({ answers: [false] });
    await accept(system);
    expect(system.stderr()).toContain('it comes first: lode models access --submit-form');
  });

  test('of a model that is not sold says so', async () => {
    scene.sandbox.set({ availability: { 'amazon.nova-lite-v1:0': { agreement: 'NOT_AVAILABLE' } } });
    expect(await refusalOf(accept(scene.alone(), { name: 'amazon.nova-lite-v1:0', yes: true }))).toMatchObject({ code: 'access.no-offer' });
  });

  test('of an offer that is not there names those that are', async () => {
    const failure = await refusalOf(accept(scene.alone(), { offer: 'offer-mine', yes: true }));
    expect([failure.code, failure.hints?.[0], made()]).toEqual(['access.no-offer', expect.stringMatching(/^There are: offer-/), 0]);
  });

  test('in GovCloud says where it is done', async () => {
    const system = scene.alone({ env: { AWS_REGION: 'us-gov-west-1' } });
    const failure = await refusalOf(accept(system, { yes: true }));
    expect([failure.code, failure.hints?.[0], made()]).toEqual(['access.govcloud', expect.stringContaining('--region us-east-1'), 0]);
  });
});
