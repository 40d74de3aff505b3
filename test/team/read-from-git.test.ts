import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeSystem } from '../../src/system/node.ts';
import type { CaptureRequest, System } from '../../src/system/system.ts';
import { readTeamFile } from '../../src/team/read-team.ts';
import { fakeSystem } from '../support/fake-system.ts';
import { told } from './team-scene.ts';

const place = mkdtempSync(join(tmpdir(), 'lode-team-git-'));
const work = join(place, 'work tree');
const home = join(place, 'home');
const touched = join(place, 'touched');
const temporary = process.env['TMPDIR'];
let commit: string;

function git(...words: readonly string[]): string {
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@b',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@b',
  };
  return execFileSync('git', ['-c', 'init.defaultBranch=main', ...words], { cwd: work, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

function write(name: string, text: string | Buffer): void {
  mkdirSync(dirname(join(work, name)), { recursive: true });
  writeFileSync(join(work, name), text);
}

beforeAll(() => {
  mkdirSync(work);
  mkdirSync(join(place, 'temporary'));
  process.env['TMPDIR'] = join(place, 'temporary');
  mkdirSync(join(home, 'hooks'), { recursive: true });
  git('init', '-q');
  write('team.json', '{ "name": "Acme" }\n');
  write('teams/b c.json', '\uFEFF{ "name": "Blank" }\n');
  write('large.json', `{ "name": "${'x'.repeat(300 * 1024)}" }`);
  write('odd.json', '{ "name": "\uFFFD" }');
  write('binary.json', Buffer.from([0x7b, 0xff, 0x7d]));
  symlinkSync('/etc/passwd', join(work, 'link.json'));
  symlinkSync('teams', join(work, 'linked'));
  git('add', '-A');
  git('commit', '-q', '-m', 'one');
  commit = git('rev-parse', 'HEAD');
  git('tag', '-a', '-m', 'v1', 'v1');
  write('team.json', '{ "name": "Newer" }\n');
  git('commit', '-q', '-am', 'two');
  git('branch', 'release/next', 'v1');
  git('clone', '-q', '--bare', work, join(place, 'bare repo.git'));
  // What a person's own configuration might do behind lode's back.
  for (const hook of ['post-checkout', 'reference-transaction', 'post-merge', 'fsmonitor']) {
    writeFileSync(join(home, 'hooks', hook), `#!/bin/sh\ntouch '${touched}'\n`);
    chmodSync(join(home, 'hooks', hook), 0o755);
  }
  writeFileSync(join(home, '.gitconfig'), `[core]\n hooksPath = ${join(home, 'hooks')}\n fsmonitor = ${join(home, 'hooks', 'fsmonitor')}\n`);
});
afterAll(() => {
  if (temporary === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = temporary;
  rmSync(place, { recursive: true, force: true });
});

/** The real machine with the home of this test, and temporary files where they can be counted. */
function machine(): System {
  const real = nodeSystem();
  return { ...real, home, env: { PATH: process.env['PATH'], HOME: home, GIT_CONFIG_NOSYSTEM: '1', GIT_DIR: join(place, 'nowhere'), GIT_TRACE: '1' } };
}

const repository = (fragment: string): string => `git+file://${work.replace(' ', '%20')}#${fragment}`;

async function nameOf(from: string): Promise<string> {
  return (await readTeamFile(machine(), from, undefined)).content.name;
}

describe('a git repository', () => {
  test.each([
    ['the default branch', ':team.json', 'Newer'],
    ['a branch', 'main:team.json', 'Newer'],
    ['a branch with a slash', 'release/next:team.json', 'Acme'],
    ['a sign for what could not be read', 'main:odd.json', '\uFFFD'],
    ['an annotated tag', 'v1:team.json', 'Acme'],
    ['a path with a blank, and a byte order mark', 'main:teams/b c.json', 'Blank'],
  ])('gives a file of %s', async (_, fragment, name) => expect(await nameOf(repository(fragment))).toBe(name));

  test('gives a file of a commit', async () => expect(await nameOf(repository(`${commit}:team.json`))).toBe('Acme'));

  test('may be a bare one', async () => {
    expect(await nameOf(`git+file://${place}/bare%20repo.git#v1:team.json`)).toBe('Acme');
  });

  test('that can send single files sends no others', async () => {
    const partial = join(place, 'partial.git');
    git('clone', '-q', '--bare', work, partial);
    git('-C', partial, 'config', 'uploadpack.allowFilter', 'true');
    expect(await nameOf(`git+file://${partial}#main:team.json`)).toBe('Newer');
  });

  test('can be pinned', async () => {
    const { digest, from } = await readTeamFile(machine(), repository('v1:team.json'), undefined);
    expect(from).toBe(repository('v1:team.json'));
    expect(await readTeamFile(machine(), from, digest)).toMatchObject({ pinned: true });
    expect(await told(readTeamFile(machine(), repository('main:team.json'), digest))).toMatch(/^team\.digest-mismatch\n/);
  });

  test.each([
    ['a symbolic link', 'main:link.json', 'team.not-a-file', /main has a symbolic link there/],
    ['a path through a symbolic link', 'main:linked/b c.json', 'team.not-a-file', /main does not have it/],
    ['a folder', 'main:teams', 'team.not-a-file', /main has a folder there/],
    ['what is not there', 'main:nothing.json', 'team.not-a-file', /main does not have it/],
    ['a pattern', 'main:*.json', 'team.not-a-file', /main does not have it/],
    ['magic', 'main::(top)team.json', 'team.not-a-file', /main does not have it/],
    ['what is too large', 'main:large.json', 'team.too-large', /more than 256 KiB/],
    ['what is no text', 'main:binary.json', 'team.binary', /no UTF-8 text/],
    ['half a commit', 'abcdef1:team.json', 'team.git', /say all its 40 digits/],
    ['no such branch', 'nope:team.json', 'team.git', /git cannot fetch nope\.\ncaused by: fatal: couldn't find remote ref nope/],
  ])('gives nothing of %s', async (_, fragment, code, words) => {
    const said = await told(readTeamFile(machine(), repository(fragment), undefined));
    expect(said).toMatch(new RegExp(`^${code}\n`));
    expect(said).toMatch(words);
  });

  test('that is not there is told in git’s own words', async () => {
    expect(await told(readTeamFile(machine(), `git+file://${place}/gone.git#main:team.json`, undefined))).toMatch(/caused by: fatal: .*gone\.git/);
  });

  test('leaves nothing behind, and no hook of anybody ran', async () => {
    await nameOf(repository('main:team.json'));
    await told(readTeamFile(machine(), repository('nope:team.json'), undefined));
    expect(readdirSync(join(place, 'temporary'))).toEqual([]);
    expect(existsSync(touched)).toBe(false);
    expect(existsSync(join(place, 'nowhere'))).toBe(false);
  });
});

describe('git itself', () => {
  const from = 'git+ssh://git@acme.example/it/lode.git#main:team.json';

  function asked(env: Record<string, string> = {}): Promise<readonly CaptureRequest[]> {
    const system = fakeSystem({ env, capture: () => ({ end: { kind: 'exited', code: 128 }, stdout: '', stderr: '' }) });
    return told(readTeamFile(system, from, undefined)).then(() => system.captured);
  }

  test('is asked without a terminal, a password prompt, a hook or another protocol', async () => {
    const [first] = await asked({
      GIT_DIR: 'x',
      GIT_CONFIG_PARAMETERS: "'core.sshCommand=x'",
      GIT_SSH_COMMAND: 'ssh -i key',
      GIT_TRACE_CURL: '1',
      HOME: '/home/ada',
    });
    expect(first?.env).toEqual({
      HOME: '/home/ada',
      GIT_SSH_COMMAND: 'ssh -i key',
      LC_ALL: 'C',
      GIT_TERMINAL_PROMPT: '0',
      GIT_ASKPASS: '',
      SSH_ASKPASS_REQUIRE: 'never',
      GIT_LITERAL_PATHSPECS: '1',
      GIT_NO_LAZY_FETCH: '1',
      GIT_ALLOW_PROTOCOL: 'https:ssh',
    });
    expect(first?.timeoutMs).toBe(60_000);
    expect(first?.command).toEqual(expect.arrayContaining(['http.followRedirects=false', 'core.fsmonitor=false', 'core.hooksPath=/tmp/lode-test/no-hooks']));
  });

  test('that is not there is said so', async () => {
    expect(await told(readTeamFile(fakeSystem(), from, undefined))).toMatch(/needs git, which cannot be started here\.\ncaused by: no such command/);
  });

  test('has a minute, and its words are shown without passwords and colours', async () => {
    const end = { kind: 'timed-out' } as const;
    const stderr = "\u001b[31mfatal: https://ada:hunter2@acme.example/ said no\n\nhint: try again\nremote: 'x'";
    const said = await told(readTeamFile(fakeSystem({ capture: () => ({ end, stdout: '', stderr }) }), from, undefined));
    expect(said).toMatch(/no end within 60 s\.\ncaused by: \[31mfatal: https:\/\/acme\.example\/ said no remote: 'x'\n/);
  });
});
