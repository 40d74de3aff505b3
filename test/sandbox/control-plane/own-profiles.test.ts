import type { CreateInferenceProfileCommandInput } from '@aws-sdk/client-bedrock';
import {
  CreateInferenceProfileCommand,
  DeleteInferenceProfileCommand,
  GetInferenceProfileCommand,
  ListInferenceProfilesCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-bedrock';
import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sandboxKeys } from '../../../src/sandbox/identities.ts';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { bedrock, runtime } from '../sdk-clients.ts';
import { refusalOf } from './refusal-of.ts';

const opus = 'anthropic.claude-opus-5-5';
const source = `arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.${opus}`;
const modelArn = 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0';
const { user, other } = sandboxKeys;
let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

type Keys = typeof user | typeof other;
type Words = Partial<CreateInferenceProfileCommandInput> & { readonly copyFrom?: string };
const control = (keys: Keys = user, region?: string) => bedrock(sandbox.url, keys, region);
const create = ({ copyFrom = source, ...words }: Words = {}, keys?: Keys, region?: string) =>
  control(keys, region).send(new CreateInferenceProfileCommand({ inferenceProfileName: 'team blue', modelSource: { copyFrom }, ...words }));
const created = async (words?: Words) => (await create(words)).inferenceProfileArn ?? '';
const get = (id: string, keys?: Keys, region?: string) => control(keys, region).send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: id }));
const names = async (keys?: Keys, region?: string) =>
  ((await control(keys, region).send(new ListInferenceProfilesCommand({ typeEquals: 'APPLICATION' }))).inferenceProfileSummaries ?? []).map(
    (one) => one.inferenceProfileName,
  );
const remove = (id: string) => control().send(new DeleteInferenceProfileCommand({ inferenceProfileIdentifier: id }));
const call = (modelId: string, keys: Keys = user, region?: string) =>
  refusalOf(runtime(sandbox.url, keys, region).send(new ConverseCommand({ modelId, messages: [{ role: 'user', content: [{ text: 'ping' }] }] })));
const idOf = (arn: string): string => arn.split('/')[1] ?? '';

const badId = [400, 'ValidationException', 'The provided model identifier is invalid.'];
const notFound = [404, 'ResourceNotFoundException', 'The specified inference profile was not found.'];

describe('a new profile', () => {
  test('is told by an ARN that names no model', async () => {
    const answer = await create();
    expect(answer.inferenceProfileArn).toMatch(/^arn:aws:bedrock:eu-west-1:111122223333:application-inference-profile\/[a-z0-9]{12}$/);
    expect([answer.status, answer.$metadata.httpStatusCode]).toEqual(['ACTIVE', 201]);
  });

  test('has the destinations of what it copies, by ARN and by ID', async () => {
    const arn = await created({ description: 'For the blue team.' });
    const [copied, byArn, byId] = await Promise.all([get(source), get(arn), get(idOf(arn))]);
    expect(byArn).toMatchObject({
      inferenceProfileName: 'team blue',
      description: 'For the blue team.',
      type: 'APPLICATION',
      status: 'ACTIVE',
      inferenceProfileArn: arn,
    });
    expect(byArn.models).toEqual(copied.models);
    expect(byArn.createdAt).toBeInstanceOf(Date);
    expect(byId.inferenceProfileArn).toBe(arn);
  });

  test('of one model runs in its region', async () => {
    const arn = await created({ copyFrom: modelArn });
    expect((await get(arn)).models).toEqual([{ modelArn }]);
    expect(await call(arn)).toBe('accepted');
  });

  test('is listed and called in its account and region only, by its ARN only', async () => {
    const arn = await created();
    expect([await names(), await names(other), await names(user, 'eu-west-3')]).toEqual([['team blue'], [], []]);
    expect([await call(arn), await call(idOf(arn)), await call(arn, other), await call(arn, user, 'eu-west-3')]).toEqual(['accepted', badId, badId, badId]);
    expect([await refusalOf(get(arn, other)), await refusalOf(get(idOf(arn), user, 'eu-west-3'))]).toEqual([notFound, notFound]);
  });

  test('is refused by the runtime when its model is', async () => {
    const arn = await created();
    sandbox.set({ availability: { [opus]: { entitlement: 'NOT_AVAILABLE' } } });
    expect(await call(arn)).toEqual([403, 'AccessDeniedException', "You don't have access to the model with the specified model ID."]);
  });

  test('asked for twice with one token is made once', async () => {
    const first = await created({ clientRequestToken: 'once' });
    expect(await created({ clientRequestToken: 'once' })).toBe(first);
    expect(await names()).toHaveLength(1);
    expect(await refusalOf(create({ clientRequestToken: 'once', inferenceProfileName: 'other' }))).toEqual([409, 'ConflictException', expect.any(String)]);
  });

  test('cannot have a name that another has, in the same account and region', async () => {
    await create();
    expect(await refusalOf(create())).toEqual([409, 'ConflictException', 'An inference profile with the name team blue already exists.']);
    const elsewhere = source.replace('eu-west-1', 'eu-west-3');
    expect(await refusalOf(create({ copyFrom: elsewhere }, user, 'eu-west-3'))).toBe('accepted');
  });

  test.each<[string, string]>([
    ['begins with a blank', ' team'],
    ['has two blanks in a row', 'team  blue'],
    ['has a slash', 'team/blue'],
    ['is empty', ''],
    ['is too long', 'x'.repeat(65)],
  ])('cannot have a name that %s', async (_what, inferenceProfileName) => {
    expect(await refusalOf(create({ inferenceProfileName }))).toEqual([400, 'ValidationException', expect.stringContaining("at 'inferenceProfileName'")]);
  });

  test.each([
    ['an ID', `eu.${opus}`],
    ['a profile of another account', source.replace('111122223333', '444455556666')],
    ['a profile of another region', source.replace('eu-west-1', 'us-east-1')],
    ['a model of another region', modelArn.replace('eu-west-1', 'us-east-1')],
    ['a model that is not listed', 'arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-nothing'],
  ])('cannot copy %s', async (_what, copyFrom) => {
    expect(await refusalOf(create({ copyFrom }))).toEqual([400, 'ValidationException', 'copyFrom must be a valid inference profile model source ARN.']);
  });

  test('cannot copy an application profile, nor nothing', async () => {
    expect(await refusalOf(create({ inferenceProfileName: 'copy', copyFrom: await created() }))).toEqual([400, 'ValidationException', expect.any(String)]);
    expect(await refusalOf(create({ inferenceProfileName: 'copy', modelSource: undefined }))).toEqual([400, 'ValidationException', expect.any(String)]);
  });
});

describe('a deleted profile', () => {
  test.each([
    ['by ARN', (arn: string) => arn],
    ['by ID', idOf],
  ])('is gone (%s)', async (_how, word) => {
    const arn = await created();
    await remove(word(arn));
    expect([await names(), await call(arn), await refusalOf(get(arn)), await refusalOf(remove(word(arn)))]).toEqual([[], badId, notFound, notFound]);
  });

  test('may be one that was there before', async () => {
    sandbox.set({ applicationProfiles: [{ id: 'abc123def456', name: 'old', copyOf: `eu.${opus}` }] });
    expect((await get('abc123def456')).inferenceProfileName).toBe('old');
    expect(await refusalOf(create({ inferenceProfileName: 'old' }))).toEqual([409, 'ConflictException', expect.any(String)]);
    await remove('abc123def456');
    expect(await names()).toEqual([]);
  });

  test('is never one of the system’s', async () => {
    expect(await refusalOf(remove(`eu.${opus}`))).toEqual([400, 'ValidationException', expect.stringContaining('cannot be deleted')]);
    expect(await call(`eu.${opus}`)).toBe('accepted');
  });
});

describe('tags', () => {
  const tagsOf = async (resourceARN: string) => (await control().send(new ListTagsForResourceCommand({ resourceARN }))).tags;
  const tag = (resourceARN: string, tags: { key: string; value: string }[]) => control().send(new TagResourceCommand({ resourceARN, tags }));
  const many = (count: number, name = 'key') => Array.from({ length: count }, (_, at) => ({ key: `${name}${at}`, value: 'x' }));
  const tooMany = [400, 'TooManyTagsException', expect.any(String)];

  test('given at the start are kept, added to, replaced and taken away', async () => {
    const arn = await created({ tags: [{ key: 'team', value: 'blue' }] });
    await tag(arn, [
      { key: 'cost-center', value: '42' },
      { key: 'team', value: 'red' },
    ]);
    expect(await tagsOf(arn)).toEqual([
      { key: 'team', value: 'red' },
      { key: 'cost-center', value: '42' },
    ]);
    await control().send(new UntagResourceCommand({ resourceARN: arn, tagKeys: ['team', 'unheard-of'] }));
    expect(await tagsOf(arn)).toEqual([{ key: 'cost-center', value: '42' }]);
  });

  test('go with the profile', async () => {
    const arn = await created({ tags: many(1) });
    await remove(arn);
    expect(await refusalOf(tagsOf(arn))).toEqual([404, 'ResourceNotFoundException', expect.stringContaining(arn)]);
  });

  test('are two hundred at most, at the start and in sum', async () => {
    expect(await refusalOf(create({ tags: many(201) }))).toEqual(tooMany);
    expect(await names()).toEqual([]);
    const arn = await created({ tags: many(200) });
    expect(await refusalOf(tag(arn, many(1, 'other')))).toEqual(tooMany);
    expect(await refusalOf(tag(arn, [{ key: 'key0', value: 'y' }]))).toBe('accepted');
  });

  test.each<[string, { key: string; value: string }[]]>([
    ['an empty key', [{ key: '', value: 'x' }]],
    ['a key with a comma', [{ key: 'a,b', value: 'x' }]],
    ['a key of AWS’s own', [{ key: 'aws:team', value: 'x' }]],
    ['too long a value', [{ key: 'a', value: 'x'.repeat(257) }]],
    [
      'one key twice',
      [
        { key: 'a', value: 'x' },
        { key: 'a', value: 'y' },
      ],
    ],
  ])('with %s are refused', async (_what, tags) => {
    expect(await refusalOf(create({ tags }))).toEqual([400, 'ValidationException', expect.any(String)]);
  });

  test('are for what the account made itself', async () => {
    expect(await refusalOf(tag(source, many(1)))).toEqual([404, 'ResourceNotFoundException', expect.stringContaining(source)]);
    sandbox.set({ provisioned: [{ id: 'abc123def456', name: 'bought', modelId: opus, status: 'InService' }] });
    expect(await refusalOf(tag('arn:aws:bedrock:eu-west-1:111122223333:provisioned-model/abc123def456', many(1)))).toBe('accepted');
  });
});
