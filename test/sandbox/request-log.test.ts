import { readFileSync, statSync } from 'node:fs';
import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { createFixture } from 'fs-fixture';
import { expect, test } from 'vitest';
import { sandboxKeys } from '../../src/sandbox/identities.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { runtime, sts } from './sdk-clients.ts';

test('each request is one line, with no secret, no token and no prompt in it', async () => {
  await using folder = await createFixture({});
  const logFile = folder.getPath('requests.jsonl');
  const sandbox = await startSandbox({ logFile });
  const RoleArn = 'arn:aws:iam::111122223333:role/builder';
  const { Credentials } = await sts(sandbox.url).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' }));
  const keys = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  const messages = [{ role: 'user' as const, content: [{ text: 'a private matter' }] }];
  await runtime(sandbox.url, keys).send(new ConverseCommand({ modelId: 'eu.anthropic.claude-opus-5-5', messages }));
  await fetch(`${sandbox.url}/federation/credentials?role_name=x&account_id=y`, { headers: { 'x-amz-sso_bearer_token': 'a-private-token' } });
  await sandbox.close();

  const written = readFileSync(logFile, 'utf8');
  expect(
    written
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual(sandbox.log());
  expect(sandbox.log()).toMatchObject([
    { service: 'sts', operation: 'AssumeRole', status: 200, arn: sandboxKeys.user.arn },
    {
      service: 'bedrock-runtime',
      operation: 'Converse',
      method: 'POST',
      path: '/model/eu.anthropic.claude-opus-5-5/converse',
      region: 'eu-west-1',
      accessKeyId: keys.accessKeyId,
      account: '111122223333',
      arn: 'arn:aws:sts::111122223333:assumed-role/builder/me',
      model: 'eu.anthropic.claude-opus-5-5',
      status: 200,
      h2: true,
    },
    { service: 'sso', operation: 'GetRoleCredentials', path: '/federation/credentials', status: 401, error: 'UnauthorizedException', h2: false },
  ]);
  for (const secret of [keys.secretAccessKey, keys.sessionToken, sandboxKeys.user.secretAccessKey, 'private', 'role_name']) {
    expect(written).not.toContain(secret);
  }
  expect(statSync(logFile).mode & 0o077).toBe(0);
});

test('latency is added to the service it is set for', async () => {
  const sandbox = await startSandbox({ knobs: { latencyMs: { sso: 150 } } });
  const took = async (path: string) => {
    const start = performance.now();
    await fetch(sandbox.url + path);
    return performance.now() - start;
  };
  await took('/device');
  expect(await took('/assignment/accounts')).toBeGreaterThanOrEqual(145);
  expect(await took('/device')).toBeLessThan(145);
  await sandbox.close();
});
