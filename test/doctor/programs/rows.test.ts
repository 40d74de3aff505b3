import { describe, expect, test } from 'vitest';
import { assistantVersion } from '../../../src/doctor/checks/assistant-version.ts';
import { assistant } from '../../../src/doctor/checks/assistant.ts';
import { ide } from '../../../src/doctor/checks/ide.ts';
import { installs } from '../../../src/doctor/checks/installs.ts';
import { recursion } from '../../../src/doctor/checks/recursion.ts';
import { runtime } from '../../../src/doctor/checks/runtime.ts';
import type { Check } from '../../../src/doctor/check.ts';
import type { DoctorFacts } from '../../../src/doctor/doctor-facts.ts';
import { gatherPrograms } from '../../../src/doctor/facts/programs.ts';
import { examine, type Result } from '../../../src/doctor/report.ts';
import type { Captured } from '../../../src/system/system.ts';
import { fakeSystem, type FakeMachine } from '../../support/fake-system.ts';
import { json, settingsFacts } from '../settings/look-at.ts';

interface Surroundings {
  readonly node?: string;
  readonly region?: string;
  readonly signIn?: boolean;
  readonly proxies?: readonly { readonly name: string }[];
  readonly bundles?: readonly unknown[];
}

const path = '/home/ada/bin/claude';
const program = { [path]: { text: '#!/bin/sh\n', mode: 0o755 } };
const exited = (stdout: string, code = 0, stderr = ''): Captured => ({ end: { kind: 'exited', code }, stdout, stderr });

/** What checks say of a machine with a claude of some version, without what is well. */
async function lookAt(check: Check, machine: FakeMachine, around: Surroundings = {}): Promise<readonly Result[]> {
  const whole: FakeMachine = {
    capture: () => exited('2.1.329 (Claude Code)\n'),
    ...machine,
    files: { ...program, ...machine.files },
    env: { PATH: '/home/ada/bin', ...machine.env },
  };
  const told = await settingsFacts(whole, around.region === undefined ? {} : { region: around.region });
  const programs = await gatherPrograms(fakeSystem(whole), { request: { assistant: 'claude' } } as Parameters<typeof gatherPrograms>[1]);
  const facts = {
    ...told,
    programs: around.node === undefined ? programs : { ...programs, node: around.node },
    credentials: { signIn: around.signIn === true ? {} : undefined },
    network: { proxies: around.proxies ?? [], bundles: around.bundles ?? [] },
  } as unknown as DoctorFacts;
  return examine([{ ...check, needs: [] }], facts).results.filter(({ severity }) => severity !== 'ok');
}

const named = (results: readonly Result[]): readonly string[] => results.map(({ severity, code }) => `${severity} ${code}`);
const version = (text: string): FakeMachine => ({ capture: () => exited(`${text} (Claude Code)\n`) });

describe('the Node that runs lode', () => {
  test.each([
    ['18.20.8', ['fail runtime.too-old']],
    ['20.16.0', ['fail runtime.too-old']],
    ['20.17.0', []],
    ['26.1.0', []],
  ])('Node %s', async (node, expected) => {
    expect(named(await lookAt(runtime, {}, { node }))).toEqual(expected);
  });
});

describe("the assistant's program", () => {
  test.each<readonly [string, FakeMachine, readonly string[]]>([
    ['starts', {}, []],
    ['is killed at its start', { capture: () => ({ ...exited(''), end: { kind: 'signaled', signal: 'SIGKILL' } }) }, ['fail assistant.does-not-start']],
    [
      'is for another machine',
      { capture: () => ({ ...exited(''), end: { kind: 'not-started', reason: 'spawn ENOEXEC' } }) },
      ['fail assistant.does-not-start'],
    ],
    ['does not come to an end', { capture: () => ({ ...exited(''), end: { kind: 'timed-out' } }) }, ['warn assistant.slow']],
    ['is a link to nothing', { files: { [path]: { link: '/opt/gone' } } }, ['fail assistant.not-found']],
  ])('%s', async (_, machine, expected) => {
    expect(named(await lookAt(assistant, machine))).toEqual(expected);
  });

  test('its own last words are the proof', async () => {
    const [result] = await lookAt(assistant, { capture: () => exited('', 1, 'Illegal instruction\nmore\n') });
    expect(result?.proof).toBe('Illegal instruction');
  });

  test('what was passed over is said where nothing was found', async () => {
    const [result] = await lookAt(assistant, { files: { [path]: { link: '/opt/gone' } } });
    expect(JSON.stringify(result?.remedies)).toContain(`Passed over ${path}: it is a link to nothing.`);
  });
});

describe('versions of Claude Code', () => {
  test.each<readonly [string, string, Surroundings, readonly string[]]>([
    ['the newest', '2.1.329', {}, []],
    [
      'complaint 21: 2.1.207 with a sign-in behind the profile',
      '2.1.207',
      { signIn: true },
      ['warn assistant-version.known-bad', 'warn assistant-version.models'],
    ],
    ['2.1.207 without one', '2.1.207', {}, ['warn assistant-version.models']],
    ['2.1.208 has that repaired', '2.1.208', { signIn: true }, ['warn assistant-version.models']],
    ['before 2.1.206 a start may hang', '2.1.205', {}, ['note assistant-version.known-bad', 'warn assistant-version.models']],
    [
      'before 2.1.239 a proxy is passed by',
      '2.1.238',
      { proxies: [{ name: 'https_proxy' }] },
      ['note assistant-version.known-bad', 'warn assistant-version.models'],
    ],
    [
      'complaint 27: before 2.1.261 additional certificates',
      '2.1.260',
      { bundles: [{}] },
      ['note assistant-version.known-bad', 'warn assistant-version.models'],
    ],
    ['before 2.1.176 nothing else counts', '2.1.175', { signIn: true }, ['fail assistant-version.too-old']],
    ['complaint 23: GovCloud before 2.1.174', '2.1.173', { region: 'us-gov-west-1' }, ['fail assistant-version.too-old']],
    ['a small model that came later', '2.1.292', {}, ['warn assistant-version.models']],
  ])('%s', async (_, text, around, expected) => {
    expect(named(await lookAt(assistantVersion, version(text), around))).toEqual(expected);
  });

  test('GovCloud is named among the reasons', async () => {
    const [result] = await lookAt(assistantVersion, version('2.1.173'), { region: 'us-gov-west-1' });
    expect(result?.sentence).toMatch(/before 2\.1\.176 .* Also, this version takes model IDs of the wrong partition in GovCloud/);
  });

  test('a program that does not say its version is worth a note', async () => {
    expect(named(await lookAt(assistantVersion, { capture: () => exited('hello\n') }))).toEqual(['note assistant-version.unknown']);
  });

  test('one of npm is brought up to date by npm', async () => {
    const real = '/usr/lib/node_modules/@anthropic-ai/claude-code/bin/claude.exe';
    const [result] = await lookAt(assistantVersion, { ...version('2.1.100'), files: { [path]: { link: real }, [real]: { text: 'x', mode: 0o755 } } });
    expect(result?.remedies).toEqual([{ kind: 'words', text: 'Install the newest: npm install -g @anthropic-ai/claude-code@latest' }]);
  });
});

describe('several installations', () => {
  const other = '/usr/lib/node_modules/@anthropic-ai/claude-code/bin/claude.exe';
  const two: FakeMachine = {
    env: { PATH: '/home/ada/bin:/usr/bin' },
    files: { [other]: { text: 'x', mode: 0o755 }, '/usr/bin/claude': { link: other } },
  };
  const saying = (first: string, second: string): FakeMachine => ({
    ...two,
    capture: ({ command }) => exited(command[0] === path ? first : second),
  });

  test.each([
    ['of one version', '2.1.329', '2.1.329', []],
    ['the newest first', '2.1.329', '2.1.300', ['note installs.versions-differ']],
    ['the older first', '2.1.300', '2.1.329', ['warn installs.older-in-use']],
    ['one that does not say', '2.1.300', '', []],
  ])('%s', async (_, first, second, expected) => {
    expect(named(await lookAt(installs, saying(first, second)))).toEqual(expected);
  });

  test('one of npm is taken out by npm', async () => {
    const [result] = await lookAt(installs, saying('2.1.329', '2.1.300'));
    expect(result?.remedies).toMatchObject([{ words: ['npm', 'uninstall', '-g', '@anthropic-ai/claude-code'] }]);
  });
});

describe('programs that lead back to lode', () => {
  const mark = (depth: number): string => JSON.stringify({ pid: 1, paths: [], depth, at: 0, person: false });

  test.each<readonly [string, FakeMachine, readonly string[]]>([
    ['none', {}, []],
    ['inside of a session', { env: { LODE_LAUNCH: mark(1) } }, ['note recursion.inside']],
    ['too deep', { env: { LODE_LAUNCH: mark(6) } }, ['fail recursion.circle']],
    [
      'a shim before the real one is well',
      { env: { PATH: '/shims:/home/ada/bin' }, files: { '/shims/claude': { text: '#!/bin/sh\nlode claude "$@"\n', mode: 0o755 } } },
      [],
    ],
    ['nothing but shims', { files: { [path]: { text: '#!/bin/sh\nlode claude "$@"\n', mode: 0o755 } } }, ['fail recursion.only-shims']],
    ['a wrapper by variable, as a list', { env: { CLAUDE_CODE_PROCESS_WRAPPER: '["/opt/bin/lode", "claude"]' } }, ['warn recursion.wrapper']],
    ['a wrapper that is something else', { env: { CLAUDE_CODE_PROCESS_WRAPPER: '/opt/explode' } }, []],
    ['a project may not name one', { files: { '/home/ada/project/.claude/settings.json': json({ processWrapper: '/opt/bin/lode' }) } }, []],
  ])('%s', async (_, machine, expected) => {
    expect(named(await lookAt(recursion, machine))).toEqual(expected);
  });
});

describe('complaint 22: editors', () => {
  const extension = { 'extensions/anthropic.claude-code-2.1.329-linux-x64/package.json': '{}' };
  const installed = (folder: string): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(extension).map(([name, text]) => [`/home/ada/${folder}/${name}`, text]));
  const variables = (...pairs: readonly (readonly [string, string])[]): string =>
    json({ 'claudeCode.disableLoginPrompt': true, 'claudeCode.environmentVariables': pairs.map(([name, value]) => ({ name, value })) });

  test.each<readonly [string, FakeMachine, readonly string[]]>([
    ['no extension, no word', { files: { '/home/ada/.config/Code/User/settings.json': '{ "editor.tabSize": 2 }' } }, []],
    ['an extension of somebody else', { files: { '/home/ada/.vscode/extensions/somebody.else-1.0.0/package.json': '{}' } }, []],
    ['Code on macOS', { platform: 'darwin', files: { ...installed('.vscode') } }, ['warn ide.not-told']],
    ['a server knows only half of it', { files: { ...installed('.vscode-server') } }, ['note ide.not-told']],
    [
      'Cursor is well told',
      { files: { '/home/ada/.config/Cursor/User/settings.json': variables(['CLAUDE_CODE_USE_BEDROCK', '1'], ['AWS_REGION', 'eu-west-1']) } },
      [],
    ],
    [
      'on macOS elsewhere',
      { platform: 'darwin', files: { '/home/ada/Library/Application Support/VSCodium/User/settings.json': variables(['CLAUDE_CODE_USE_BEDROCK', '0']) } },
      ['warn ide.bedrock-off'],
    ],
    [
      'another profile',
      { files: { '/home/ada/.config/Code/User/settings.json': variables(['CLAUDE_CODE_USE_BEDROCK', '1'], ['AWS_PROFILE', 'home']) } },
      ['warn ide.differs'],
    ],
    [
      "where Claude Code's own file says it, the editor has no say",
      {
        files: {
          '/home/ada/.config/Code/User/settings.json': variables(['CLAUDE_CODE_USE_BEDROCK', '0'], ['AWS_REGION', 'us-east-1']),
          '/home/ada/.claude/settings.json': json({ env: { CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'eu-west-1' } }),
        },
      },
      [],
    ],
    ['a broken file', { files: { ...installed('.vscode'), '/home/ada/.config/Code/User/settings.json': '{ "a": ' } }, ['warn ide.broken']],
    [
      'lode as its wrapper',
      {
        files: {
          '/home/ada/.config/Code/User/settings.json': json({ 'claudeCode.claudeProcessWrapper': '/usr/lib/node_modules/lode/dist/bin.js' }),
          '/usr/lib/node_modules/lode/dist/bin.js': 'x',
        },
      },
      ['warn ide.wrapper-lode'],
    ],
  ])('%s', async (_, machine, expected) => {
    expect(named(await lookAt(ide, machine))).toEqual(expected);
  });

  test('T19: on Windows the settings are in the roaming folder', async () => {
    const home = 'C:\\Users\\ada';
    const system = fakeSystem({
      platform: 'win32',
      home,
      cwd: 'C:\\project',
      env: { APPDATA: `${home}\\AppData\\Roaming`, PATH: `${home}\\bin` },
      files: { [`${home}\\AppData\\Roaming\\Code\\User\\settings.json`]: variables(['CLAUDE_CODE_USE_BEDROCK', '1']) },
    });
    const { editors } = await gatherPrograms(system, { request: { assistant: 'claude' } } as Parameters<typeof gatherPrograms>[1]);
    expect(editors.map(({ name, path: where }) => [name, where])).toEqual([['VS Code', `${home}\\AppData\\Roaming\\Code\\User\\settings.json`]]);
  });

  test('the edit keeps variables that are there, comments and line ends', async () => {
    const text = '{\r\n  // mine\r\n  "claudeCode.environmentVariables": [{ "name": "EDITOR", "value": "vi" }]\r\n}\r\n';
    const [result] = await lookAt(ide, { files: { ...installed('.vscode'), '/home/ada/.config/Code/User/settings.json': text } });
    expect(result?.code).toBe('ide.not-told');
    const { after } = (result?.remedies ?? [])[0] as { readonly after: string };
    expect(after).toContain('// mine\r\n');
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
    expect(JSON.parse(after.replace('// mine', ''))).toEqual({
      'claudeCode.disableLoginPrompt': true,
      'claudeCode.environmentVariables': [
        { name: 'EDITOR', value: 'vi' },
        { name: 'CLAUDE_CODE_USE_BEDROCK', value: '1' },
        { name: 'AWS_REGION', value: 'eu-west-1' },
        { name: 'AWS_PROFILE', value: 'work' },
      ],
    });
  });

  test('another assistant has no such extension', async () => {
    const system = fakeSystem({ files: installed('.vscode') });
    expect((await gatherPrograms(system, { request: { assistant: 'opencode' } } as Parameters<typeof gatherPrograms>[1])).editors).toEqual([]);
  });
});
