import { readFileSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sha256Hex } from '../../src/digest.ts';
import { setScene, type Scene } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
  rmSync(scene.path('.config/lode/settings.json'));
});
afterEach(() => scene.close());

const settings = {
  awsProfile: 'sandbox',
  region: 'eu-west-1',
  geography: 'eu',
  residency: 'strict',
  model: 'opus',
  models: { review: 'sonnet' },
  handover: 'environment',
};
const text = JSON.stringify({ name: 'Acme', settings: { ...settings, environments: { prod: { region: 'eu-central-1' } } }, locked: ['region'] });
const digest = `sha256:${sha256Hex(text)}`;
const quietly = ['--yes', '--no-proof', '--no-completion', '--no-shim', '--no-claude-settings', '--no-editor'];
const written = (): unknown => JSON.parse(readFileSync(scene.path('.config/lode/settings.json'), 'utf8'));

describe('lode setup --from', () => {
  test('writes what the team agreed on, asks no more about it, and is taken back whole', async () => {
    scene.write('project/team.json', text);
    const before = [...scene.files().keys()].filter((path) => !path.includes('/lode/'));
    const first = await scene.run(['setup', '--from', 'team.json', '--digest', digest, ...quietly]);
    expect([first.stderr, first.code]).toEqual([expect.stringContaining('Team file of Acme: ~/project/team.json'), 0]);
    expect(written()).toMatchObject({ ...settings, environments: { prod: { region: 'eu-central-1' } } });
    expect([...scene.files().keys()].filter((path) => !path.includes('/lode/'))).toEqual(before);
    const second = await scene.run(['setup', '--from', 'team.json', ...quietly]);
    expect([second.stderr, second.code]).toEqual([expect.stringContaining('written that way already'), 0]);
    expect((await scene.run(['setup', '--undo'])).code).toBe(0);
    expect(scene.files().has(scene.path('.config/lode/settings.json'))).toBe(false);
    expect(scene.files().has(scene.path('.local/state/lode/team.json'))).toBe(false);
  });

  test('is about the plain settings, whatever environment is the default of the person', async () => {
    const own = { environments: { work: { region: 'eu-north-1' } }, defaultEnvironment: 'work' };
    scene.write('.config/lode/settings.json', JSON.stringify(own));
    scene.write('project/team.json', text);
    const { stderr } = await scene.run(['setup', '--from', 'team.json', '--digest', digest, ...quietly]);
    expect(written()).toMatchObject({ ...own, ...settings, environments: { ...own.environments, prod: { region: 'eu-central-1' } } });
    expect(written()).not.toHaveProperty('environments.work.awsProfile');
    expect(stderr).toContain('lode -e work claude\n');
  });

  test('with a default environment of its own stays there when it is run again', async () => {
    const team = { name: 'Acme', settings: { ...settings, environments: { prod: { region: 'eu-central-1', model: 'haiku' } }, defaultEnvironment: 'prod' } };
    scene.write('project/team.json', JSON.stringify(team));
    const pin = ['--digest', `sha256:${sha256Hex(JSON.stringify(team))}`];
    const { stderr } = await scene.run(['setup', '--from', 'team.json', ...pin, ...quietly]);
    expect([stderr, written()]).toEqual([expect.stringContaining('lode -e prod claude\n'), expect.objectContaining(team.settings)]);
    const again = await scene.run(['setup', '--from', 'team.json', ...quietly]);
    expect([again.stderr, again.code]).toEqual([expect.stringContaining('written that way already'), 0]);
  });

  test('takes out what the team took out of it, but nothing of the person’s', async () => {
    scene.write('project/team.json', text);
    await scene.run(['setup', '--from', 'team.json', '--digest', digest, ...quietly]);
    const own = { models: { review: 'sonnet', mine: 'haiku' }, handover: 'endpoint' };
    const first = { ...(written() as object), ...own };
    scene.write('.config/lode/settings.json', JSON.stringify(first));
    const { awsProfile, region, geography, model } = settings;
    const now = JSON.stringify({ name: 'Acme', settings: { awsProfile, region, geography, model } });
    scene.write('project/team.json', now);
    const { stderr } = await scene.run(['setup', '--from', 'team.json', '--digest', `sha256:${sha256Hex(now)}`, ...quietly]);
    expect(stderr).toContain('review');
    expect(written()).toMatchObject({ awsProfile, region, geography, model, models: { mine: 'haiku' }, handover: 'endpoint', residency: 'prefer' });
    expect(written()).not.toHaveProperty('environments');
    expect(written()).not.toHaveProperty('models.review');
  });

  test.each([
    ['--managed', ['-e', 'prod']],
    ['--managed', ['--region', 'eu-west-1']],
  ])('%s is for everybody, and takes no %j', async (flag, more) => {
    expect(await scene.run(['setup', '--from', 'team.json', flag, ...more])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('goes with --from') as string,
    });
  });

  test.each([
    ['nobody answered for', [], 'Nobody has answered for this content'],
    ['is not what was pinned', ['--digest', `sha256:${'0'.repeat(64)}`], 'is not what was pinned; nothing of it was used'],
  ])('writes nothing of what %s', async (_, more, words) => {
    scene.write('project/team.json', text);
    const before = scene.files();
    const { code, stderr } = await scene.run(['setup', '--from', 'team.json', ...more, ...quietly]);
    expect([code, stderr]).toEqual([1, expect.stringContaining(words)]);
    expect(scene.files()).toEqual(before);
  });

  test('prints managed settings, and writes nothing', async () => {
    scene.write('project/team.json', text);
    const before = scene.files();
    const { code, stdout, stderr } = await scene.run(['setup', '--from', 'team.json', '--managed']);
    expect([code, JSON.parse(stdout)]).toEqual([0, { ...settings, environments: { prod: { region: 'eu-central-1' } }, locked: ['region'] }]);
    expect(stderr).toMatch(/Team file of Acme: ~\/project\/team\.json\n {2}sha256:.*\nIts place on this kind of machine: \/\w+/);
    expect(scene.files()).toEqual(before);
  });
});
