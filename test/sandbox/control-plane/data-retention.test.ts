import { GetAccountDataRetentionCommand, PutAccountDataRetentionCommand } from '@aws-sdk/client-bedrock';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sandboxKeys } from '../../../src/sandbox/identities.ts';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { bedrock } from '../sdk-clients.ts';
import { refusalOf } from './refusal-of.ts';

const noon = Date.now();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ clock: () => noon });
});
afterAll(() => sandbox.close());

const read = (region: string, keys: Parameters<typeof bedrock>[1] = sandboxKeys.user) =>
  bedrock(sandbox.url, keys, region).send(new GetAccountDataRetentionCommand({}));
const write = (region: string, mode: string) => bedrock(sandbox.url, undefined, region).send(new PutAccountDataRetentionCommand({ mode: mode as 'none' }));

test('what was set stands in that region of that account, and nowhere else', async () => {
  expect(await write('eu-west-1', 'aws_review')).toMatchObject({ mode: 'aws_review', updatedAt: new Date(noon) });
  expect(await read('eu-west-1')).toMatchObject({ mode: 'aws_review', updatedAt: new Date(noon) });
  expect([(await read('us-east-1')).mode, (await read('eu-west-1', sandboxKeys.other)).mode]).toEqual(['default', 'default']);
});

test.each(['none', 'inherit', 'provider_data_share', 'default'])('%s is a mode', async (mode) => {
  await write('eu-west-2', mode);
  expect((await read('eu-west-2')).mode).toBe(mode);
});

test('another word is refused and changes nothing', async () => {
  await write('eu-west-3', 'none');
  expect(await refusalOf(write('eu-west-3', 'forever'))).toEqual([400, 'ValidationException', expect.stringContaining("'forever' at 'mode'")]);
  expect((await read('eu-west-3')).mode).toBe('none');
});
