import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

/** A file where a folder would have to be: not even root can write below it. */
const blocked = { cache: '.cache', state: '.local', settings: '.config' };
const launch = ['claude', '-p', 'hello'];

describe('a cache that cannot be written costs time, and nothing else', () => {
  beforeEach(() => scene.write(blocked.cache, ''));

  test('the launch goes on and says so', async () => {
    const shown = await scene.run(launch);
    expect(shown).toMatchObject({ code: 0, stdout: expect.stringMatching(/^claude <--settings>/) as string });
    expect(shown.stderr).toMatchSnapshot();
  });

  test.each<[string, readonly string[]]>([
    ['status', ['status']],
    ['credentials', ['credentials']],
    ['ask', ['ask', 'ping']],
    ['models resolve', ['models', 'resolve', 'opus']],
    ['models refresh', ['models', 'refresh']],
  ])('%s works', async (_, argv) => {
    expect(await scene.run(argv)).toMatchObject({ code: 0 });
  });
});

describe('a state folder that cannot be written', () => {
  beforeEach(() => scene.write(blocked.state, ''));

  test('stops a launch, which needs its files, with the place and the remedy', async () => {
    const shown = await scene.run(launch);
    expect(shown).toMatchObject({ code: 1, stdout: '' });
    expect(shown).toMatchSnapshot();
  });

  test.each<[string, readonly string[]]>([
    ['status', ['status']],
    ['credentials', ['credentials']],
    ['a dry run', ['--dry-run', 'claude']],
    ['words that need no model', ['claude', '--version']],
  ])('does not matter to %s', async (_, argv) => {
    expect(await scene.run(argv)).toMatchObject({ code: 0 });
  });
});

test('a settings folder that cannot be written stops a change of settings, and nothing else', async () => {
  const env = { XDG_CONFIG_HOME: scene.path('bin/claude') };
  const shown = await scene.run(['config', 'set', 'region', 'eu-west-1'], env);
  expect(shown).toMatchObject({ code: 1, stdout: '' });
  expect(shown).toMatchSnapshot();
  expect(await scene.run(launch, { ...env, AWS_PROFILE: 'sandbox', AWS_REGION: 'eu-west-1' })).toMatchObject({ code: 0 });
});

describe('no home at all', () => {
  test.each<[string, string | undefined]>([
    ['empty', ''],
    ['a folder that is not there', '/nowhere/at/all'],
    ['relative', 'home'],
  ])('%s: no bug of ours', async (_, HOME) => {
    const { code } = await scene.run(launch, { HOME });
    expect(code).not.toBe(70);
  });
});
