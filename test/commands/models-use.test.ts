import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { builtProgram } from '../support/run-lode.ts';
import { startPty } from '../support/pty.ts';
import { setScene, type Scene, type Shown } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
  scene.write(settingsPath, '{\n  "awsProfile": "sandbox", // mine\n  "region": "eu-west-1"\n}\n');
});
afterEach(() => scene.close());

const settingsPath = '.config/lode/settings.json';
const text = (path = settingsPath): string => readFileSync(scene.path(path), 'utf8');
const use = (...words: readonly string[]): Promise<Shown> => scene.run(['models', 'use', ...words]);

function data(stdout: string): Record<string, unknown> {
  return JSON.parse(stdout) as Record<string, unknown>;
}

test('the model of launches is written, with what it becomes, costs, and was before', async () => {
  const first = await use('sonnet');
  expect(first).toMatchObject({ code: 0, stdout: 'eu.anthropic.claude-sonnet-5-5\n' });
  const second = await use('opus');
  expect(second.stderr).toMatchSnapshot();
  expect(text()).toContain('// mine');
  expect(text()).toContain('"model": "opus"');
  expect((await scene.run(['--dry-run', 'claude'])).stdout).toContain('ANTHROPIC_MODEL=eu.anthropic.claude-opus-5-5');
  await scene.run(['config', 'undo']);
  expect(text()).toContain('"model": "sonnet"');
});

test.each<[string, readonly string[], string, string]>([
  ['the small model', ['haiku', '--small'], settingsPath, '"smallFastModel": "haiku"'],
  ['a tier', ['sonnet-4.5', '--tier', 'sonnet'], settingsPath, '"sonnet": "sonnet-4.5"'],
  ['a name of several words', ['Claude Sonnet 4.5'], settingsPath, '"model": "claude-sonnet-4.5"'],
  ['the long window', ['opus[1m]'], settingsPath, '"model": "opus[1m]"'],
  ['for a project', ['opus', '--project'], 'project/.lode/settings.json', '"model": "opus"'],
  ['for a project, here only', ['opus', '--local'], 'project/.lode/settings.local.json', '"model": "opus"'],
])('%s', async (_, words, path, written) => {
  expect((await use(...words)).code).toBe(0);
  expect(text(path)).toContain(written);
});

test('a tier that would lead in a circle is refused', async () => {
  await use('opus', '--tier', 'sonnet');
  const { code, stderr } = await use('sonnet', '--tier', 'opus');
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('circle: opus → sonnet → opus') as string });
});

test('inside an environment', async () => {
  scene.write(settingsPath, '{ "awsProfile": "sandbox", "environments": { "north": { "region": "eu-north-1" } } }');
  const { code, stderr } = await use('opus', '-e', 'north');
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('It does not count yet') as string });
  expect(data(text())['environments']).toEqual({ north: { region: 'eu-north-1', model: 'opus' } });
});

describe('what cannot be had here', () => {
  test.each([
    ['a slip', ['opsu'], 'Did you mean opus?'],
    ['a model that leaves what is allowed', ['global.anthropic.claude-opus-5-5', '--residency', 'strict'], 'residency is strict'],
    ['an ARN of elsewhere', ['arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc'], 'is in us-east-1'],
  ])('%s is refused with the reason, and nothing is written', async (_, words, why) => {
    const before = text();
    const { code, stderr } = await use(...words);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(why) as string });
    expect(stderr).toContain('To write it all the same, add --force.');
    expect(text()).toBe(before);
  });

  test('is written with --force, and said', async () => {
    const { code, stdout, stderr } = await use('opsu', '--force');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('It cannot be had here: lode knows no model called "opsu".');
    expect(text()).toContain('"model": "opsu"');
  });

  test('nor looked up is written with --force', async () => {
    scene.sandbox.set({ keys: { AKIASANDBOX000000001: 'unknown' } });
    expect((await use('opus')).code).toBe(4);
    const { code, stderr } = await use('opus', '--force');
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('opus was not looked up: ') as string });
    expect(text()).toContain('"model": "opus"');
  });
});

describe('what comes first is named', () => {
  test('a variable', async () => {
    const { stderr } = await scene.run(['models', 'use', 'opus'], { LODE_MODEL: 'haiku' });
    expect(stderr).toContain('It does not count yet. What decides is LODE_MODEL. Remove it from your environment: unset LODE_MODEL');
  });
  test('a project', async () => {
    scene.write('project/.lode/settings.json', '{ "models": { "opus": "opus-5.5" } }');
    const { stderr } = await use('sonnet', '--tier', 'opus');
    expect(stderr).toContain('What decides is ~/project/.lode/settings.json, key models. Take it out there: lode config unset models.opus --project');
  });
  test('an environment', async () => {
    scene.write(settingsPath, '{ "awsProfile": "sandbox", "region": "eu-west-1", "defaultEnvironment": "w", "environments": { "w": { "model": "haiku" } } }');
    const { stderr } = await use('opus');
    expect(stderr).toContain('key environments.w.model. Take it out there: lode config unset model -e w');
  });
});

test('--json is the same as data', async () => {
  const { stdout } = await scene.run(['models', 'use', 'opus', '--json'], { LODE_MODEL: 'haiku' });
  expect(data(stdout)).toMatchObject({
    schema: 1,
    key: 'model',
    value: 'opus',
    file: '~/.config/lode/settings.json',
    environment: null,
    answer: { kind: 'chosen', id: 'eu.anthropic.claude-opus-5-5' },
    before: { value: 'haiku', origin: 'LODE_MODEL', becomes: 'eu.anthropic.claude-haiku-5-5' },
    beatenBy: 'LODE_MODEL',
  });
});

test('without a name and without a person, some names are told', async () => {
  const { code, stderr } = await use();
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('Usable here: opus, sonnet, haiku, best, opus-5.5') as string });
});

test('--small and --tier are two settings', async () => {
  expect(await use('opus', '--small', '--tier', 'opus')).toMatchObject({ code: 2, stderr: expect.stringContaining('Run it twice') as string });
});

test('a person chooses from a list that can be searched', async () => {
  const env = { ...scene.sandbox.env(), HOME: scene.home, PATH: process.env['PATH'] ?? '', TERM: 'xterm-256color' };
  const pty = startPty(process.execPath, [builtProgram(), 'models', 'use', '--small'], { env, cwd: scene.path('project'), columns: 160 });
  await pty.waitFor(/The model for smallFastModel/);
  pty.type('haiku-5.5');
  await pty.waitFor(/smallFastModel haiku-5\.5\s+❯ haiku-5\.5\s+Claude Haiku 5\.5/);
  await pty.waitFor(/eu\.anthropic\.claude-haiku-5-5 · processed in eu-central-1.* · \$0\.11 in/);
  pty.type('\r');
  expect((await pty.ended).code).toBe(0);
  expect(text()).toContain('"smallFastModel": "haiku-5.5"');
});
