import { GetProvisionedModelThroughputCommand } from '@aws-sdk/client-bedrock';
import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sandboxKeys } from '../../../src/sandbox/identities.ts';
import type { ProvisionedModel } from '../../../src/sandbox/knobs.ts';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { bedrock, runtime } from '../sdk-clients.ts';
import { refusalOf } from './refusal-of.ts';

const modelId = 'anthropic.claude-haiku-4-5-20251001-v1:0';
const arn = 'arn:aws:bedrock:eu-west-1:111122223333:provisioned-model/abc123def456';
const bought: ProvisionedModel = { id: 'abc123def456', name: 'bought', modelId, status: 'InService' };
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => sandbox.set({ provisioned: [bought], availability: {} }));
afterAll(() => sandbox.close());

const ask = (provisionedModelId: string) => bedrock(sandbox.url).send(new GetProvisionedModelThroughputCommand({ provisionedModelId }));
const call = (word: string, keys: Parameters<typeof runtime>[1] = sandboxKeys.user) =>
  refusalOf(runtime(sandbox.url, keys).send(new ConverseCommand({ modelId: word, messages: [{ role: 'user', content: [{ text: 'ping' }] }] })));
const badId = [400, 'ValidationException', 'The provided model identifier is invalid.'];

test.each([arn, 'bought', 'abc123def456'])('%s is described with the model behind it', async (word) => {
  expect(await ask(word)).toMatchObject({
    provisionedModelArn: arn,
    provisionedModelName: 'bought',
    status: 'InService',
    modelArn: `arn:aws:bedrock:eu-west-1::foundation-model/${modelId}`,
    foundationModelArn: `arn:aws:bedrock:eu-west-1::foundation-model/${modelId}`,
    modelUnits: 1,
    creationTime: expect.any(Date),
  });
});

test.each(['sold', arn.replace('111122223333', '444455556666'), arn.replace('eu-west-1', 'us-east-1')])('%s is not found', async (word) => {
  expect(await refusalOf(ask(word))).toEqual([404, 'ResourceNotFoundException', expect.any(String)]);
});

test.each<[ProvisionedModel['status'], unknown]>([
  ['InService', 'accepted'],
  ['Creating', [429, 'ModelNotReadyException', expect.any(String)]],
  ['Updating', [429, 'ModelNotReadyException', expect.any(String)]],
  ['Failed', badId],
])('one that is %s answers a call by its ARN as it should', async (status, expected) => {
  sandbox.set({ provisioned: [{ ...bought, status }] });
  expect(await call(arn)).toEqual(expected);
});

test('its name, its ID and another account call nothing', async () => {
  expect([await call('bought'), await call('abc123def456'), await call(arn, sandboxKeys.other)]).toEqual([badId, badId, badId]);
});

test('it is refused when its model is', async () => {
  sandbox.set({ availability: { [modelId]: { agreement: 'PENDING' } } });
  expect(await call(arn)).toEqual([403, 'AccessDeniedException', expect.stringContaining('MPAgreementBeingCreated')]);
});
