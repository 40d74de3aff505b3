import { describe, expect, test } from 'vitest';
import { misplacedSettings } from '../../../src/doctor/checks/misplaced-settings.ts';
import type { FakeMachine } from '../../support/fake-system.ts';
import { json, lookAt, named } from './look-at.ts';

const region = json({ env: { AWS_REGION: 'eu-west-1' } });
const home = '/home/ada';

describe('settings in the wrong place', () => {
  test.each<readonly [string, FakeMachine, readonly string[]]>([
    ['nothing lies about', {}, []],
    ['the memory of Claude Code may be full of other things', { files: { [`${home}/.claude.json`]: json({ numStartups: 4, env: { EDITOR: 'vi' } }) } }, []],
    [
      'a variable of Bedrock in that memory',
      { files: { [`${home}/.claude.json`]: json({ env: { AWS_REGION: 'eu-west-1' } }) } },
      ['warn misplaced-settings.state'],
    ],
    ['a broken memory says nothing', { files: { [`${home}/.claude.json`]: '{' } }, []],
    ['the local file of a project in the home folder is its own', { cwd: home, files: { [`${home}/.claude/settings.local.json`]: region } }, []],
    [
      'below the root of a repository its project file is not read',
      { cwd: `${home}/repo/part`, files: { [`${home}/repo/.git/HEAD`]: '', [`${home}/repo/.claude/settings.json`]: region } },
      ['note misplaced-settings.parent-project'],
    ],
    [
      'since 2.1.211 the local file is at the root of the repository',
      { cwd: `${home}/repo/part`, files: { [`${home}/repo/.git/HEAD`]: '', [`${home}/repo/part/.claude/settings.local.json`]: region } },
      ['note misplaced-settings.start-local'],
    ],
    [
      'CLAUDE_CONFIG_DIR moves the user’s settings',
      { env: { CLAUDE_CONFIG_DIR: `${home}/elsewhere` }, files: { [`${home}/.claude/settings.json`]: region } },
      ['note misplaced-settings.other-home'],
    ],
    [
      'and with them the memory',
      { env: { CLAUDE_CONFIG_DIR: `${home}/elsewhere` }, files: { [`${home}/elsewhere/.claude.json`]: json({ awsAuthRefresh: 'x' }) } },
      ['warn misplaced-settings.state'],
    ],
    [
      'Windows has an older managed folder',
      { platform: 'win32', home: 'C:\\Users\\ada', cwd: 'C:\\project', files: { 'C:\\ProgramData\\ClaudeCode\\managed-settings.json': region } },
      ['warn misplaced-settings.old-managed'],
    ],
  ])('%s', async (_, machine, expected) => {
    expect(named(await lookAt(misplacedSettings, machine))).toEqual(expected);
  });

  test('the edit adds what the right file does not say, and keeps its line ends', async () => {
    const files = {
      [`${home}/.claude.json`]: json({ awsAuthRefresh: 'sign in', env: { AWS_REGION: 'eu-west-1' } }),
      [`${home}/.claude/settings.json`]: '{\r\n  "env": {\r\n    "AWS_REGION": "us-east-1"\r\n  }\r\n}\r\n',
    };
    const [result] = await lookAt(misplacedSettings, { files });
    expect(result?.remedies).toMatchObject([
      {
        kind: 'edit',
        path: `${home}/.claude/settings.json`,
        after: '{\r\n  "env": {\r\n    "AWS_REGION": "us-east-1"\r\n  },\r\n  "awsAuthRefresh": "sign in"\r\n}\r\n',
      },
    ]);
  });

  test('a secret is moved by hand, so that no copy of it is made', async () => {
    const files = { [`${home}/.claude.json`]: json({ env: { AWS_SECRET_ACCESS_KEY: 'canary' } }), [`${home}/.claude/settings.json`]: json({}) };
    const results = await lookAt(misplacedSettings, { files });
    expect(named(results)).toEqual(['warn misplaced-settings.state']);
    expect(JSON.stringify(results)).not.toContain('canary');
  });
});
