import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claudeScript, setScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const launch = ['claude', '-p', 'hello'];

describe('an assistant that cannot be started', () => {
  test.each<[string, number, () => void]>([
    ['not there', 127, () => rmSync(scene.path('bin/claude'))],
    ['not executable', 126, () => scene.write('bin/claude', claudeScript, 0o644)],
    ['a folder', 127, () => (rmSync(scene.path('bin/claude')), mkdirSync(scene.path('bin/claude')))],
    ['a link to nothing', 127, () => (rmSync(scene.path('bin/claude')), symlinkSync('/nowhere/claude', scene.path('bin/claude')))],
    ['a shim that calls lode', 127, () => scene.write('bin/claude', '#!/bin/sh\nexec lode claude "$@"\n', 0o755)],
    ['older than it may be', 126, () => scene.write('bin/claude', claudeScript.replace('2.1.329', '2.1.100'), 0o755)],
    ['a script without an interpreter', 126, () => scene.write('bin/claude', '#!/nowhere/sh\n', 0o755)],
    ['neither program nor script', 126, () => scene.write('bin/claude', 'echo hello\n', 0o755)],
  ])('%s', async (_, code, arrange) => {
    arrange();
    const shown = await scene.run(launch);
    expect(shown).toMatchObject({ code, stdout: '' });
    expect(shown).toMatchSnapshot();
  });

  test('only where a relative entry of PATH leads', async () => {
    rmSync(scene.path('bin/claude'));
    scene.write('project/here/claude', claudeScript, 0o755);
    expect(await scene.run(launch, { PATH: `here:${scene.path('tools')}` })).toMatchSnapshot();
  });

  test('and needs no model: the same exit codes', async () => {
    rmSync(scene.path('bin/claude'));
    expect(await scene.run(['claude', '--version'])).toMatchObject({ code: 127, stdout: '' });
  });
});

test('a version that cannot be told is no reason to stop', async () => {
  scene.write('bin/claude', claudeScript.replace('2.1.329 (Claude Code)', 'a fine day'), 0o755);
  expect(await scene.run(launch)).toMatchObject({ code: 0, stderr: '' });
});

describe('words that need no model pass through whatever is broken', () => {
  test.each([['--version'], ['--help'], ['mcp', 'list'], ['doctor'], ['update']])('%s %s', async (...words) => {
    scene.write('.config/lode/settings.json', '{');
    scene.write('.aws/config', Buffer.from([0]));
    const given = words.filter((word) => word !== undefined);
    const expected = given[0] === '--version' ? '2.1.329 (Claude Code)\n' : `claude ${given.map((word) => `<${word}>`).join(' ')}\n`;
    expect(await scene.run(['claude', ...given])).toEqual({ code: 0, stdout: expected, stderr: '' });
    expect(scene.sandbox.log()).toEqual([]);
  });

  test('and start the program once, not twice to learn its version', async () => {
    scene.write('bin/claude', `#!/bin/sh\necho started >> ${scene.path('starts')}\n`, 0o755);
    await scene.run(['claude', 'doctor']);
    expect(scene.files().get(scene.path('starts'))).toBe('started\n');
  });
});

describe('--settings that cannot be read', () => {
  test.each<[string, readonly string[], () => void]>([
    ['missing', ['--settings', 'mine.json'], () => undefined],
    ['a folder', ['--settings', '.'], () => undefined],
    ['empty', ['--settings='], () => undefined],
    ['not JSON', ['--settings', 'mine.json'], () => scene.write('project/mine.json', '{ "model": }')],
    ['a list', ['--settings=mine.json'], () => scene.write('project/mine.json', '[]')],
    ['with comments', ['--settings=mine.json'], () => scene.write('project/mine.json', '{ /* mine */ }')],
    ['inline and broken', ['--settings', '{"model":'], () => undefined],
    ['binary', ['--settings', 'mine.json'], () => scene.write('project/mine.json', Buffer.from([0, 1]))],
  ])('%s', async (_, words, arrange) => {
    arrange();
    const shown = await scene.run(['claude', ...words, '-p', 'hello']);
    expect(shown).toMatchObject({ code: 2, stdout: '' });
    expect(shown).toMatchSnapshot();
  });
});
