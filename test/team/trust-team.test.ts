import { describe, expect, test } from 'vitest';
import type { BeforeSetup } from '../../src/setup/before.ts';
import { writeSetup } from '../../src/setup/write-setup.ts';
import { planTeamRecord } from '../../src/team/known-teams.ts';
import type { TeamFile } from '../../src/team/team-file.ts';
import { teamFor } from '../../src/team/team-for.ts';
import { trustTeam } from '../../src/team/trust-team.ts';
import { fakeSystem, type FakeMachine, type FakeSystem } from '../support/fake-system.ts';
import { noWords as silent } from '../setup/no-words.ts';
import { profiles, sso, teamOf, told } from './team-scene.ts';

const terminal = { inIsTerminal: true, errIsTerminal: true };
const record = '/home/ada/.local/state/lode/team.json';
const acme = { name: 'Acme', settings: { region: 'eu-central-1', awsAuthRefresh: 'acme login' }, sso, profiles, extras: ['shim'] };

function ask(system: FakeSystem, team: Awaited<ReturnType<typeof teamOf>>, yes = false): Promise<void> {
  return trustTeam(system, team, { yes, environment: undefined, say: (...lines) => system.terminal.err(lines.map((line) => `${line}\n`).join('')) });
}

function person(answers: FakeMachine['answers'] = [], more: FakeMachine = {}): FakeSystem {
  return fakeSystem({ terminal, answers, ...more });
}

function rememberTeam(system: FakeSystem, team: TeamFile): void {
  for (const { path, after = '' } of planTeamRecord(system, team)) system.files.writeAtomic(path, after, 0o600);
}

/** No settings yet. */
const nothing: BeforeSetup = { path: '', isSetUp: false, environments: [], defaultEnvironment: undefined, valuesOf: () => ({}) };

describe('a team file that nobody answered for yet', () => {
  test('is shown in full, and asked about', async () => {
    const system = person([true]);
    const team = await teamOf(acme);
    await ask(system, team);
    expect(system.stderr()).toBe(
      [
        'Team file of Acme: https://acme.example/team.json',
        `  ${team.digest}`,
        'It would set (! chooses an account, runs a command or sends requests elsewhere):',
        '  ! region: "eu-central-1"',
        '  ! profile acme-dev: account 111122223333, role Developer',
        '  ! profile acme-prod: account 444455556666, role ReadOnly',
        '  ! also: shim',
        '  ! awsAuthRefresh: "acme login"',
        '  ! sign-in acme: https://acme.awsapps.com/start in eu-central-1',
        '6 in all, 6 of them with !, the gravest last.',
        '',
      ].join('\n'),
    );
    expect(system.questions).toEqual(['Take this over?']);
  });

  test.each([
    ['a command', { awsAuthRefresh: 'evil\u001b[2K\r\u202Etrue' }, String.raw`! awsAuthRefresh: "evil\u001b[2K\r\u{202e}true"`],
    ['an address', { endpoints: { sts: 'https://evil.example' } }, '! endpoints.sts: "https://evil.example"'],
    ['a variable', { env: { NODE_OPTIONS: '--require x' } }, '! env.NODE_OPTIONS: "--require x"'],
    ['headers', { env: { ANTHROPIC_CUSTOM_HEADERS: 'x: y' } }, '! env.ANTHROPIC_CUSTOM_HEADERS: "x: y"'],
    ['a host behind a name', { env: { X_URL: 'https://aws@evil.example/a@b' } }, '! env.X_URL: "https://aws@evil.example/a@b"'],
    ['a host like another', { endpoints: { sts: 'https://\u0430ws.example/' } }, '! endpoints.sts: "https://xn--ws-6kc.example/"'],
    ['an ARN', { models: { opus: 'arn:aws:bedrock:x' } }, '! models.opus: "arn:aws:bedrock:x"'],
    ['a list that turns around', { bedrockDiscovery: { providerFilter: ['a\u202E'] } }, '! bedrockDiscovery.providerFilter: ["a?"]'],
    [
      'an environment',
      { environments: { prod: { awsProfile: 'x', region: 'us-east-1' } } },
      '! environments.prod.awsProfile: "x"\n  ! environments.prod.region: "us-east-1"',
    ],
  ])('cannot hide %s', async (_, settings, shown) => {
    const system = person([true]);
    await ask(system, await teamOf({ name: 'A', settings }));
    expect(system.stderr()).toContain(`  ${shown}\n`);
  });

  test('cannot hide a line among others', async () => {
    const env = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`PLAIN_${index}`, 'x']));
    const system = person([true]);
    await ask(system, await teamOf({ name: 'A', settings: { awsAuthRefresh: 'evil', env: { NODE_OPTIONS: '-r x', ...env }, models: { zzz: 'opus' } } }));
    const lines = system.stderr().trimEnd().split('\n');
    expect(lines.slice(-3)).toEqual(['  ! awsAuthRefresh: "evil"', '  ! env.NODE_OPTIONS: "-r x"', '153 in all, 152 of them with !, the gravest last.']);
  });

  test.each([
    ['many lines', Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`A${index}`, 'x']))],
    ['a long line', { A: 'x'.repeat(20_000) }],
  ])('is not asked about where nobody would read %s', async (_, env) => {
    const system = person([true]);
    const team = await teamOf({ name: 'A', settings: { env } });
    expect(await told(ask(system, team))).toMatch(new RegExp(`^team\\.too-long\n[^]*--digest ${team.digest}$`));
    expect(system.questions).toEqual([]);
    await ask(system, { ...team, pinned: true });
  });

  test('shows its name, place and digest whatever is quiet', async () => {
    const system = person([true]);
    const team = await teamOf(acme);
    await trustTeam(system, team, { yes: false, environment: 'prod', say: () => undefined });
    expect(system.stderr()).toMatch(/^Team file of Acme: .*\n {2}sha256:[^]*All of it in environment prod, and no other environment\.\n6 in all/);
  });

  test('stops at a no, with nothing written', async () => {
    const system = person([false]);
    expect(await told(ask(system, await teamOf(acme)))).toMatch(/^cancelled\n/);
    expect([...system.files.tree.keys()]).toEqual([]);
  });

  test.each([
    ['with --yes', true, terminal, ' --yes'],
    ['with nobody there', false, {}, ''],
  ])('stops %s, and says how to answer for it', async (_, yes, present, tail) => {
    const system = fakeSystem({ terminal: present });
    const team = await teamOf(acme);
    const said = await told(ask(system, team, yes));
    expect(said).toMatch(/^team\.untrusted\n/);
    expect(said).toContain(`lode setup --from https://acme.example/team.json --digest ${team.digest}${tail}`);
    expect(system.stderr()).toContain('! awsAuthRefresh: "acme login"');
    expect(system.questions).toEqual([]);
  });
});

describe('needs no question', () => {
  test('when it is pinned', async () => {
    const system = fakeSystem();
    await ask(system, await teamOf(acme, { pinned: true }), true);
    expect(system.stderr()).toMatch(/^Team file of Acme: .*\n {2}sha256:[0-9a-f]{64}, as pinned\n$/);
  });

  test('when this content of this place was taken over before', async () => {
    const system = fakeSystem();
    rememberTeam(system, await teamOf(acme));
    await ask(system, await teamOf(acme), true);
    expect(system.stderr()).not.toContain('would set');
    expect(system.files.facts(record)?.mode).toBe(0o600);
    expect(JSON.parse(system.text(record) ?? '')).toMatchObject({ applied: { from: 'https://acme.example/team.json', at: '2026-11-21T12:00:00.000Z' } });
  });
});

describe('is asked about again', () => {
  test('when it is another content, with what changed', async () => {
    const system = person([true]);
    rememberTeam(system, await teamOf(acme));
    await ask(system, await teamOf({ ...acme, settings: { region: 'us-east-1', awsAuthRefresh: 'acme login' }, extras: [] }));
    expect(system.stderr()).toContain(
      'It has changed since you took it over on 2026-11-21:\n  - ! region: "eu-central-1"\n  - ! also: shim\n  + ! region: "us-east-1"\nIt would set',
    );
    expect(system.questions).toEqual(['Take this over, as it is now?']);
  });

  test('when the password of an address changed, which is not shown', async () => {
    const system = person([true]);
    const of = (password: string) => teamOf({ name: 'A', settings: { env: { HTTPS_PROXY: `http://ada:${password}@proxy.example` } } });
    rememberTeam(system, await of('hunter2'));
    await ask(system, await of('hunter3'));
    expect(system.stderr()).toMatch(/- ! env\.HTTPS_PROXY: "http:\/\/ada:\[hidden \w{8}\]@proxy\.example"\n {2}\+ ! env\.HTTPS_PROXY/);
    expect(system.stderr()).not.toContain('hunter');
  });

  test('when one byte changed that is not shown', async () => {
    const system = person([true]);
    rememberTeam(system, await teamOf(acme));
    await ask(system, await teamOf(`${JSON.stringify(acme)}\n`));
    expect(system.stderr()).toContain('nothing that is shown: comments');
  });

  test('when it is at another place', async () => {
    const system = person([true]);
    rememberTeam(system, await teamOf(acme));
    await ask(system, await teamOf(acme, { from: '/srv/team.json' }));
    expect(system.questions).toEqual(['Take this over?']);
  });

  test.each([
    ['is damaged', 'not JSON'],
    ['is of another form', '{"schema":1,"known":{"https://acme.example/team.json":{"digest":1}}}'],
    ['is a list', '[]'],
  ])('when the record of it %s', async (_, text) => {
    const system = person([true], { files: { [record]: text } });
    await ask(system, await teamOf(acme));
    expect(system.questions).toEqual(['Take this over?']);
  });

  test('when what was taken over can no longer be read', async () => {
    const system = person([true]);
    rememberTeam(system, { ...(await teamOf(acme)), digest: 'sha256:old', text: '{"of":"an older lode"}' });
    await ask(system, await teamOf(acme));
    expect(system.stderr()).toContain('since you took it over on 2026-11-21.\nIt would set');
  });
});

test('twenty teams are remembered, and the newest are', async () => {
  const system = fakeSystem();
  for (let index = 0; index < 25; index++) {
    rememberTeam(system, await teamOf(acme, { from: `/srv/${index}.json` }));
    system.advance(1000);
  }
  const { known } = JSON.parse(system.text(record) ?? '') as { known: object };
  expect(Object.keys(known).toSorted()).toEqual(Array.from({ length: 20 }, (_, index) => `/srv/${index + 5}.json`).toSorted());
});

describe('a team for one setup', () => {
  const files = { '/home/ada/project/team.json': JSON.stringify(acme) };

  test('is read, trusted, asked for its profile, and remembered only once all is written', async () => {
    const system = person([true], { files, selected: ['acme-prod'] });
    const team = await teamFor(system, silent, nothing, { from: 'team.json', digest: undefined });
    expect(team.words).toMatchObject({ source: 'sso', flags: { region: 'eu-central-1' }, sso: { account: '444455556666', profileName: 'acme-prod' } });
    expect(team.words.again).toBe('lode setup --from /home/ada/project/team.json');
    expect(team.settings).toEqual([{ path: ['awsAuthRefresh'], value: 'acme login' }]);
    expect(system.text(record)).toBeUndefined();
    writeSetup(system, team.record, []);
    expect(system.text(record)).toContain('/home/ada/project/team.json');
    const later = fakeSystem({ files: { ...files, [record]: system.text(record) ?? '' } });
    const again = await teamFor(later, { ...silent, yes: true, flags: { awsProfile: 'acme-dev' } }, nothing, { from: 'team.json', digest: undefined });
    expect(again.words.sso.account).toBe('111122223333');
  });

  test('that is not there stops', async () => {
    expect(await told(teamFor(person(), silent, nothing, { from: 'nope.json', digest: undefined }))).toMatch(
      /^team\.missing\nThere is no file \/home\/ada\/project\/nope\.json/,
    );
  });

  test.each([
    ['a digest that is none', 'team.json', 'sha256:abc', /^usage\.team-digest\n--digest should be sha256: and 64/],
    ['two digests', `https://a.example/t#sha256=${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`, /^usage\.team-digest\n--digest says .* and the address itself/],
  ])('with %s stops', async (_, from, digest, words) => {
    expect(await told(teamFor(person([], { files }), silent, nothing, { from, digest }))).toMatch(words);
  });

  test.each([
    ['a folder', { folder: true }, 'team.not-a-file'],
    ['too large', '{'.repeat(257 * 1024), 'team.too-large'],
    ['no text', 'a\0b', 'team.binary'],
    ['a circle of links', { link: '/home/ada/project/team.json' }, 'team.link-loop'],
  ] as const)('that is %s stops', async (_, entry, code) => {
    const system = person([], { files: { '/home/ada/project/team.json': entry } });
    expect(await told(teamFor(system, silent, nothing, { from: 'team.json', digest: undefined }))).toMatch(new RegExp(`^${code}\n`));
  });
});
