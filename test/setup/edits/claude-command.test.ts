import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refusedCredentials } from '../../../src/auth/credentials-format.ts';
import { planSetupEdits } from '../../../src/setup/edits/plan-edits.ts';
import { nodeSystem } from '../../../src/system/node.ts';
import { builtProgram } from '../../support/run-lode.ts';
import { setScene, type Scene } from '../../support/scene.ts';
import { choiceOf } from './plan.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.close());

/** The command that setup writes into Claude Code's settings for a profile. */
async function commandFor(profile: string): Promise<string> {
  scene.write('.claude/settings.json', '{}');
  const system = { ...nodeSystem(), home: scene.home, cwd: scene.home, env: { HOME: scene.home }, programPath: builtProgram() };
  const { edits } = await planSetupEdits(system, {
    choice: choiceOf({ source: { kind: 'profile', profile }, region: 'eu-west-1', extras: ['claude-settings'] }),
  });
  const after = edits.find(({ path }) => path.endsWith('.claude/settings.json'))?.after ?? '';
  scene.write('.claude/settings.json', after);
  return (JSON.parse(after) as { awsCredentialExport: string }).awsCredentialExport;
}

/** What Claude Code gets when it runs the command, which it does by a shell. */
async function answer(command: string): Promise<unknown> {
  const env = { ...scene.sandbox.env(), HOME: scene.home, PATH: '/usr/bin:/bin' };
  return JSON.parse((await promisify(execFile)('/bin/sh', ['-c', command], { env, timeout: 25_000 })).stdout);
}

test.each(['sandbox', 'sandbox-sso'])('the command in Claude Code’s settings prints session credentials of profile %s', async (profile) => {
  const session = {
    AccessKeyId: expect.stringMatching(/^ASIA/) as string,
    SessionToken: expect.any(String) as string,
    Expiration: expect.any(String) as string,
  };
  expect(await answer(await commandFor(profile))).toEqual({ Credentials: expect.objectContaining(session) as object });
});

test('it prints credentials that AWS refuses where the profile has none, so that nobody else’s are used', async () => {
  const command = await commandFor('sandbox');
  expect(await answer(command.replace('--aws-profile sandbox ', '--aws-profile nobody '))).toEqual(refusedCredentials);
});

test('a launch by lode goes on to use the profile of its own settings', async () => {
  await commandFor('sandbox');
  const { code, stdout, stderr } = await scene.run(['--dry-run', '--json', 'claude']);
  expect([code, (JSON.parse(stdout || '{}') as { source?: string }).source, stderr]).toEqual([0, expect.stringContaining('profile sandbox'), '']);
});
