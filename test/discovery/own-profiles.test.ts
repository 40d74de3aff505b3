import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeOwnProfile, removeOwnProfile, tagsOfEach } from '../../src/discovery/own-profiles.ts';
import { LodeError } from '../../src/errors.ts';
import { sandboxKeys } from '../../src/sandbox/identities.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { Secret } from '../../src/secret.ts';

const surroundings = { ...process.env };
const { accessKeyId, secretAccessKey } = sandboxKeys.user;
const auth = { credentials: { accessKeyId, secretAccessKey: new Secret(secretAccessKey), sessionToken: undefined, expiration: undefined } };
const copyFrom = 'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-opus-5-5';
const wish = { name: 'team', description: undefined, copyFrom, tags: { team: 'search', project: 'x' } };
const where = 'account 111122223333, eu-west-1';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
// The SDK reads the environment of the process itself, so lode sets it; the test runner needs its own again.
afterEach(async () => {
  await sandbox.close();
  Object.assign(process.env, surroundings);
});

const context = () => ({
  region: 'eu-west-1',
  endpoints: { bedrock: sandbox.url },
  env: {},
  configFile: '/c',
  credentialsFile: '/d',
  callLimitMs: 5000,
});
const make = (changes: Partial<typeof wish> | { description: string } = {}) => makeOwnProfile(auth, context(), { ...wish, ...changes }, where);

test('the same wish makes one profile, however its tags are ordered and however often', async () => {
  const made = await Promise.all([make(), make(), make({ tags: { project: 'x', team: 'search' } })]);
  expect(new Set(made).size).toBe(1);
});

test('another wish of the same name is not taken for it', async () => {
  await make();
  const refused = await make({ description: 'another' }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(LodeError);
  expect((refused as LodeError).failure).toMatchObject({ exit: 'user', causedBy: expect.stringContaining('ConflictException') as string });
});

test('tags are told for each, in order; undefined for what AWS will not tell', async () => {
  const arn = await make();
  const gone = `${arn.slice(0, -4)}gone`;
  expect(await tagsOfEach(auth, context(), [gone, arn])).toEqual([undefined, wish.tags]);
  expect(await tagsOfEach(auth, context(), [])).toEqual([]);
});

test('what was deleted cannot be deleted again', async () => {
  const arn = await make();
  await removeOwnProfile(auth, context(), arn, where);
  const refused = await removeOwnProfile(auth, context(), arn, where).catch((error: unknown) => error);
  expect((refused as LodeError).failure.message).toBe(`The profile ${arn} could not be deleted in ${where}.`);
});
