import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeBinaries } from '../support/run-lode.ts';
import { lode } from './stage/launch.ts';
import { processOutput, setStage, workSettings, type Stage } from './stage/stage.ts';

const nodes = await nodeBinaries();

/** A sign-in command that notes each run and then does what it is told. */
function refreshBy(stage: Stage, what: string): string {
  stage.write('home', { 'refresh.sh': `echo run >> ${join(stage.home, 'runs')}\n${what}\n` });
  return `sh ${join(stage.home, 'refresh.sh')}`;
}

function runs(stage: Stage): number {
  const file = join(stage.home, 'runs');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0;
}

const useRefresh = (stage: Stage, what: string): void =>
  stage.write('home', { '.config/lode/settings.json': { ...workSettings, awsAuthRefresh: refreshBy(stage, what) } });

describe.each(nodes)('awsAuthRefresh on Node $version', ({ path: node }) => {
  test('does not run when the credentials are good', async () => {
    const stage = await setStage();
    useRefresh(stage, 'true');
    expect(await lode(stage, ['claude', '-p', 'ping'], { node })).toMatchObject({ code: 0, stdout: 'pong\n' });
    expect(runs(stage)).toBe(0);
  });

  test('that repairs an expired profile runs once, and the launch goes on with what it brought', async () => {
    const stage = await setStage();
    stage.give(stage.newKey(-60));
    const good = stage.newKey();
    stage.write('home', { 'good.json': processOutput(good) });
    useRefresh(stage, `cp ${join(stage.home, 'good.json')} ${join(stage.home, 'work.json')}; echo signed in`);
    const answer = await lode(stage, ['claude', '-p', 'ping'], { node });
    expect(answer).toMatchObject({ code: 0, stdout: 'pong\n' });
    expect(answer.stderr).toContain('running awsAuthRefresh: sh ');
    expect(runs(stage)).toBe(1);
    expect(stage.inference()).toMatchObject([{ accessKeyId: good.accessKeyId, status: 200 }]);
  });

  test('that repairs nothing stops the launch within seconds, with what was run, what STS said and what to do', async () => {
    const stage = await setStage({ ambient: true });
    stage.sandbox.set({ keys: { [stage.key.accessKeyId]: 'expired' } });
    useRefresh(stage, 'true');
    const since = Date.now();
    const answer = await lode(stage, ['claude', '-p', 'ping'], { node });
    expect(Date.now() - since).toBeLessThan(8_000);
    expect(answer).toMatchObject({ code: 4, stdout: '' });
    expect(runs(stage)).toBe(1);
    expect(stage.inference()).toEqual([]);
    for (const said of ['profile work', 'eu-west-1', `sh ${join(stage.home, 'refresh.sh')}`, 'changed nothing', 'ExpiredToken', 'Run it by hand'])
      expect(answer.stderr).toContain(said);
  });

  test('that fails stops the launch and says how it ended', async () => {
    const stage = await setStage();
    stage.sandbox.set({ keys: { [stage.key.accessKeyId]: 'expired' } });
    useRefresh(stage, 'exit 3');
    const answer = await lode(stage, ['claude', '-p', 'ping'], { node });
    expect(answer).toMatchObject({ code: 4, stdout: '' });
    expect(answer.stderr).toContain('it ended with exit code 3');
    expect(stage.inference()).toEqual([]);
  });
});

test('with nobody there, and without awsAuthRefresh, an expired sign-in stops the launch and names the command and the account', async () => {
  const stage = await setStage({ signedOut: true, ambient: true, settings: { ...workSettings, awsProfile: 'sandbox-sso' } });
  stage.sandbox.set({ expireSsoTokens: 'session' });
  const answer = await lode(stage, ['claude', '-p', 'ping']);
  expect(answer).toMatchObject({ code: 4, stdout: '' });
  for (const said of ['profile sandbox-sso', '111122223333', 'lode --aws-profile sandbox-sso login']) expect(answer.stderr).toContain(said);
  expect(stage.inference()).toEqual([]);
});
