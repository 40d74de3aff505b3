import { describe, expect, test } from 'vitest';
import { findBinary, launchMark } from '../../src/launcher/find-binary.ts';
import type { BinarySearch } from '../../src/launcher/find-binary.ts';
import { fakeSystem } from '../support/fake-system.ts';
import type { FakeMachine } from '../support/fake-system.ts';

const program = { text: '\0native', mode: 0o755 };
const script = (text: string) => ({ text, mode: 0o755 });
const bins = '/opt/a:/opt/b';

function find(files: FakeMachine['files'], env: Record<string, string> = { PATH: bins }): BinarySearch {
  const system = fakeSystem({ files: { '/usr/lib/node_modules/lode/dist/bin.js': script('#!/usr/bin/env node\n'), ...files }, env });
  return findBinary(system, { names: ['claude'], extraFolders: ['/home/ada/.local/bin'], exclude: ['/ruled/out'] });
}

/** One line for a search: what it came to, then what was passed over and why. */
function said(search: BinarySearch): string {
  const end = search.kind === 'found' || search.kind === 'not-runnable' ? `${search.kind} ${search.path}` : search.kind;
  return [end, ...search.passedOver.map(({ path, why }) => `${path}: ${why}`)].join('; ');
}

describe('the search', () => {
  test.each<[string, FakeMachine['files'], string]>([
    ['takes the first on PATH', { '/opt/a/claude': program, '/opt/b/claude': program }, 'found /opt/a/claude'],
    ['looks in the extra folders last', { '/home/ada/.local/bin/claude': program }, 'found /home/ada/.local/bin/claude'],
    ['takes a script that has nothing to do with lode', { '/opt/a/claude': script('#!/bin/sh\nexec /x/claude "$@"\n') }, 'found /opt/a/claude'],
    ['takes a script in the home of a person called lode', { '/opt/a/claude': script('#!/bin/sh\nexec /home/lode/bin/claude "$@"\n') }, 'found /opt/a/claude'],
    [
      'takes a script that only speaks of lode',
      { '/opt/a/claude': script('#!/bin/sh\n# lode claude finds this one\nexec /x/claude "$@"\n') },
      'found /opt/a/claude',
    ],
    [
      'passes a link to lode',
      { '/opt/a/claude': { link: '/usr/lib/node_modules/lode/dist/bin.js' }, '/opt/b/claude': program },
      'found /opt/b/claude; /opt/a/claude: it is lode itself',
    ],
    [
      'passes a shim that calls lode',
      { '/opt/a/claude': script('#!/bin/sh\nexec lode claude "$@"\n'), '/opt/b/claude': program },
      'found /opt/b/claude; /opt/a/claude: it is a script that calls lode',
    ],
    [
      'passes a shim that calls lode by its path, with flags',
      { '/opt/a/claude': script('#!/bin/sh\nexec "/usr/local/bin/lode" -e work claude "$@"\n'), '/opt/b/claude': program },
      'found /opt/b/claude; /opt/a/claude: it is a script that calls lode',
    ],
    [
      'passes a shim that runs the entry file with node',
      { '/opt/a/claude': script('exec node /usr/lib/node_modules/lode/dist/bin.js claude "$@"'), '/opt/b/claude': program },
      'found /opt/b/claude; /opt/a/claude: it is a script that calls lode',
    ],
    ['passes what is not executable', { '/opt/a/claude': 'text', '/opt/b/claude': program }, 'found /opt/b/claude; /opt/a/claude: it is not executable'],
    ['passes a folder', { '/opt/a/claude/x': '', '/opt/b/claude': program }, 'found /opt/b/claude; /opt/a/claude: it is a folder'],
    [
      'judges the same file once',
      { '/opt/a/claude': { link: '/shim' }, '/opt/b/claude': { link: '/shim' }, '/shim': script('lode claude') },
      'only-shims; /opt/a/claude: it is a script that calls lode',
    ],
    ['says when nothing is there', {}, 'missing'],
    ['names a link to nothing', { '/opt/a/claude': { link: '/gone' } }, 'missing; /opt/a/claude: it is a link to nothing'],
    ['says when the only one cannot run', { '/opt/a/claude': 'text' }, 'not-runnable /opt/a/claude; /opt/a/claude: it is not executable'],
    [
      'follows a wish to rule one out',
      { '/opt/a/claude': { link: '/ruled/out' }, '/ruled/out': program, '/opt/b/claude': program },
      'found /opt/b/claude; /opt/a/claude: it was ruled out',
    ],
  ])('%s', (_, files, expected) => {
    expect(said(find(files))).toBe(expected);
  });

  test('the project one happens to be in does not choose the program', () => {
    const nearby = { '/home/ada/project/claude': program, '/home/ada/project/bin/claude': program };
    expect(said(find(nearby, { PATH: `:${bins}:bin` }))).toBe(
      'missing; /home/ada/project/claude: only an empty or relative entry of PATH leads there; ' +
        '/home/ada/project/bin/claude: only an empty or relative entry of PATH leads there',
    );
  });

  test('a link tells where it leads', () => {
    const real = '/home/ada/.local/share/claude/versions/2.1.329';
    expect(find({ '/opt/a/claude': { link: real }, [real]: program })).toMatchObject({ path: '/opt/a/claude', realPath: real });
  });

  test('on Windows .exe and .cmd count, and PATH is split at semicolons', () => {
    const system = fakeSystem({
      platform: 'win32',
      env: { PATH: 'C:\\a;C:\\b' },
      files: { 'C:\\b\\claude.cmd': 'node cli.js' },
      programPath: 'C:\\lode\\dist\\bin.js',
    });
    expect(said(findBinary(system, { names: ['claude'], extraFolders: [] }))).toBe('found C:\\b\\claude.cmd');
  });
});

describe('a circle', () => {
  const disguised = { '/opt/a/claude': script('#!/bin/sh\n. /etc/wrapper\n'), '/opt/b/claude': program };
  const first = fakeSystem({ files: disguised, env: { PATH: bins } });
  const wish = { names: ['claude'], extraFolders: [] };
  const second = (over: { pid: number; ppid: number; later: number }) => ({
    ...fakeSystem({ files: disguised, env: { PATH: bins, LODE_LAUNCH: launchMark(first, '/opt/a/claude') }, now: first.now() + over.later }),
    pid: over.pid,
    ppid: over.ppid,
  });

  test.each([
    ['the program lode became has become lode', { pid: first.pid, ppid: 1, later: 60_000 }, '/opt/b/claude'],
    ['the program lode started calls lode at once', { pid: 9, ppid: first.pid, later: 100 }, '/opt/b/claude'],
    ['a session starts another one later', { pid: 9, ppid: first.pid, later: 60_000 }, '/opt/a/claude'],
    ['lode runs somewhere below a session', { pid: 9, ppid: 8, later: 100 }, '/opt/a/claude'],
  ])('%s', (_, over, path) => {
    expect(findBinary(second(over), wish)).toMatchObject({ kind: 'found', path });
  });

  test('a program that is no script is never suspected', () => {
    const env = { PATH: '/opt/b', LODE_LAUNCH: launchMark(first, '/opt/b/claude') };
    expect(findBinary(fakeSystem({ files: disguised, env }), wish)).toMatchObject({ kind: 'found', path: '/opt/b/claude' });
  });

  test('two disguised shims are both remembered', () => {
    const files = { ...disguised, '/opt/b/claude': disguised['/opt/a/claude'], '/opt/c/claude': program };
    const one = fakeSystem({ files, env: { PATH: '/opt/a:/opt/b:/opt/c' } });
    const two = fakeSystem({ files, env: { ...one.env, LODE_LAUNCH: launchMark(one, '/opt/a/claude') } });
    const three = fakeSystem({ files, env: { ...one.env, LODE_LAUNCH: launchMark(two, '/opt/b/claude') } });
    expect(findBinary(three, wish)).toMatchObject({ kind: 'found', path: '/opt/c/claude' });
  });

  test('a sixth launch inside a launch is one', () => {
    let env: Record<string, string> = { PATH: bins };
    const kinds = Array.from({ length: 7 }, () => {
      const system = { ...fakeSystem({ files: disguised, env }), pid: 1000, ppid: 1 };
      env = { PATH: bins, LODE_LAUNCH: launchMark({ ...system, pid: 7 }, '/opt/a/claude') };
      return findBinary(system, wish).kind;
    });
    expect(kinds).toEqual([...Array(6).fill('found'), 'only-shims']);
  });

  test.each(['', 'x', 'null', '[]', '{"pid":4242}', '{"pid":4242,"paths":[1],"depth":1,"at":0}'])('a broken mark %j counts as none', (mark) => {
    const system = fakeSystem({ files: disguised, env: { PATH: bins, LODE_LAUNCH: mark } });
    expect(findBinary(system, wish)).toMatchObject({ kind: 'found', path: '/opt/a/claude' });
  });
});
