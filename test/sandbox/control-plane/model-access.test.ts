import {
  CreateFoundationModelAgreementCommand,
  DeleteFoundationModelAgreementCommand,
  GetFoundationModelAvailabilityCommand,
  GetUseCaseForModelAccessCommand,
  ListFoundationModelAgreementOffersCommand,
  PutUseCaseForModelAccessCommand,
} from '@aws-sdk/client-bedrock';
import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sandboxKeys } from '../../../src/sandbox/identities.ts';
import type { ModelAccess } from '../../../src/sandbox/knobs.ts';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { bedrock, runtime } from '../sdk-clients.ts';
import { refusalOf } from './refusal-of.ts';

const opus = 'anthropic.claude-opus-5-5';
const profile = `eu.${opus}`;
const rerank = 'cohere.rerank-v3-5:0';
const { user, other } = sandboxKeys;
let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

type Keys = typeof user | typeof other;
const control = (keys: Keys = user) => bedrock(sandbox.url, keys);
const availability = (modelId = opus, keys?: Keys) => control(keys).send(new GetFoundationModelAvailabilityCommand({ modelId }));
const agreement = async (modelId?: string, keys?: Keys) => (await availability(modelId, keys)).agreementAvailability?.status;
const call = (modelId = profile, keys: Keys = user) =>
  refusalOf(runtime(sandbox.url, keys).send(new ConverseCommand({ modelId, messages: [{ role: 'user', content: [{ text: 'ping' }] }] })));
const offers = async (modelId = opus, keys?: Keys) => (await control(keys).send(new ListFoundationModelAgreementOffersCommand({ modelId }))).offers ?? [];
const token = async (modelId?: string, keys?: Keys) => (await offers(modelId, keys))[0]?.offerToken ?? '';
const agree = (offerToken: string, modelId = opus, keys?: Keys) => control(keys).send(new CreateFoundationModelAgreementCommand({ modelId, offerToken }));
const endAgreement = (modelId = opus) => control().send(new DeleteFoundationModelAgreementCommand({ modelId }));
const set = (access: Partial<ModelAccess>, modelId = opus) => sandbox.set({ availability: { [modelId]: access } });

const noAccess = [403, 'AccessDeniedException', "You don't have access to the model with the specified model ID."];
const pending = [403, 'AccessDeniedException', expect.stringContaining('MPAgreementBeingCreated')];
const noForm = [404, 'ResourceNotFoundException', expect.stringMatching(/^Model use case details have not been submitted/)];

describe('availability', () => {
  test('everything is good for what the region lists', async () => {
    expect(await availability()).toMatchObject({
      modelId: opus,
      agreementAvailability: { status: 'AVAILABLE' },
      authorizationStatus: 'AUTHORIZED',
      entitlementAvailability: 'AVAILABLE',
      regionAvailability: 'AVAILABLE',
    });
  });

  test('a model of other regions is known, and not here', async () => {
    expect((await availability('anthropic.claude-fable-5')).regionAvailability).toBe('NOT_AVAILABLE');
  });

  test.each([
    ['nobody made', 'anthropic.claude-nothing'],
    ['has retired', 'anthropic.claude-3-haiku-20240307-v1:0'],
    ['is a profile', profile],
    ['is a word of JavaScript', 'constructor'],
  ])('a model that %s is not found', async (_what, modelId) => {
    expect(await refusalOf(availability(modelId))).toEqual([404, 'ResourceNotFoundException', expect.stringContaining(modelId)]);
  });

  test.each<[string, Partial<ModelAccess>, readonly unknown[]]>([
    ['no agreement', { agreement: 'NOT_AVAILABLE' }, noAccess],
    ['an agreement being made', { agreement: 'PENDING' }, pending],
    ['a failed agreement', { agreement: 'ERROR', errorMessage: 'The payment instrument is invalid.' }, noAccess],
    ['no authorization', { authorization: 'NOT_AUTHORIZED' }, noAccess],
    ['no entitlement', { entitlement: 'NOT_AVAILABLE' }, noAccess],
    ['no such model in the region', { region: 'NOT_AVAILABLE' }, noAccess],
  ])('%s is told, and the runtime refuses', async (_what, access, refused) => {
    set(access);
    expect(await availability()).toMatchObject({
      agreementAvailability: { status: access.agreement ?? 'AVAILABLE', ...(access.errorMessage === undefined ? {} : { errorMessage: access.errorMessage }) },
      authorizationStatus: access.authorization ?? 'AUTHORIZED',
      entitlementAvailability: access.entitlement ?? 'AVAILABLE',
      regionAvailability: access.region ?? 'AVAILABLE',
    });
    expect(await call()).toEqual(refused);
    expect(await call(`global.${opus}`)).toEqual(refused);
    expect(await call('eu.anthropic.claude-haiku-5-5')).toBe('accepted');
  });

  test('a model on demand is refused likewise', async () => {
    set({ entitlement: 'NOT_AVAILABLE' }, rerank);
    expect(await call(rerank)).toEqual(noAccess);
  });
});

describe('the use-case form', () => {
  const form = { companyName: 'Example', companyWebsite: 'https://example.com', intendedUsers: '1', industryOption: 'Education', useCases: 'Writing code.' };
  const send = (value: unknown, keys?: Keys) => control(keys).send(new PutUseCaseForModelAccessCommand({ formData: Buffer.from(JSON.stringify(value)) }));
  const read = async (keys?: Keys): Promise<unknown> =>
    JSON.parse(Buffer.from((await control(keys).send(new GetUseCaseForModelAccessCommand({}))).formData ?? []).toString('utf8'));

  test('was sent before, and can be read', async () => {
    expect(await read()).toMatchObject({ companyName: 'Sandbox', intendedUsers: '0' });
  });

  test('while it is missing Anthropic models are refused, and others are not', async () => {
    sandbox.set({ useCaseForm: 'missing' });
    expect(await refusalOf(read())).toEqual([404, 'ResourceNotFoundException', expect.any(String)]);
    expect([await agreement(), await agreement(rerank)]).toEqual(['NOT_AVAILABLE', 'AVAILABLE']);
    expect([await call(), await call(rerank)]).toEqual([noForm, 'accepted']);
    expect(await refusalOf(agree(await token()))).toEqual(noForm);
  });

  test('counts from the moment it is sent, for that account', async () => {
    sandbox.set({ useCaseForm: 'missing' });
    expect((await send(form)).$metadata.httpStatusCode).toBe(201);
    expect(await read()).toEqual(form);
    expect([await agreement(), await call()]).toEqual(['AVAILABLE', 'accepted']);
    expect(await call(profile, other)).toEqual(noForm);
    sandbox.set({ useCaseForm: 'missing' });
    expect(await call()).toEqual(noForm);
  });

  test.each<[string, unknown]>([
    ['no company', { ...form, companyName: undefined }],
    ['an empty website', { ...form, companyWebsite: '' }],
    ['too long a name', { ...form, companyName: 'x'.repeat(129) }],
    ['users that are no 0, 1 or 2', { ...form, intendedUsers: '3' }],
    ['a number of users', { ...form, intendedUsers: 1 }],
    ['no industry', { ...form, industryOption: undefined }],
    ['too much of use cases', { ...form, useCases: 'x'.repeat(8193) }],
    ['a list for a form', ['a list', 'of words']],
    ['nothing to speak of', {}],
  ])('with %s is refused', async (_what, value) => {
    sandbox.set({ useCaseForm: 'missing' });
    expect(await refusalOf(send(value))).toEqual([400, 'ValidationException', expect.any(String)]);
    expect(await refusalOf(read())).not.toBe('accepted');
  });

  test('a word that is no state of it is refused', () => {
    expect(() => sandbox.set({ useCaseForm: 'lost' as 'sent' })).toThrow('The sandbox knows no use-case form lost.');
  });
});

describe('agreements', () => {
  beforeEach(() => set({ agreement: 'NOT_AVAILABLE' }));

  test('an offer says what the model costs and whose terms apply', async () => {
    const [offer] = await offers();
    expect(offer?.termDetails?.usageBasedPricingTerm?.rateCard).toEqual([
      { dimension: 'InputTokenCount', price: '4', description: 'Million Input Tokens', unit: 'MillionTokens' },
      { dimension: 'OutputTokenCount', price: '20', description: 'Million Response Tokens', unit: 'MillionTokens' },
    ]);
    expect(offer?.termDetails?.legalTerm?.url).toMatch(/^https:\/\/aws\.amazon\.com\//);
  });

  test('an accepted offer opens the model, after as many questions as it takes', async () => {
    sandbox.set({ pendingAgreements: 2 });
    const answer = await agree(await token());
    expect([answer.modelId, answer.$metadata.httpStatusCode]).toEqual([opus, 202]);
    expect(await call()).toEqual(pending);
    expect([await agreement(), await agreement(), await agreement()]).toEqual(['PENDING', 'PENDING', 'AVAILABLE']);
    expect(await call()).toBe('accepted');
  });

  test('a failed one is forgotten once there is another', async () => {
    set({ agreement: 'ERROR', errorMessage: 'The payment instrument is invalid.' });
    await agree(await token());
    expect((await availability()).agreementAvailability).toEqual({ status: 'AVAILABLE' });
  });

  test('an agreement is the account’s own', async () => {
    await agree(await token());
    expect([await agreement(), await agreement(opus, other)]).toEqual(['AVAILABLE', 'NOT_AVAILABLE']);
  });

  test('an ended one closes the model again', async () => {
    await agree(await token());
    expect((await endAgreement()).$metadata.httpStatusCode).toBe(202);
    expect([await agreement(), await call()]).toEqual(['NOT_AVAILABLE', noAccess]);
    expect(await refusalOf(endAgreement())).toEqual([404, 'ResourceNotFoundException', expect.any(String)]);
  });

  test('a token is good once, for its model and account only', async () => {
    const invalid = [400, 'ValidationException', 'The offer token is invalid or has expired.'];
    const used = await token();
    expect(await refusalOf(agree('made-up'))).toEqual(invalid);
    expect(await refusalOf(agree(await token(rerank)))).toEqual(invalid);
    expect(await refusalOf(agree(await token(opus, other)))).toEqual(invalid);
    await agree(used);
    await endAgreement();
    expect(await refusalOf(agree(used))).toEqual(invalid);
  });

  test('what is agreed already conflicts, and an agreement being made cannot be ended', async () => {
    sandbox.set({ pendingAgreements: 1 });
    const [first, second] = [await token(), await token()];
    await agree(first);
    expect(await refusalOf(agree(second))).toEqual([409, 'ConflictException', expect.stringContaining(opus)]);
    expect(await refusalOf(endAgreement())).toEqual([409, 'ConflictException', expect.stringContaining(opus)]);
  });

  test.each([
    ['nobody made', 'anthropic.claude-nothing'],
    ['needs no agreement', 'amazon.nova-lite-v1:0'],
  ])('there is no offer for a model that %s', async (_what, modelId) => {
    expect(await refusalOf(offers(modelId))).toEqual([404, 'ResourceNotFoundException', expect.stringContaining(modelId)]);
  });

  test('the kind of offer is ALL or PUBLIC', async () => {
    const command = new ListFoundationModelAgreementOffersCommand({ modelId: opus, offerType: 'SECRET' as 'ALL' });
    expect(await refusalOf(control().send(command))).toEqual([400, 'ValidationException', expect.stringContaining('offerType')]);
  });
});
