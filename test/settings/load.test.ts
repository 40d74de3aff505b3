import { describe, expect, test } from 'vitest';
import { LodeError } from '../../src/errors.ts';
import { loadSettings } from '../../src/settings/load.ts';
import type { LoadedSettings, SettingsRequest } from '../../src/settings/load.ts';
import { describeOrigin, layerStrength } from '../../src/settings/origin.ts';
import type { SettingName } from '../../src/settings/settings.ts';
import { fakeSystem } from '../support/fake-system.ts';
import type { FakeMachine } from '../support/fake-system.ts';

const user = '/home/ada/.config/lode/settings.json';
const managed = '/etc/lode/settings.json';
const project = '/home/ada/project/.lode/settings.json';
const local = '/home/ada/project/.lode/settings.local.json';
const claudeUser = '/home/ada/.claude/settings.json';
const claudeProject = '/home/ada/project/.claude/settings.json';
const claudeLocal = '/home/ada/project/.claude/settings.local.json';
const claudeManaged = '/etc/claude-code/managed-settings.json';

type Contents = Readonly<Record<string, unknown>>;

function load(contents: Contents, request: Partial<SettingsRequest> = {}, machine: FakeMachine = {}): Promise<LoadedSettings> {
  const files = Object.fromEntries(Object.entries(contents).map(([path, value]) => [path, typeof value === 'string' ? value : JSON.stringify(value)]));
  const system = fakeSystem({ ...machine, files: { '/home/ada/project/.git': { folder: true }, ...files, ...machine.files } });
  return loadSettings(system, { flags: {}, interactive: false, ask: false, ...request });
}

async function failure(loading: Promise<unknown>): Promise<string> {
  const error = await loading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof LodeError)) throw new Error(`expected a LodeError, got ${String(error)}`);
  return [`${error.failure.code} (${error.failure.exit})`, error.message, ...(error.failure.hints ?? [])].join('\n');
}

function told(loaded: LoadedSettings, name: SettingName): string {
  const resolved = loaded.settings[name];
  return resolved ? `${JSON.stringify(resolved.value)} from ${describeOrigin(resolved.origin)}` : 'not set';
}

/** Everybody names a region; each row takes the strongest away. */
const everybody: readonly (readonly [who: string, contents: Contents, request: Partial<SettingsRequest>, machine: FakeMachine, told: string])[] = [
  ['a managed lock', { [managed]: { region: 'us-east-1', locked: ['region'] } }, {}, {}, `"us-east-1" from ${managed}, key region`],
  ['a flag', {}, { flags: { region: 'us-east-2' } }, {}, '"us-east-2" from --region'],
  [
    "the assistant's own words",
    {},
    { assistantWords: { settings: { env: { AWS_REGION: 'us-west-1' } }, path: '--settings' } },
    {},
    '"us-west-1" from --settings, key env.AWS_REGION',
  ],
  ['a variable', {}, {}, { env: { LODE_REGION: 'us-west-2' } }, '"us-west-2" from LODE_REGION'],
  ["the project's local file", { [local]: { region: 'eu-west-1' } }, {}, {}, `"eu-west-1" from ${local}, key region`],
  ["the project's file", { [project]: { region: 'eu-west-2' } }, {}, {}, `"eu-west-2" from ${project}, key region`],
  ["the user's file", { [user]: { region: 'eu-west-3' } }, {}, {}, `"eu-west-3" from ${user}, key region`],
  ["Claude Code's managed file", { [claudeManaged]: { env: { AWS_REGION: 'eu-north-1' } } }, {}, {}, `"eu-north-1" from ${claudeManaged}, key env.AWS_REGION`],
  ["Claude Code's local file", { [claudeLocal]: { env: { AWS_REGION: 'eu-south-1' } } }, {}, {}, `"eu-south-1" from ${claudeLocal}, key env.AWS_REGION`],
  ["Claude Code's project file", { [claudeProject]: { env: { AWS_REGION: 'eu-south-2' } } }, {}, {}, `"eu-south-2" from ${claudeProject}, key env.AWS_REGION`],
  ["Claude Code's user file", { [claudeUser]: { env: { AWS_REGION: 'ap-south-1' } } }, {}, {}, `"ap-south-1" from ${claudeUser}, key env.AWS_REGION`],
  ['a managed value without a lock', { [managed]: { region: 'ap-south-2' } }, {}, {}, `"ap-south-2" from ${managed}, key region`],
];

describe('of all that name a region the strongest wins', () => {
  test.each(everybody.map((row, index) => [row[0], index, row[4]] as const))('%s', async (_, index, expected) => {
    const weaker = everybody.slice(index).toReversed();
    const contents = Object.assign({}, ...weaker.map((row) => row[1])) as Contents;
    const request = Object.assign({}, ...weaker.map((row) => row[2])) as Partial<SettingsRequest>;
    const machine = Object.assign({}, ...weaker.map((row) => row[3])) as FakeMachine;
    const loaded = await load(contents, request, machine);
    expect(told(loaded, 'region')).toBe(expected);
    // The lock and the plain managed value are one file, so they never stand beside each other.
    expect(loaded.settings.region?.overridden).toHaveLength(everybody.length - 1 - index - (index === 0 ? 1 : 0));
    const strengths = [loaded.settings.region?.origin, ...(loaded.settings.region?.overridden ?? []).map(({ origin }) => origin)];
    expect(strengths.map((origin) => origin && layerStrength(origin))).toEqual(
      strengths.map((origin) => origin && layerStrength(origin)).toSorted((a, b) => a! - b!),
    );
  });

  test('and with nobody there is none', async () => {
    expect(told(await load({}), 'region')).toBe('not set');
  });
});

test('defaults are the weakest, and carry that origin', async () => {
  const loaded = await load({});
  expect(Object.keys(loaded.settings)).toEqual(['assistant', 'residency', 'handover']);
  expect(told(loaded, 'assistant')).toBe(`"claude" from lode's default`);
  expect(told(loaded, 'residency')).toBe(`"prefer" from lode's default`);
  expect(loaded.notes).toEqual([]);
});

describe('maps merge per key', () => {
  test('each key from the strongest that has it, with the parts kept', async () => {
    const loaded = await load(
      { [user]: { models: { fast: 'haiku', big: 'opus' } }, [project]: { models: { fast: 'sonnet' } } },
      { flags: { models: '{"own":"fable"}' } },
    );
    const { models } = loaded.settings;
    expect(models?.value).toEqual({ own: 'fable', fast: 'sonnet', big: 'opus' });
    expect(models?.parts?.map(({ origin }) => describeOrigin(origin))).toEqual(['--models', `${project}, key models`, `${user}, key models`]);
    expect(models?.overridden).toEqual([{ value: { fast: 'haiku' }, origin: { kind: 'file', layer: 'user', path: user, key: 'models' } }]);
  });

  test.each([
    ['env', { A: '1', B: '2' }, { B: '3' }, { A: '1', B: '3' }],
    ['endpoints', { sts: 'https://a', bedrock: 'https://b' }, { sts: 'https://c' }, { bedrock: 'https://b', sts: 'https://c' }],
    ['bedrockDiscovery', { enabled: true, refreshInterval: 60 }, { enabled: false }, { enabled: false, refreshInterval: 60 }],
  ] as const)('%s', async (name, plain, work, merged) => {
    const loaded = await load({ [user]: { [name]: plain, environments: { work: { [name]: work } } } }, { environment: 'work' });
    expect(loaded.settings[name]?.value).toEqual(merged);
  });
});

describe('a named environment', () => {
  const contents = {
    [user]: { region: 'us-east-1', model: 'opus', environments: { work: { region: 'eu-west-1' }, home: { awsProfile: 'me' } } },
  };

  test('sits just above the plain keys of its file', async () => {
    const loaded = await load(contents, { environment: 'work' });
    expect(told(loaded, 'region')).toBe(`"eu-west-1" from ${user}, key environments.work.region`);
    expect(loaded.settings.region?.overridden.map(({ value }) => value)).toEqual(['us-east-1']);
    expect(told(loaded, 'model')).toBe(`"opus" from ${user}, key model`);
    expect(told(loaded, 'awsProfile')).toBe('not set');
    expect(loaded.environment).toBe('work');
  });

  test('but below a stronger file', async () => {
    const loaded = await load({ ...contents, [project]: { region: 'ap-south-1' } }, { environment: 'work' });
    expect(told(loaded, 'region')).toBe(`"ap-south-1" from ${project}, key region`);
  });

  test.each([
    ['-e first', { environment: 'work' }, { LODE_ENVIRONMENT: 'home' }, 'home', 'work'],
    ['then LODE_ENVIRONMENT', {}, { LODE_ENVIRONMENT: 'home' }, 'work', 'home'],
    ['then defaultEnvironment', {}, {}, 'work', 'work'],
    ['an empty LODE_ENVIRONMENT counts as unset', {}, { LODE_ENVIRONMENT: '' }, 'work', 'work'],
    ['none is fine', {}, {}, undefined, undefined],
  ] as const)('is chosen by %s', async (_, request, env, defaultEnvironment, chosen) => {
    const loaded = await load({ [user]: { ...contents[user], ...(defaultEnvironment && { defaultEnvironment }) } }, request, { env });
    expect(loaded.environment).toBe(chosen);
  });

  test.each([
    ['misspelt', 'wrok', `Did you mean "work"?\nKnown environments: work, home.\nMake it: lode config set region eu-west-1 -e wrok`],
    ['of a prototype', 'constructor', `Known environments: work, home.\nMake it: lode config set region eu-west-1 -e constructor`],
    ['with odd letters', 'a b;c', `Known environments: work, home.\nMake it: lode config set region eu-west-1 -e NAME`],
  ])('that nobody defined stops the launch: %s', async (_, environment, hints) => {
    expect(await failure(load(contents, { environment }))).toBe(
      `settings.unknown-environment (user)\nThere is no environment ${JSON.stringify(environment)} in ${user} or any other settings file of lode's.\n${hints}`,
    );
  });

  test('is not chosen by a project', async () => {
    const loaded = await load({ ...contents, [project]: { defaultEnvironment: 'home' } });
    expect(loaded.environment).toBeUndefined();
    expect(loaded.notes).toEqual([
      { code: 'settings.ignored-key', sentence: `${project}, key defaultEnvironment, is ignored: only your own settings file may choose one.` },
    ]);
  });
});

describe('a managed lock', () => {
  test('tells whom it beat on this very command line', async () => {
    const loaded = await load({ [managed]: { region: 'us-east-1', locked: ['region'] } }, { flags: { region: 'eu-west-1' } });
    expect(told(loaded, 'region')).toBe(`"us-east-1" from ${managed}, key region`);
    expect(loaded.notes).toEqual([{ code: 'settings.locked', sentence: `--region is ignored: ${managed} locks region to us-east-1.` }]);
  });

  test('holds for a whole map', async () => {
    const loaded = await load({ [managed]: { env: { A: '1' }, locked: ['env'] }, [user]: { env: { A: '2', B: '3' } } }, { flags: { env: { A: '4' } } });
    expect(loaded.settings.env?.value.A).toBe('1');
    expect(loaded.settings.env?.value.B).toBeUndefined();
  });
});

describe('variables', () => {
  test.each([
    ['LODE_AWS_PROFILE', 'dev', 'awsProfile', 'dev'],
    ['LODE_MODELS', '{"fast":"haiku"}', 'models', { fast: 'haiku' }],
    ['LODE_BEDROCK_DISCOVERY', '{"enabled":false}', 'bedrockDiscovery', { enabled: false }],
  ] as const)('%s=%s', async (variable, word, name, value) => {
    const loaded = await load({}, {}, { env: { [variable]: word } });
    expect(loaded.settings[name]).toMatchObject({ value, origin: { kind: 'variable', name: variable } });
  });

  test('an empty one counts as unset and is noted', async () => {
    const loaded = await load({}, {}, { env: { LODE_REGION: '' } });
    expect(told(loaded, 'region')).toBe('not set');
    expect(loaded.notes).toEqual([{ code: 'settings.empty-variable', sentence: 'LODE_REGION is set to nothing, which counts as not set.' }]);
  });

  test('a misspelt one is noted, and others that start with LODE_ are left alone', async () => {
    const loaded = await load({}, {}, { env: { LODE_REGOIN: 'eu-west-1', LODE_TEST_NO_BUILD: '1', LODE_ENVIRONMENT: '' } });
    expect(loaded.notes).toEqual([
      { code: 'settings.unknown-variable', sentence: "LODE_REGOIN is no variable of lode's and is ignored; did you mean LODE_REGION?" },
    ]);
  });

  test.each([
    ['LODE_REGION', 'mars', 'settings.variable-value (user)\nLODE_REGION should be an AWS region such as eu-west-1, not "mars".'],
    [
      'LODE_MODELS',
      'fast=haiku',
      'settings.variable-value (user)\nLODE_MODELS should be an object whose values are each a model name, ID or ARN, written as JSON, not this text.',
    ],
    ['LODE_ENV', '{"A":1}', 'settings.variable-value (user)\nLODE_ENV, key "A", should be a string, not a number.'],
    [
      'LODE_ENDPOINTS',
      '{"s3":"x"}',
      'settings.variable-value (user)\nLODE_ENDPOINTS, key "s3", is not a known key.\nKnown here: bedrock, bedrockRuntime, sts.',
    ],
  ])('%s=%s stops', async (variable, word, message) => {
    expect(await failure(load({}, {}, { env: { [variable]: word } }))).toBe(message);
  });
});

test('a flag with a bad value is a mistake of usage', async () => {
  expect(await failure(load({}, { flags: { geography: 'apac' } }))).toBe(
    'usage.flag-value (usage)\n--geography should be one of us, eu, jp, au, in, us-gov, global, not "apac".',
  );
});

test('flags may come as words or with their type', async () => {
  const loaded = await load({}, { flags: { env: { A: '1' }, bedrockDiscovery: '{"enabled":true}', model: 'opus' } });
  expect([loaded.settings.env?.value, loaded.settings.bedrockDiscovery?.value, loaded.settings.model?.value]).toEqual([{ A: '1' }, { enabled: true }, 'opus']);
});

describe('the project', () => {
  const at = async (cwd: string, files: readonly string[], machine: FakeMachine = {}): Promise<string> => {
    const contents = Object.fromEntries(files.map((path, index) => [path, { region: `eu-west-${index + 1}` }]));
    return told(await load(contents, {}, { cwd, ...machine }), 'region');
  };

  test.each([
    ['is found from below', '/home/ada/project/a/b', [project], `"eu-west-1" from ${project}, key region`],
    [
      'is the nearest folder that has .lode',
      '/home/ada/project/a/b',
      [project, '/home/ada/project/a/.lode/settings.json'],
      '"eu-west-2" from /home/ada/project/a/.lode/settings.json, key region',
    ],
    ['is not looked for above the git root', '/home/ada/project', ['/home/ada/.lode/settings.json'], 'not set'],
    ['is not the home folder', '/home/ada', ['/home/ada/.lode/settings.json'], 'not set'],
    ['outside git is the working folder', '/srv/x', ['/srv/x/.lode/settings.json'], '"eu-west-1" from /srv/x/.lode/settings.json, key region'],
    ['outside git is no folder above', '/srv/x/y', ['/srv/x/.lode/settings.json'], 'not set'],
  ])('%s', async (_, cwd, files, expected) => {
    expect(await at(cwd, files)).toBe(expected);
  });

  test('is not the home folder even when HOME is a link to it', async () => {
    const files = { '/home/ada': { link: '/data/ada' } } as const;
    expect(await at('/data/ada', ['/data/ada/.lode/settings.json'], { files })).toBe('not set');
  });

  test('may be a worktree, whose .git is a file', async () => {
    const files = { '/srv/tree/.git': 'gitdir: /srv/repo/.git/worktrees/tree' };
    expect(await at('/srv/tree/a', ['/srv/tree/.lode/settings.json'], { files })).toContain('"eu-west-1"');
  });
});

test('all files are reported with their state, strongest first', async () => {
  const loaded = await load({ [user]: {}, [project]: {}, [claudeUser]: '{ // no comments here\n}' });
  expect(loaded.files.map(({ layer, state }) => `${layer} ${state}`)).toEqual(['managed missing', 'project-local missing', 'project read', 'user read']);
  expect(loaded.claude.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
    `${claudeManaged} missing`,
    `${claudeLocal} missing`,
    `${claudeProject} missing`,
    `${claudeUser} skipped`,
  ]);
  expect(loaded.notes).toEqual([
    {
      code: 'settings.claude-file-skipped',
      sentence: `${claudeUser} is skipped, by Claude Code too: line 1, column 3: comments are not allowed in this file. Fix it or run: claude doctor`,
    },
  ]);
});

test('a launch with ordinary files reads each of them once, and no trust store', async () => {
  const system = fakeSystem({ files: { [user]: '{"region":"eu-west-1"}', [project]: '{"model":"opus"}' } });
  await loadSettings(system, { flags: {}, interactive: true, ask: true });
  expect(system.files.reads.toSorted()).toEqual([...new Set(system.files.reads)].toSorted());
  expect(system.files.reads.filter((path) => path.includes('trust'))).toEqual([]);
});
