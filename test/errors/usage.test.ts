import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

describe('a command line that lode cannot take: exit 2, nothing on stdout', () => {
  test.each<[string, readonly string[]]>([
    ['an unknown flag with a near one', ['--regoin', 'eu-west-1', 'claude']],
    ['an unknown flag with none near', ['--frobnicate', 'claude']],
    ["a flag of the assistant's before its name", ['-p', 'hello', 'claude']],
    ['a flag without its value', ['--region']],
    ['-e with =', ['-e=work', 'claude']],
    ['a switch with a value', ['--verbose=yes', 'claude']],
    ['an unknown command with a near one', ['stauts']],
    ['an assistant with a slip', ['cluade', '-p', 'hello']],
    ['an unknown command with none near', ['frobnicate']],
    ['an empty command', ['']],
    ['an unknown command below config', ['config', 'sett', 'region', 'eu-west-1']],
    ['config set without a value', ['config', 'set', 'region']],
    ['config set with an unknown key', ['config', 'set', 'regoin', 'eu-west-1']],
    ['config set with a wrong value', ['config', 'set', 'region', 'EU_WEST_1']],
    ['models with an unknown one', ['models', 'resovle', 'opus']],
    ['an unknown option of a command', ['status', '--jsn']],
    ['an unknown format of credentials', ['credentials', '--format', 'xml']],
    ['an unknown shell', ['env', '--shell', 'tcsh']],
    ['an unknown assistant for env', ['env', 'cluade']],
    ['ask without a question', ['ask']],
    ['sandbox without a command', ['sandbox']],
    ['a JSON flag that is none', ['--endpoints', '{sts', 'claude']],
    ['an unknown key in a JSON flag', ['--endpoints', '{"stss":"http://x"}', 'claude']],
  ])('%s', async (_, argv) => {
    const shown = await scene.run(argv);
    expect(shown).toMatchObject({ code: 2, stdout: '' });
    expect(shown).toMatchSnapshot();
  });
});

describe('an environment that nobody defined', () => {
  test.each<[string, readonly string[], Record<string, string>?]>([
    ['with a slip', ['-e', 'wrok', 'claude']],
    ['after the command', ['status', '-e', 'wrok']],
    ['in LODE_ENVIRONMENT', ['claude'], { LODE_ENVIRONMENT: 'production' }],
  ])('%s', async (_, argv, env) => {
    scene.write('.config/lode/settings.json', '{ "region": "eu-west-1", "environments": { "work": {}, "home": {} } }');
    const shown = await scene.run(argv, env);
    expect(shown).toMatchObject({ code: 1, stdout: '' });
    expect(shown).toMatchSnapshot();
  });
});

test('an assistant named in the settings that lode does not know', async () => {
  scene.write('.config/lode/settings.json', '{ "assistant": "clyde" }');
  expect(await scene.run([])).toMatchSnapshot();
});

describe('help and version', () => {
  test.each([['--help'], ['-h'], ['status', '--help'], ['config', '--help']])('%s %s', async (...argv) => {
    const shown = await scene.run(argv.filter((word) => word !== undefined));
    expect(shown).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^Usage: lode/) as string });
  });
  test('fits a terminal of 80 columns, and begins its examples with setup', async () => {
    const { stdout } = await scene.run(['--help']);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).toContain('Examples:\n  lode setup\n  lode claude\n');
  });

  test.each([
    ['status', "and lode's own flags, before or after the command: lode --help", ['--region', '--bedrock-discovery', '--environment']],
    ['setup', "and the rest of lode's own flags, before or after the command: lode --help", ['--bedrock-discovery', '--handover']],
  ])('lode %s --help folds the flags of every command', async (command, line, folded) => {
    const { stdout } = await scene.run([command, '--help']);
    expect(stdout).toContain(line);
    expect(folded.filter((flag) => stdout.includes(flag))).toEqual([]);
    expect(stdout.includes('--small-fast-model <')).toBe(command === 'setup');
  });

  test.each(['--version', '-V'])('%s', async (flag) => {
    expect(await scene.run([flag])).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string });
  });
});
