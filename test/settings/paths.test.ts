import { describe, expect, test } from 'vitest';
import { claudePaths } from '../../src/settings/claude-paths.ts';
import { lodePaths, projectFolders } from '../../src/settings/paths.ts';

const linux = { platform: 'linux', env: {}, home: '/home/ada' } as const;
const mac = { platform: 'darwin', env: {}, home: '/Users/ada' } as const;
const windows = { platform: 'win32', env: {}, home: 'C:\\Users\\ada' } as const;

describe('the user file is', () => {
  test.each([
    ['below ~/.config on Linux', linux, '/home/ada/.config/lode/settings.json'],
    ['below ~/.config on macOS too', mac, '/Users/ada/.config/lode/settings.json'],
    ['below XDG_CONFIG_HOME when that is absolute', { ...linux, env: { XDG_CONFIG_HOME: '/cfg' } }, '/cfg/lode/settings.json'],
    ['not moved by a relative XDG_CONFIG_HOME', { ...linux, env: { XDG_CONFIG_HOME: 'cfg' } }, '/home/ada/.config/lode/settings.json'],
    ['not moved by an empty XDG_CONFIG_HOME', { ...linux, env: { XDG_CONFIG_HOME: '' } }, '/home/ada/.config/lode/settings.json'],
    ['in the roaming folder on Windows', windows, 'C:\\Users\\ada\\AppData\\Roaming\\lode\\settings.json'],
    ['below APPDATA on Windows', { ...windows, env: { APPDATA: 'D:\\Roaming' } }, 'D:\\Roaming\\lode\\settings.json'],
  ])('%s', (_, place, path) => {
    expect(lodePaths(place).user).toBe(path);
  });
});

test.each([
  ['Linux', linux, '/etc/lode/settings.json', '/home/ada/.local/state/lode/trust.json', '/home/ada/.cache/lode'],
  ['macOS', mac, '/Library/Application Support/lode/settings.json', '/Users/ada/.local/state/lode/trust.json', '/Users/ada/.cache/lode'],
  [
    'Windows',
    windows,
    'C:\\ProgramData\\lode\\settings.json',
    'C:\\Users\\ada\\AppData\\Local\\lode\\state\\trust.json',
    'C:\\Users\\ada\\AppData\\Local\\lode\\cache',
  ],
])('on %s the managed file, the trust store and the cache have their usual places', (_, place, managed, trust, cache) => {
  expect(lodePaths(place)).toMatchObject({ managed, trust, cache });
});

describe('a project may be', () => {
  test.each([
    ['any folder up to the git root', '/w/repo/a/b', '/w/repo', ['/w/repo/a/b', '/w/repo/a', '/w/repo']],
    ['only the working folder outside git', '/w/a/b', undefined, ['/w/a/b']],
    ['nothing in the home folder', '/home/ada', undefined, []],
    ['nothing above a folder of home, when home itself is a repository', '/home/ada/x/y', '/home/ada', ['/home/ada/x/y', '/home/ada/x']],
    ['the root folder at most', '/', undefined, ['/']],
  ])('%s', (_, cwd, gitRoot, folders) => {
    expect(projectFolders('linux', { cwd, gitRoot, home: '/home/ada' })).toEqual(folders);
  });
});

describe("Claude Code's files", () => {
  const paths = (cwd: string, gitRoot?: string, place: Parameters<typeof claudePaths>[0] = linux, dropIns: string[] = []): string[] =>
    claudePaths(place, { cwd, gitRoot, home: place.home }, dropIns).map(({ layer, path }) => `${layer} ${path}`);

  test('are strongest first: managed drop-ins from last to first, managed, local, project, user', () => {
    expect(paths('/w/repo/a', '/w/repo', linux, ['10-base.json', '20-team.json'])).toEqual([
      'managed /etc/claude-code/managed-settings.d/20-team.json',
      'managed /etc/claude-code/managed-settings.d/10-base.json',
      'managed /etc/claude-code/managed-settings.json',
      'local /w/repo/.claude/settings.local.json',
      'local /w/repo/a/.claude/settings.local.json',
      'project /w/repo/a/.claude/settings.json',
      'user /home/ada/.claude/settings.json',
    ]);
  });

  test('count the file of the home folder once, as the user file', () => {
    expect(paths('/home/ada').filter((line) => line.endsWith('/.claude/settings.json'))).toEqual(['user /home/ada/.claude/settings.json']);
  });

  test('follow CLAUDE_CONFIG_DIR', () => {
    expect(paths('/w', undefined, { ...linux, env: { CLAUDE_CONFIG_DIR: '/cc' } })).toContain('user /cc/settings.json');
  });

  test('are below Program Files on Windows, with the local file in the starting folder', () => {
    expect(paths('C:\\w\\a', 'C:\\w', windows)).toEqual([
      'managed C:\\Program Files\\ClaudeCode\\managed-settings.json',
      'local C:\\w\\a\\.claude\\settings.local.json',
      'project C:\\w\\a\\.claude\\settings.json',
      'user C:\\Users\\ada\\.claude\\settings.json',
    ]);
  });
});
