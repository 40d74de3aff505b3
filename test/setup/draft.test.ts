import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draftOf } from '../../src/setup/draft-system.ts';
import type { FakeEntry } from '../support/fake-files.ts';
import { failureOf } from '../support/failure-of.ts';
import { fakeSystem, type FakeSystem } from '../support/fake-system.ts';

const config = '/home/ada/.aws/config';
const token = '/home/ada/.aws/sso/cache/a.json';

function over(files: Readonly<Record<string, FakeEntry>>, env: Readonly<Record<string, string>> = {}) {
  const disk = fakeSystem({ files, env });
  const draft = draftOf(disk);
  return { disk, draft, files: draft.system.files };
}

const onDisk = (disk: FakeSystem): string => JSON.stringify([...disk.files.tree]);

describe('what is written on the sheet', () => {
  test('is read there, and not on the disk', () => {
    const { disk, draft, files } = over({ [config]: 'old' });
    const before = onDisk(disk);
    files.writeAtomic(config, 'new', 0o640);
    files.writeAtomic('/home/ada/.cache/lode/a/b.json', '{}', 0o600);
    expect(files.readText(config)).toEqual({ kind: 'text', text: 'new' });
    expect(files.facts(config)).toMatchObject({ kind: 'file', size: 3, mode: 0o640, modified: disk.now(), executable: false, ours: true });
    expect(files.readText('/home/ada/.cache/lode/a/b.json')).toEqual({ kind: 'text', text: '{}' });
    expect(onDisk(disk)).toBe(before);
    expect(draft.written()).toEqual([
      { path: config, text: 'new', mode: 0o640, before: { kind: 'text', text: 'old' } },
      { path: '/home/ada/.cache/lode/a/b.json', text: '{}', mode: 0o600, before: { kind: 'missing' } },
    ]);
  });

  test('makes its folders', () => {
    const { files } = over({});
    expect(files.facts('/home/ada/.cache')).toBe(undefined);
    files.writeAtomic('/home/ada/.cache/lode/a.json', '{}', 0o600);
    expect(files.facts('/home/ada/.cache')).toMatchObject({ kind: 'folder', mode: 0o700, ours: true });
    expect(files.readText('/home/ada/.cache')).toMatchObject({ kind: 'unreadable', why: 'not-a-file' });
    expect([files.list('/home/ada/.cache'), files.list('/home/ada/.cache/lode')]).toEqual([['lode'], ['a.json']]);
    expect([files.realPath('/home/ada/.cache'), files.realPath('/home/ada/.cache/lode/a.json')]).toEqual(['/home/ada/.cache', '/home/ada/.cache/lode/a.json']);
    expect(failureOf(() => files.writeAtomic('/home/ada/.cache/lode', 'x', 0o600)).code).toBe('file.unwritable');
  });

  test('stands in lists beside what is on the disk', () => {
    const { files } = over({ '/d/b': '1', '/d/c': '2', '/d/e/f': '3' });
    files.writeAtomic('/d/a', 'x', 0o600);
    files.writeAtomic('/d/e/g', 'x', 0o600);
    files.remove('/d/b');
    expect([files.list('/d'), files.list('/d/e')]).toEqual([
      ['a', 'c', 'e'],
      ['f', 'g'],
    ]);
  });

  test('is read as a file is: at most so many bytes, without a byte order mark, no binary', () => {
    const { files } = over({});
    files.writeAtomic('/a', '\uFEFFé', 0o600);
    files.writeAtomic('/b', 'a\0b', 0o600);
    expect([files.readText('/a'), files.facts('/a')?.size]).toEqual([{ kind: 'text', text: 'é' }, 5]);
    expect(files.readText('/a', 4)).toMatchObject({ kind: 'unreadable', why: 'too-large' });
    expect(files.readText('/b')).toMatchObject({ kind: 'unreadable', why: 'binary' });
  });

  test('through a link is seen by either name', () => {
    const { disk, files } = over({ [config]: { link: '/dot/config' }, '/dot/config': 'old', '/home/ada/folder': { link: '/dot' } });
    const before = onDisk(disk);
    files.writeAtomic(config, 'new', 0o600);
    files.writeAtomic('/home/ada/folder/other', 'x', 0o600);
    for (const path of [config, '/dot/config', '/home/ada/folder/config']) expect(files.readText(path)).toEqual({ kind: 'text', text: 'new' });
    expect(files.readText('/dot/other')).toEqual({ kind: 'text', text: 'x' });
    expect([files.realPath(config), onDisk(disk)]).toEqual(['/dot/config', before]);
  });

  test('is gone when it is removed, on the sheet alone', () => {
    const { disk, draft, files } = over({ [config]: 'old' });
    files.remove(config);
    files.remove('/home/ada/never');
    files.writeAtomic('/home/ada/for a moment', 'x', 0o600);
    files.remove('/home/ada/for a moment');
    expect([files.readText(config), files.facts(config), files.realPath(config)]).toEqual([{ kind: 'missing' }, undefined, undefined]);
    expect([disk.text(config), draft.written().map(({ path, text }) => [path, text])]).toEqual(['old', [[config, undefined]]]);
    files.writeAtomic(config, 'anew', 0o600);
    expect(files.readText(config)).toEqual({ kind: 'text', text: 'anew' });
  });

  test('a link that is removed takes nothing along', () => {
    const { files } = over({ '/link': { link: '/file' }, '/file': 'x' });
    files.remove('/link');
    expect([files.facts('/link'), files.readText('/file')]).toEqual([undefined, { kind: 'text', text: 'x' }]);
  });

  test('once, if nobody was first', () => {
    const { files } = over({ [config]: 'old' });
    expect([files.writeOnce(config, 'new', 0o600), files.writeOnce('/a', '1', 0o600), files.writeOnce('/a', '2', 0o600)]).toEqual([false, true, false]);
    expect([files.readText(config), files.readText('/a')]).toEqual([
      { kind: 'text', text: 'old' },
      { kind: 'text', text: '1' },
    ]);
  });

  test('in a room that was reserved, and nothing when it is given back', () => {
    const { disk, files } = over({});
    files.reserve('/a', 10, 0o600).keep('x');
    files.reserve('/b', 10, 0o600).giveBack();
    expect([files.readText('/a'), files.readText('/b'), disk.text('/a')]).toEqual([{ kind: 'text', text: 'x' }, { kind: 'missing' }, undefined]);
  });

  test('with another mode', () => {
    const { disk, draft, files } = over({ [config]: { text: 'old', mode: 0o644 } });
    files.changeMode(config, 0o600);
    files.changeMode('/home/ada/.aws', 0o700);
    expect([files.facts(config)?.mode, disk.files.facts(config)?.mode]).toEqual([0o600, 0o644]);
    expect(draft.written()).toMatchObject([{ path: config, text: 'old', mode: 0o600 }]);
  });

  test('is not seen by a lode that goes on by itself, so none is started; the browser of a sign-in is', () => {
    const started: unknown[] = [];
    const disk = fakeSystem({ behind: (words) => void started.push(words) });
    const { behind } = draftOf(disk).system.processes;
    behind([disk.nodePath, disk.programPath, 'models', 'refresh'], {});
    behind(['xdg-open', 'https://acme.awsapps.com/start'], {});
    expect(started).toEqual([['xdg-open', 'https://acme.awsapps.com/start']]);
  });
});

describe('a token that works once', () => {
  const places: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    ['of IAM Identity Center', token, {}],
    ['of aws login', '/home/ada/.aws/login/cache/a.json', {}],
    ['of aws login, elsewhere', '/var/logins/a.json', { AWS_LOGIN_CACHE_DIRECTORY: '/var/logins' }],
  ];
  test.each(places)('%s is kept on the disk where it is there already', (_, path, env) => {
    const { disk, draft, files } = over({ [path]: 'old' }, env);
    files.writeAtomic(path, 'new', 0o600);
    expect(disk.text(path)).toBe('new');
    files.reserve(path, 10, 0o600).keep('newer');
    expect([disk.text(path), files.readText(path), draft.written()]).toEqual(['newer', { kind: 'text', text: 'newer' }, []]);
  });

  test.each(places)('%s that is new stays on the sheet', (_, path, env) => {
    const { disk, draft, files } = over({}, env);
    files.writeAtomic(path, 'new', 0o600);
    files.reserve(path, 10, 0o600).keep('newer');
    expect([disk.text(path), draft.written().map(({ text }) => text)]).toEqual([undefined, ['newer']]);
  });

  test('takes the place of what the sheet has, once it is on the disk', () => {
    const { disk, draft, files } = over({});
    files.writeAtomic(token, 'ours', 0o600);
    disk.files.tree.set(token, 'theirs');
    files.writeAtomic(token, 'newer', 0o600);
    expect([disk.text(token), files.readText(token), draft.written()]).toEqual(['newer', { kind: 'text', text: 'newer' }, []]);
  });
});

describe('edits', () => {
  const edit = (before: string | undefined, after: string | undefined) => ({ path: config, before, after, why: 'the profile' });

  test('are seen, each set instead of the one before, and are not what others wrote', () => {
    const { disk, draft, files } = over({ [config]: { text: 'old', mode: 0o644 } });
    draft.put([edit('old', 'one')]);
    expect([files.readText(config), files.facts(config)?.mode]).toEqual([{ kind: 'text', text: 'one' }, 0o644]);
    draft.put([{ ...edit(undefined, '{}'), path: '/home/ada/a', newMode: 0o644 }]);
    expect([files.readText(config), files.readText('/home/ada/a'), files.facts('/home/ada/a')?.mode]).toEqual([
      { kind: 'text', text: 'old' },
      { kind: 'text', text: '{}' },
      0o644,
    ]);
    draft.put([edit('old', undefined)]);
    expect(files.readText(config)).toEqual({ kind: 'missing' });
    draft.put([edit('old', 'old')]);
    expect([files.readText(config), draft.written(), disk.text(config)]).toEqual([{ kind: 'text', text: 'old' }, [], 'old']);
  });

  test('keep the byte order mark that was not read with the text', () => {
    const { draft, files } = over({ [config]: '\uFEFFold' });
    draft.put([edit('old', 'new')]);
    expect([files.readText(config), files.facts(config)?.size]).toEqual([{ kind: 'text', text: 'new' }, 6]);
  });

  test('are seen through links', () => {
    const { draft, files } = over({ [config]: { link: '/dot/config' }, '/dot/config': 'old' });
    draft.put([edit('old', 'new')]);
    expect(files.readText('/dot/config')).toEqual({ kind: 'text', text: 'new' });
  });
});

type Act = readonly ['write' | 'once' | 'remove', string, string];

test('a draft answers as the disk would, whatever is done, and leaves that alone', () => {
  const names = fc.constantFrom('/d/a', '/d/b', '/d/e/f', '/d/e/g', '/link/f');
  const acts = fc.array(fc.tuple(fc.constantFrom('write', 'once', 'remove'), names, fc.constantFrom('1', '22', '\uFEFF3')), { maxLength: 12 });
  const start: Readonly<Record<string, FakeEntry>> = {
    '/d': { folder: true },
    '/d/e': { folder: true },
    '/d/a': 'a',
    '/d/e/f': 'f',
    '/link': { link: '/d/e' },
  };
  fc.assert(
    fc.property(acts, (all) => {
      const [disk, { disk: below, files }] = [fakeSystem({ files: start }), over(start)];
      const before = onDisk(below);
      for (const act of all) for (const one of [disk.files, files]) doAct(one, act);
      for (const path of ['/d/a', '/d/b', '/d/e/f', '/d/e/g', '/link/f', '/link/g', '/d', '/d/e', '/link']) {
        expect([path, textAt(files, path)]).toEqual([path, textAt(disk.files, path)]);
        expect([path, files.list(path), files.realPath(path)]).toEqual([path, disk.files.list(path), disk.files.realPath(path)]);
      }
      expect(onDisk(below)).toBe(before);
    }),
  );
});

function doAct(files: FakeSystem['files'] | ReturnType<typeof over>['files'], [what, path, text]: Act): void {
  if (what === 'write') files.writeAtomic(path, text, 0o600);
  else if (what === 'once') files.writeOnce(path, text, 0o600);
  else files.remove(files.realPath(path) ?? path);
}

/** The disk of these tests does not drop a byte order mark. */
function textAt(files: ReturnType<typeof over>['files'], path: string): string {
  const read = files.readText(path);
  return read.kind === 'text' ? read.text.replace(/^\uFEFF/, '') : read.kind;
}
