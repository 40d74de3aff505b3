import { cpSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusedCredentials } from '../../src/auth/credentials-format.ts';
import { sandboxKeys } from '../../src/sandbox/identities.ts';
import { converse, waitFor } from './stage/conversation.ts';
import { setStage, type Stage } from './stage/stage.ts';

const { accessKeyId, secretAccessKey } = sandboxKeys.other;
const refusedKey = refusedCredentials.Credentials.AccessKeyId;

/** Ways in which an identity of another account stands beside the session; with nothing good handed over, a session could slip to it. */
const ambients = [
  { where: 'in [default]', ambient: true, env: {} },
  { where: 'in the shell', ambient: false, env: { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } },
  { where: 'named by AWS_PROFILE', ambient: false, env: { AWS_PROFILE: 'other' } },
];
const rows = [
  ...ambients.map((ambient) => ({ assistant: 'claude', ...ambient })),
  ...ambients.slice(0, 1).map((ambient) => ({ assistant: 'claude-old', ...ambient })),
];

/** Waits until AWS has refused the session so many times since a request of the log. */
function refusals(stage: Stage, times: number, since: number): Promise<true> {
  const refused = () =>
    stage
      .inference()
      .slice(since)
      .filter(({ status }) => status === 403).length;
  return waitFor(
    () => (refused() >= times ? true : undefined),
    30_000,
    () => `only ${refused()} refusals`,
  );
}

const keysUsed = (stage: Stage): readonly (string | undefined)[] => [...new Set(stage.inference().map((record) => record.accessKeyId))];

describe.each(rows)('$assistant with keys of another account $where', ({ assistant, ambient, env }) => {
  test('when the session key dies and the source fails, nobody else signs, and the session recovers with the source', { timeout: 120_000 }, async () => {
    const stage = await setStage({ assistant, ambient });
    const first = stage.newKey(6);
    stage.give(first);
    const session = converse(stage, { env });
    session.say('ping');
    expect(await session.nextEnd()).toMatchObject({ is_error: false, result: 'pong' });

    stage.give(undefined);
    await waitFor(
      () => ((first.expiration ?? 0) < Date.now() ? true : undefined),
      10_000,
      () => 'still good',
    );
    const since = stage.inference().length;
    session.say('ping again');
    await refusals(stage, 2, since);

    const second = stage.newKey();
    stage.give(second);
    expect(await session.nextEnd(90_000)).toMatchObject({ is_error: false, result: 'pong' });
    expect((await session.close()).code).toBe(0);
    expect(keysUsed(stage)).toEqual([first.accessKeyId, refusedKey, second.accessKeyId]);
  });

  test('when lode itself is gone, nobody else signs, and the session recovers once it is back', { timeout: 120_000 }, async () => {
    const stage = await setStage({ assistant, ambient });
    const [dist, away] = [join(stage.home, 'dist'), join(stage.home, 'away')];
    cpSync(resolve('dist'), dist, { recursive: true });
    stage.give(stage.newKey(6));
    const session = converse(stage, { env, script: join(dist, 'bin.js') });
    session.say('ping');
    expect(await session.nextEnd()).toMatchObject({ result: 'pong' });

    renameSync(dist, away);
    const since = stage.inference().length;
    stage.sandbox.set({ expireIssuedKeys: true });
    session.say('ping again');
    await refusals(stage, 2, since);

    renameSync(away, dist);
    const second = stage.newKey();
    stage.give(second);
    expect(await session.nextEnd(90_000)).toMatchObject({ is_error: false, result: 'pong' });
    await session.close();
    expect(keysUsed(stage)).not.toContain(accessKeyId);
    expect(keysUsed(stage).at(-1)).toBe(second.accessKeyId);
  });
});

test('a session key that AWS revokes long before its time is replaced, although the cache still believes in it', { timeout: 120_000 }, async () => {
  const stage = await setStage({ ambient: true });
  const session = converse(stage);
  session.say('ping');
  expect(await session.nextEnd()).toMatchObject({ result: 'pong' });
  stage.sandbox.set({ expireIssuedKeys: true });
  const second = stage.newKey();
  stage.give(second);
  session.say('ping again');
  expect(await session.nextEnd(90_000)).toMatchObject({ is_error: false, result: 'pong' });
  await session.close();
  expect(keysUsed(stage)).toEqual([stage.key.accessKeyId, second.accessKeyId]);
});
