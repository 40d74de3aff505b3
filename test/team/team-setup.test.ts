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
