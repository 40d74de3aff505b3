import { afterEach, beforeEach, expect, test } from 'vitest';
import { simulatePrincipal } from '../../src/aws/iam.ts';
import { sandboxKeys } from '../../src/sandbox/identities.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { Secret } from '../../src/secret.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const { user } = sandboxKeys;
const credentials = { accessKeyId: user.accessKeyId, secretAccessKey: new Secret(user.secretAccessKey), sessionToken: undefined, expiration: undefined };
const question = { principal: user.arn, actions: ['bedrock:InvokeModel'], resources: ['*'], context: {} };

test.each([
  ['aws', 'us-east-1'],
  ['aws-us-gov', 'us-gov-west-1'],
])('IAM of %s is asked in %s, wherever models are called', async (partition, home) => {
  const env = { AWS_ENDPOINT_URL_IAM: sandbox.url, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
  const context = { region: 'eu-west-1', endpoints: {}, env, configFile: '/nowhere/config', credentialsFile: '/nowhere/credentials', callLimitMs: 5000 };
  expect(await simulatePrincipal(credentials, context, partition, question)).toMatchObject([
    { resource: '*', decision: 'allowed', policies: ['AdministratorAccess'] },
  ]);
  expect(sandbox.log()).toMatchObject([{ service: 'iam', region: home }]);
});
