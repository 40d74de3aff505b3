import { ListInferenceProfilesCommand } from '@aws-sdk/client-bedrock';
import { ConverseCommand, InvokeModelCommand, InvokeModelWithResponseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { errorCatalogue } from '../../src/sandbox/error-catalogue.ts';
import { sandboxKeys } from '../../src/sandbox/identities.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { bedrock, runtime, sts } from './sdk-clients.ts';

const opus = 'eu.anthropic.claude-opus-5-5';
const body = JSON.stringify({ max_tokens: 1, messages: [{ role: 'user', content: 'ping' }] });
const { user, expired } = sandboxKeys;
const wrongSecret = { ...user, secretAccessKey: `${user.secretAccessKey}x` };
const unknown = { ...user, accessKeyId: 'AKIASANDBOX000000009' };
const noToken = { ...expired, sessionToken: undefined };
let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const whoAmI = (keys: Parameters<typeof sts>[1] = user) => sts(sandbox.url, keys).send(new GetCallerIdentityCommand({}));
const invoke = (modelId = opus, keys: Parameters<typeof runtime>[1] = user, region?: string) =>
  runtime(sandbox.url, keys, region).send(new InvokeModelCommand({ modelId, body }));
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error: Error & { $metadata?: { httpStatusCode?: number } }) => [error.$metadata?.httpStatusCode, error.name, error.message],
  );
const wrongSignature = expect.stringMatching(/^The request signature we calculated does not match/);

describe('keys', () => {
  test.each([
    ['a wrong secret', wrongSecret, 'SignatureDoesNotMatch', 'InvalidSignatureException', wrongSignature],
    ['an unknown key', unknown, 'InvalidClientTokenId', 'UnrecognizedClientException', 'The security token included in the request is invalid.'],
    [
      'a session key without its token',
      noToken,
      'InvalidClientTokenId',
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    ],
    ['a session that ended', expired, 'ExpiredToken', 'ExpiredTokenException', 'The security token included in the request is expired'],
  ])('%s is refused by STS and by Bedrock, each in its own words', async (_what, keys, stsName, bedrockName, message) => {
    const stsRefusal = await refusal(whoAmI(keys));
    expect(stsRefusal).toEqual([403, expect.stringMatching(new RegExp(`^${stsName}(Exception)?$`)), message]);
    expect(await refusal(invoke(opus, keys))).toEqual([403, bedrockName, message]);
    expect(sandbox.log().map((one) => one.error)).toEqual([stsName, bedrockName]);
  });

  test('a denied key still says who it is, and may do nothing else', async () => {
    sandbox.set({ keys: { [user.arn]: 'denied' } });
    expect((await whoAmI()).Account).toBe(user.account);
    expect(await refusal(invoke())).toEqual([
      403,
      'AccessDeniedException',
      `User: ${user.arn} is not authorized to perform: bedrock:InvokeModel on resource: ` +
        `arn:aws:bedrock:eu-west-1:111122223333:inference-profile/${opus} because no identity-based policy allows the bedrock:InvokeModel action`,
    ]);
  });

  test('a denied role cannot be assumed', async () => {
    const RoleArn = 'arn:aws:iam::111122223333:role/builder';
    sandbox.set({ keys: { [RoleArn]: 'denied' } });
    const assume = sts(sandbox.url).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' }));
    expect(await refusal(assume)).toEqual([403, 'AccessDenied', `User: ${user.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`]);
  });

  test('keys handed out can be ended at once, later ones are good', async () => {
    const fresh = async () => {
      const { Credentials } = await sts(sandbox.url).send(new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::111122223333:role/builder', RoleSessionName: 'me' }));
      return {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      };
    };
    const early = await fresh();
    sandbox.set({ expireIssuedKeys: true });
    expect(await refusal(invoke(opus, early))).toEqual([403, 'ExpiredTokenException', expect.any(String)]);
    expect(await refusal(invoke(opus, await fresh()))).toBe('accepted');
  });

  test('a key of the other account is logged as that account', async () => {
    await invoke(opus, sandboxKeys.other);
    expect(sandbox.log().at(-1)).toMatchObject({ account: '444455556666', accessKeyId: sandboxKeys.other.accessKeyId });
  });
});

test.each([
  ['an hour behind', 3_600_000, /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/],
  ['an hour ahead', -3_600_000, /^Signature not yet current: /],
])('a client whose clock is %s is told so, with the right Date', async (_what, clockOffsetMs, words) => {
  sandbox.set({ clockOffsetMs });
  expect(await refusal(whoAmI())).toEqual([403, 'SignatureDoesNotMatch', expect.stringMatching(words)]);
  const { headers } = await fetch(sandbox.url);
  expect(Math.abs(Date.parse(headers.get('date') ?? '') - Date.now() - clockOffsetMs)).toBeLessThan(5000);
});

describe('models', () => {
  test.each([
    ['a prefix of another geography', 'us.anthropic.claude-opus-5-5', 'The provided model identifier is invalid.'],
    ['a typo', 'eu.anthropic.claude-opus-55', 'The provided model identifier is invalid.'],
    ['a profile ARN of another region', `arn:aws:bedrock:us-east-1:111122223333:inference-profile/${opus}`, 'The provided model identifier is invalid.'],
    [
      'a bare id',
      'anthropic.claude-opus-5-5',
      'Invocation of model ID anthropic.claude-opus-5-5 with on-demand throughput isn\u2019t supported. Retry your request with the ID or ARN of an inference profile that contains this model.',
    ],
  ])('%s is refused', async (_what, modelId, message) => {
    expect(await refusal(invoke(modelId))).toEqual([400, 'ValidationException', message]);
  });

  test('a bare id is served where the region serves it', async () => {
    await sandbox.close();
    sandbox = await startSandbox({ onDemand: (region) => (region === 'eu-west-2' ? ['anthropic.claude-opus-5-5'] : []) });
    expect(await refusal(invoke('anthropic.claude-opus-5-5', user, 'eu-west-2'))).toBe('accepted');
    expect(await refusal(invoke('anthropic.claude-opus-5-5', user, 'eu-west-1'))).toEqual([400, 'ValidationException', expect.any(String)]);
  });

  test('a region can be given another list', async () => {
    sandbox.set({ profiles: { 'eu-west-1': [{ id: 'eu.anthropic.claude-new', name: 'New', modelId: 'anthropic.claude-new', destinations: ['eu-west-1'] }] } });
    const { inferenceProfileSummaries } = await bedrock(sandbox.url).send(new ListInferenceProfilesCommand({}));
    expect(inferenceProfileSummaries?.map((one) => one.inferenceProfileId)).toEqual(['eu.anthropic.claude-new']);
    expect(await refusal(invoke(opus))).toEqual([400, 'ValidationException', 'The provided model identifier is invalid.']);
  });
});

describe('error scripts', () => {
  const scriptable = errorCatalogue.filter((entry) => entry.hits.includes('bedrock-runtime') && entry.form !== 'in-stream');

  test.each(scriptable.map((entry) => [entry.id, entry] as const))('%s reaches the client in the words of the catalogue', async (id, entry) => {
    sandbox.set({ errors: [{ id }] });
    const [status, name, message] = (await refusal(invoke())) as [number, string, string];
    expect(status).toBe(entry.status);
    expect(message).not.toContain('{');
    const start = entry.message.split('{')[0] ?? '';
    if (entry.form === undefined) expect([name, message.slice(0, start.length)]).toEqual([entry.name, start]);
  });

  test('every id means one thing', () => {
    expect(new Set(errorCatalogue.map(({ id }) => id)).size).toBe(errorCatalogue.length);
  });

  test('a script is used as often as it says, and only where it says', async () => {
    sandbox.set({ errors: [{ id: 'tpm', times: 2, model: 'opus' }] });
    const sonnet = 'eu.anthropic.claude-sonnet-5-5';
    const answers = [await refusal(invoke(sonnet)), await refusal(invoke()), await refusal(invoke()), await refusal(invoke())];
    expect(answers.map((one) => (typeof one === 'string' ? one : one[0]))).toEqual(['accepted', 429, 429, 'accepted']);
  });

  test('a discovery deny leaves invocation alone', async () => {
    sandbox.set({ errors: [{ id: 'discovery' }] });
    expect(await refusal(bedrock(sandbox.url).send(new ListInferenceProfilesCommand({})))).toEqual([
      403,
      'AccessDeniedException',
      expect.stringContaining('is not authorized to perform: bedrock:ListInferenceProfiles on resource: *'),
    ]);
    expect(await refusal(invoke())).toBe('accepted');
  });

  test('a stream can break after it began', async () => {
    sandbox.set({ errors: [{ id: 'stream-throttle' }] });
    const answer = await runtime(sandbox.url).send(new InvokeModelWithResponseStreamCommand({ modelId: opus, body }));
    const read = (async () => {
      for await (const _ of answer.body ?? []);
    })();
    await expect(read).rejects.toMatchObject({ name: 'ThrottlingException', message: 'Too many tokens, please wait before trying again.' });
    expect(sandbox.log().at(-1)).toMatchObject({ status: 200, error: 'ThrottlingException' });
  });

  test('an unknown id is refused with the known ones', () => {
    expect(() => sandbox.set({ errors: [{ id: 'tmp' }] })).toThrow('The sandbox knows no error tmp.');
  });
});

test('the knobs can be turned over HTTP, and the log read', async () => {
  const post = (change: unknown) => fetch(`${sandbox.url}/_sandbox/knobs`, { method: 'POST', body: JSON.stringify(change) });
  expect((await post({ errors: [{ id: 'capacity', times: 1 }] })).status).toBe(200);
  expect((await post({ colour: 'red' })).status).toBe(400);
  expect(await refusal(runtime(sandbox.url).send(new ConverseCommand({ modelId: opus, messages: [] })))).toEqual([
    503,
    'ServiceUnavailableException',
    'Bedrock is unable to process your request.',
  ]);
  const log = await (await fetch(`${sandbox.url}/_sandbox/log`)).json();
  expect(log).toMatchObject([{ operation: 'Converse', status: 503, error: 'ServiceUnavailableException', region: 'eu-west-1', arn: user.arn }]);
});
