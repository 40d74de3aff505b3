import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { findBinary } from '../../../src/launcher/find-binary.ts';
import { shimText } from '../../../src/setup/edits/shim.ts';
import { fakeSystem, type FakeMachine } from '../../support/fake-system.ts';
import { plan, written } from './plan.ts';

const shim = '/home/ada/.local/share/lode/shims/claude';
const wish = { extras: ['shim'] } as const;

test('the shim is a small script in a folder of its own, and Claude Code stays where it is', async () => {
  const { edits } = await plan(wish, { files: { '/home/ada/.local/bin/claude': 'the real one' }, env: { SHELL: '/bin/bash' } });
  expect(edits.map(({ path, newMode }) => [path, newMode])).toEqual([
    ['/home/ada/.config/lode/settings.json', 0o600],
    [shim, 0o755],
    ['/home/ada/.bashrc', 0o644],
    ['/home/ada/.bash_profile', 0o644],
  ]);
});

test('it is where XDG_DATA_HOME says', async () => {
  const { edits } = await plan(wish, { env: { XDG_DATA_HOME: '/data' } });
  expect(edits.map(({ path }) => path)).toContain('/data/lode/shims/claude');
});

describe('a launch looks past it', () => {
  test.each<[string, FakeMachine]>([
    ['as lode is installed', {}],
    ['from a folder with a quote in it', { programPath: "/opt/it's lode/dist/bin.js", nodePath: "/opt/it's/node" }],
  ])('%s', async (_, program) => {
    const real = '/home/ada/.local/bin/claude';
    const env = { PATH: '/home/ada/.local/share/lode/shims:/home/ada/.local/bin', SHELL: '/bin/bash' };
    const system = await written(wish, { ...program, env, files: { [real]: { text: 'binary', mode: 0o755 } } });
    const found = findBinary(system, { names: ['claude'], extraFolders: [] });
    expect(found).toMatchObject({ kind: 'found', path: real, passedOver: [{ path: shim, why: 'it is a script that calls lode' }] });
    // Another lode does as well, which was installed elsewhere.
    const other = fakeSystem({ env, files: Object.fromEntries(system.files.tree), programPath: '/elsewhere/bin.js' });
    expect(findBinary(other, { names: ['claude'], extraFolders: [] })).toMatchObject({ kind: 'found', path: real });
  });
});

describe('the shim run by a real shell', () => {
  const folder = mkdtempSync(join(tmpdir(), "lode's shim-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
    return join(folder, name);
  };
  const program = write('bin.js', 'console.log(JSON.stringify(process.argv.slice(2)))');
  const words = ['-p', 'it is "mine"', '', '$HOME', '--', '*'];
  const run = (text: string): string => execFileSync(write('claude', text), words, { encoding: 'utf8', env: { PATH: `${join(folder, 'bin')}:/usr/bin:/bin` } });

  test('hands every word to lode as it is', () => {
    expect(JSON.parse(run(shimText({ platform: 'linux', nodePath: process.execPath, programPath: program })))).toEqual(['claude', ...words]);
  });

  test('asks the lode on PATH once its own is gone', () => {
    mkdirSync(join(folder, 'bin'));
    symlinkSync(write('lode', '#!/bin/sh\necho "lode on PATH: $*"\n'), join(folder, 'bin', 'lode'));
    expect(run(shimText({ platform: 'linux', nodePath: process.execPath, programPath: join(folder, 'gone.js') }))).toMatch(/^lode on PATH: claude -p it is/);
  });
});

test('it says which file to take away once no lode is left', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lode-shim-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'claude');
  writeFileSync(path, shimText({ platform: 'linux', nodePath: process.execPath, programPath: join(folder, 'gone.js') }), { mode: 0o755 });
  const { status, stderr } = spawnSync(path, [], { encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } });
  expect([status, stderr]).toEqual([127, `lode is gone, and this script called claude only starts it. Take it away: rm '${path}'\n`]);
});

test('on Windows it is a batch file', () => {
  expect(shimText({ platform: 'win32', nodePath: 'C:\\Program Files\\node.exe', programPath: 'C:\\100% lode\\bin.js' })).toBe(
    '@echo off\r\nrem Written by lode setup, so that typing claude goes through lode; take it out with: lode setup --undo\r\nchcp 65001 >nul\r\nif exist "C:\\100%% lode\\bin.js" goto lode\r\necho lode is gone, and this script called claude only starts it. Take it away: del "%~f0" 1>&2\r\nexit /b 9009\r\n:lode\r\n"C:\\Program Files\\node.exe" "C:\\100%% lode\\bin.js" claude %*\r\n',
  );
});
