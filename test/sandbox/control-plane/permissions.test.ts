import {
  CreateFoundationModelAgreementCommand,
  CreateInferenceProfileCommand,
  DeleteFoundationModelAgreementCommand,
  DeleteInferenceProfileCommand,
  GetAccountDataRetentionCommand,
  GetFoundationModelAvailabilityCommand,
  GetInferenceProfileCommand,
  GetProvisionedModelThroughputCommand,
  GetUseCaseForModelAccessCommand,
  ListFoundationModelAgreementOffersCommand,
  ListFoundationModelsCommand,
  ListInferenceProfilesCommand,
  ListTagsForResourceCommand,
  PutAccountDataRetentionCommand,
  PutUseCaseForModelAccessCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-bedrock';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sandboxKeys } from '../../../src/sandbox/identities.ts';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { bedrock } from '../sdk-clients.ts';
import { refusalOf } from './refusal-of.ts';

const modelId = 'anthropic.claude-opus-5-5';
const own = 'arn:aws:bedrock:eu-west-1:111122223333:application-inference-profile/abc123def456';
const { user } = sandboxKeys;
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ knobs: { keys: { [user.arn]: 'denied' } } });
});
afterAll(() => sandbox.close());

type Client = ReturnType<typeof bedrock>;

test.each<[string, (client: Client) => Promise<unknown>, string]>([
  ['ListFoundationModels', (client) => client.send(new ListFoundationModelsCommand({})), '*'],
  ['ListInferenceProfiles', (client) => client.send(new ListInferenceProfilesCommand({})), '*'],
  ['GetInferenceProfile', (client) => client.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: 'abc123def456' })), own],
  ['CreateInferenceProfile', (client) => client.send(new CreateInferenceProfileCommand({ inferenceProfileName: 'team', modelSource: { copyFrom: own } })), '*'],
  ['DeleteInferenceProfile', (client) => client.send(new DeleteInferenceProfileCommand({ inferenceProfileIdentifier: own })), own],
  [
    'GetFoundationModelAvailability',
    (client) => client.send(new GetFoundationModelAvailabilityCommand({ modelId })),
    `arn:aws:bedrock:eu-west-1::foundation-model/${modelId}`,
  ],
  ['GetUseCaseForModelAccess', (client) => client.send(new GetUseCaseForModelAccessCommand({})), '*'],
  ['PutUseCaseForModelAccess', (client) => client.send(new PutUseCaseForModelAccessCommand({ formData: Buffer.from('{}') })), '*'],
  [
    'ListFoundationModelAgreementOffers',
    (client) => client.send(new ListFoundationModelAgreementOffersCommand({ modelId })),
    `arn:aws:bedrock:eu-west-1::foundation-model/${modelId}`,
  ],
  ['CreateFoundationModelAgreement', (client) => client.send(new CreateFoundationModelAgreementCommand({ modelId, offerToken: 'x' })), '*'],
  ['DeleteFoundationModelAgreement', (client) => client.send(new DeleteFoundationModelAgreementCommand({ modelId })), '*'],
  ['GetAccountDataRetention', (client) => client.send(new GetAccountDataRetentionCommand({})), '*'],
  ['PutAccountDataRetention', (client) => client.send(new PutAccountDataRetentionCommand({ mode: 'none' })), '*'],
  [
    'GetProvisionedModelThroughput',
    (client) => client.send(new GetProvisionedModelThroughputCommand({ provisionedModelId: 'abc123def456' })),
    'arn:aws:bedrock:eu-west-1:111122223333:provisioned-model/abc123def456',
  ],
  ['TagResource', (client) => client.send(new TagResourceCommand({ resourceARN: own, tags: [] })), '*'],
  ['UntagResource', (client) => client.send(new UntagResourceCommand({ resourceARN: own, tagKeys: [] })), '*'],
  ['ListTagsForResource', (client) => client.send(new ListTagsForResourceCommand({ resourceARN: own })), '*'],
])('%s needs the permission of its name', async (operation, send, resource) => {
  expect(await refusalOf(send(bedrock(sandbox.url)))).toEqual([
    403,
    'AccessDeniedException',
    `User: ${user.arn} is not authorized to perform: bedrock:${operation} on resource: ${resource} because no identity-based policy allows the bedrock:${operation} action`,
  ]);
  expect(sandbox.log().at(-1)).toMatchObject({ service: 'bedrock', operation, status: 403, error: 'AccessDeniedException' });
});
