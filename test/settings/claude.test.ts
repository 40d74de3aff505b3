import { describe, expect, test } from 'vitest';
import { importClaude } from '../../src/settings/claude-import.ts';
import { loadSettings } from '../../src/settings/load.ts';
import type { LoadedSettings } from '../../src/settings/load.ts';
import { describeOrigin } from '../../src/settings/origin.ts';
import { resolveSettings } from '../../src/settings/resolve.ts';
import { fakeSystem } from '../support/fake-system.ts';
import type { FakeEntry } from '../support/fake-files.ts';

const user = '/home/ada/.claude/settings.json';
const project = '/home/ada/project/.claude/settings.json';

type Content = Readonly<Record<string, unknown>>;

type Said = readonly [layer: 'managed' | 'project' | 'user', content: Content];

/** Each imported setting as `value from layer key`. */
function imported(...strongestFirst: readonly Said[]): Record<string, string> {
  const sources = strongestFirst.map(([layer, content]) => ({ layer, path: layer, content }));
  const settings = resolveSettings(importClaude(sources).layers.map(({ layer }) => layer));
  return Object.fromEntries(Object.entries(settings).map(([name, { value, origin }]) => [name, `${String(value)} from ${describeOrigin(origin)}`]));
}

test('what Claude Code says becomes settings, each with the place that says it', () => {
  const content = {
    model: 'opus',
    awsAuthRefresh: 'aws sso login',
    awsCredentialExport: '/opt/creds',
    env: { AWS_REGION: 'eu-west-1', AWS_PROFILE: 'dev', ANTHROPIC_DEFAULT_HAIKU_MODEL: 'haiku', PATH: '/x' },
    permissions: { allow: ['Bash'] },
  };
  expect(imported(['user', content])).toEqual({
    awsProfile: 'dev from user, key env.AWS_PROFILE',
    region: 'eu-west-1 from user, key env.AWS_REGION',
    model: 'opus from user, key model',
    smallFastModel: 'haiku from user, key env.ANTHROPIC_DEFAULT_HAIKU_MODEL',
    awsAuthRefresh: 'aws sso login from user, key awsAuthRefresh',
    awsCredentialExport: '/opt/creds from user, key awsCredentialExport',
  });
});

describe('as in Claude Code itself', () => {
  test.each<[string, readonly Said[], Record<string, string>]>([
    [
      'ANTHROPIC_MODEL beats the model of the same file',
      [['user', { model: 'opus', env: { ANTHROPIC_MODEL: 'sonnet' } }]],
      { model: 'sonnet from user, key env.ANTHROPIC_MODEL' },
    ],
    [
      'ANTHROPIC_MODEL of a weaker file beats the model of a stronger one',
      [
        ['project', { model: 'opus' }],
        ['user', { env: { ANTHROPIC_MODEL: 'sonnet' } }],
      ],
      { model: 'sonnet from user, key env.ANTHROPIC_MODEL' },
    ],
    [
      'the new name of the small model beats the old one',
      [
        ['project', { env: { ANTHROPIC_SMALL_FAST_MODEL: 'old' } }],
        ['user', { env: { ANTHROPIC_DEFAULT_HAIKU_MODEL: 'new' } }],
      ],
      { smallFastModel: 'new from user, key env.ANTHROPIC_DEFAULT_HAIKU_MODEL' },
    ],
    [
      'the old name still counts alone',
      [['user', { env: { ANTHROPIC_SMALL_FAST_MODEL: 'old' } }]],
      { smallFastModel: 'old from user, key env.ANTHROPIC_SMALL_FAST_MODEL' },
    ],
    ['an empty string is no value', [['user', { model: '', env: { AWS_REGION: '' } }]], {}],
    ['default is no model', [['user', { model: 'default' }]], {}],
    [
      'a managed file beats a project',
      [
        ['managed', { model: 'opus' }],
        ['project', { model: 'haiku' }],
      ],
      { model: 'opus from managed, key model' },
    ],
  ])('%s', (_, sources, settings) => {
    expect(imported(...sources)).toEqual(settings);
  });
});

test('values that cannot be meant are left out with a note, and nothing is taken from a prototype', () => {
  const content = JSON.parse('{"__proto__": {"model": "evil"}, "awsAuthRefresh": 5, "env": {"AWS_REGION": "mars", "__proto__": {"AWS_PROFILE": "x"}}}');
  const { layers, notes } = importClaude([{ layer: 'user', path: user, content }]);
  expect(layers).toEqual([]);
  expect(notes.map(({ sentence }) => sentence)).toEqual([
    `${user}, key env.AWS_REGION, is ignored: it should be an AWS region such as eu-west-1.`,
    `${user}, key awsAuthRefresh, is ignored: it should be a shell command.`,
  ]);
});

describe("Claude Code's broken files never stop a launch, but are told", () => {
  const load = (entry: FakeEntry): Promise<LoadedSettings> =>
    loadSettings(fakeSystem({ files: { [user]: entry } }), { flags: {}, interactive: false, ask: false });

  test.each<[string, FakeEntry, string]>([
    ['a trailing comma', '{"model": "opus",}', 'line 1, column 18: a key in double quotes is expected here'],
    ['an empty file', '', 'it is not strict JSON'],
    ['a list', '[]', 'it is not a JSON object'],
    ['a folder', { folder: true }, 'it is not a regular file'],
    ['a FIFO', { unreadable: 'not-a-file' }, 'it is not a regular file'],
    ['no permission', { unreadable: 'denied' }, 'you are not allowed to read it'],
    ['ten megabytes', `{"model": "${'x'.repeat(10_000_000)}"}`, 'it is far too large to be settings (10000013 bytes, more than 2097152)'],
    ['NUL bytes', '{"model": "\0"}', 'it is not UTF-8 text'],
    ['a link to itself', { link: user }, 'its symbolic links lead in a circle'],
    ['too deep', `${'['.repeat(300_000)}`, 'line 1, column 1: objects or lists are nested too deeply to be settings'],
  ])('%s', async (_, entry, why) => {
    const loaded = await load(entry);
    expect(loaded.notes).toEqual([
      { code: 'settings.claude-file-skipped', sentence: `${user} is skipped, by Claude Code too: ${why}. Fix it or run: claude doctor` },
    ]);
    expect(loaded.claude.find(({ path }) => path === user)).toEqual({ kind: 'skipped', layer: 'user', path: user, why });
  });
});

test("the user's own --settings words count without trust, and junk in them is no matter here", async () => {
  const system = fakeSystem();
  const load = (settings: unknown): Promise<LoadedSettings> =>
    loadSettings(system, { flags: {}, assistantWords: { settings, path: '/tmp/mine.json' }, interactive: false, ask: false });
  expect((await load({ awsCredentialExport: 'mine', permissions: {} })).settings.awsCredentialExport).toMatchObject({
    value: 'mine',
    origin: { kind: 'assistant-file', layer: 'words', path: '/tmp/mine.json', key: 'awsCredentialExport' },
  });
  expect((await load(['junk'])).settings.awsCredentialExport).toBeUndefined();
});

test('parsed files are handed on whole, managed drop-ins included, for whoever looks for conflicts', async () => {
  const dropIn = '/etc/claude-code/managed-settings.d/20.json';
  const system = fakeSystem({
    files: { [dropIn]: '{"env":{"AWS_REGION":"us-east-1"}}', [project]: '{"hooks":{}}', '/etc/claude-code/managed-settings.d/README': 'x' },
  });
  const { claude, settings } = await loadSettings(system, { flags: {}, interactive: false, ask: false });
  expect(claude.flatMap((file) => (file.kind === 'read' ? [[file.layer, file.path, file.content]] : []))).toEqual([
    ['managed', dropIn, { env: { AWS_REGION: 'us-east-1' } }],
    ['project', project, { hooks: {} }],
  ]);
  expect(settings.region?.value).toBe('us-east-1');
});
