import { expect, test } from 'vitest';
import { assistantVersion } from '../../src/launcher/assistant-version.ts';
import { fakeSystem } from '../support/fake-system.ts';
import type { FakeMachine, FakeSystem } from '../support/fake-system.ts';

const cache = '/home/ada/.cache/lode';
const program = { text: '\0native', mode: 0o755, modified: 1 };

function machine(files: FakeMachine['files'], stdout = '2.1.240 (Claude Code)\n', env: Record<string, string> = {}): FakeSystem {
  return fakeSystem({ files, env, capture: () => ({ end: { kind: 'exited', code: 0 }, stdout, stderr: '' }) });
}

test.each<[string, FakeMachine['files']]>([
  [
    "Claude Code's installer",
    { '/bin/claude': { link: '/home/ada/.local/share/claude/versions/2.1.329' }, '/home/ada/.local/share/claude/versions/2.1.329': program },
  ],
  ['a native package', { '/bin/claude': program, '/bin/package.json': '{"name":"@anthropic-ai/claude-code-linux-x64","version":"2.1.329"}' }],
  [
    'an npm package with a link',
    {
      '/bin/claude': { link: '/lib/node_modules/@anthropic-ai/claude-code/cli.js' },
      '/lib/node_modules/@anthropic-ai/claude-code/cli.js': program,
      '/lib/node_modules/@anthropic-ai/claude-code/package.json': '{"name":"@anthropic-ai/claude-code","version":"2.1.329"}',
    },
  ],
  [
    "opencode's package",
    { '/bin/claude': { link: '/o/bin/opencode' }, '/o/bin/opencode': program, '/o/package.json': '{"name":"opencode-linux-x64","version":"2.1.329"}' },
  ],
])('%s tells the version without being run', async (_, files) => {
  const system = machine(files);
  expect(await assistantVersion(system, '/bin/claude', cache)).toBe('2.1.329');
  expect(system.captured).toEqual([]);
});

test.each<[string, FakeMachine['files']]>([
  ["somebody else's package", { '/bin/package.json': '{"name":"tools","version":"9.9.9"}' }],
  ['a package without a version', { '/bin/package.json': '{"name":"opencode"}' }],
  ['a broken package', { '/bin/package.json': '{' }],
])('%s tells nothing, so the program is asked, once', async (_, files) => {
  const system = machine({ '/bin/claude': program, ...files });
  expect(await assistantVersion(system, '/bin/claude', cache)).toBe('2.1.240');
  expect(await assistantVersion(system, '/bin/claude', cache)).toBe('2.1.240');
  expect(system.captured).toMatchObject([{ command: ['/bin/claude', '--version'], timeoutMs: 5000 }]);
});

test('a changed program is asked again', async () => {
  const system = machine({ '/bin/claude': program });
  await assistantVersion(system, '/bin/claude', cache);
  system.files.tree.set('/bin/claude', { ...program, modified: 2 });
  await assistantVersion(system, '/bin/claude', cache);
  expect(system.captured).toHaveLength(2);
});

test('the question carries no credentials and no settings of the assistant', async () => {
  const system = machine({ '/bin/claude': program }, '1.2.3', { PATH: '/bin', AWS_SECRET_ACCESS_KEY: 'x', ANTHROPIC_MODEL: 'y', CLAUDE_CODE_USE_BEDROCK: '1' });
  await assistantVersion(system, '/bin/claude', cache);
  const env = system.captured[0]?.env ?? {};
  expect(Object.keys(env).filter((name) => env[name] !== undefined)).toEqual(['PATH', 'LODE_LAUNCH']);
});

test.each(['', 'no idea', 'v2'])('an answer of %j is no version and is not remembered', async (stdout) => {
  const system = machine({ '/bin/claude': program }, stdout);
  expect(await assistantVersion(system, '/bin/claude', cache)).toBeUndefined();
  expect(system.text(`${cache}/versions.json`)).toBeUndefined();
});

test.each(['', '[]', 'null', '{"/bin/claude":7}', '{"/bin/claude":{"size":7,"modified":1}}', 'junk'])('a cache of %j is survived and mended', async (text) => {
  const system = machine({ '/bin/claude': program, [`${cache}/versions.json`]: text });
  expect(await assistantVersion(system, '/bin/claude', cache)).toBe('2.1.240');
  expect(JSON.parse(system.text(`${cache}/versions.json`) ?? '')).toEqual({ '/bin/claude': { size: 7, modified: 1, version: '2.1.240' } });
});

test('a cache that cannot be written costs nothing but time', async () => {
  const system = machine({ '/bin/claude': program });
  system.files.unwritable.set(`${cache}/versions.json`, 'read-only');
  expect(await assistantVersion(system, '/bin/claude', cache)).toBe('2.1.240');
});
