import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { undoSetupCommand } from '../../src/commands/setup-undo.ts';
import { fail } from '../../src/errors.ts';
import { draftOf } from '../../src/setup/draft-system.ts';
import type { SetupEdit } from '../../src/setup/setup-edit.ts';
import { oneSetup } from '../../src/setup/one-setup.ts';
import { undoSetup } from '../../src/setup/undo-setup.ts';
import { requireWritableConfig, requireWritablePlaces } from '../../src/setup/writable-places.ts';
import { writeSetup } from '../../src/setup/write-setup.ts';
import type { Files, System } from '../../src/system/system.ts';
import type { FakeEntry } from '../support/fake-files.ts';
import { failureOf } from '../support/failure-of.ts';
import { fakeSystem, type FakeSystem } from '../support/fake-system.ts';

const config = '/home/ada/.aws/config';
const settings = '/home/ada/.config/lode/settings.json';
const claude = '/home/ada/.claude/settings.json';
const token = '/home/ada/.aws/sso/cache/a.json';
const cache = '/home/ada/.cache/lode/models/a.json';
const lockId = '/home/ada/.local/state/lode/lock-id';
const record = '/home/ada/.local/state/lode/setup/undo.json';

const edit = (path: string, before: string | undefined, after: string | undefined, newMode?: number): SetupEdit => ({
  path,
  before,
  after,
  why: 'a test',
  ...(newMode === undefined ? {} : { newMode }),
});

type Texts = Readonly<Record<string, string | undefined>>;

const texts = ({ files }: FakeSystem): Texts =>
  Object.fromEntries([...files.tree].map(([path, entry]) => [path, typeof entry === 'string' ? entry : 'text' in entry ? entry.text : JSON.stringify(entry)]));

/** What the undo of a setup refused, by code. */
const refusedBy = (system: System): readonly string[] => undoSetup(system).undone.flatMap((one) => (one.kind === 'refused' ? [one.failure.code] : []));

describe('setup writes', () => {
  test('every file, each in its mode, and what the draft collected', () => {
    const system = fakeSystem({ files: { [config]: { text: 'a\n', mode: 0o644 }, '/home/ada/gone': 'x' } });
    const draft = draftOf(system);
    draft.system.files.writeAtomic(token, '{"accessToken":"canary"}', 0o600);
    draft.system.files.writeAtomic(cache, '[]', 0o600);
    const edits = [
      edit(config, 'a\n', 'a\nb\n'),
      edit(settings, undefined, '{}'),
      edit(claude, undefined, '{}', 0o644),
      edit('/home/ada/gone', 'x', undefined),
    ];
    writeSetup(system, edits, draft.written());
    expect(texts(system)).toEqual({
      [config]: 'a\nb\n',
      [settings]: '{}',
      [claude]: '{}',
      [token]: '{"accessToken":"canary"}',
      [cache]: '[]',
      [record]: expect.not.stringContaining('canary') as string,
    });
    expect([config, settings, claude, token, record].map((path) => system.files.facts(path)?.mode)).toEqual([0o644, 0o600, 0o644, 0o600, 0o600]);
    undoSetup(system);
    expect(texts(system)).toEqual({ [config]: 'a\n', '/home/ada/gone': 'x', [cache]: '[]' });
  });

  test('nothing, not even a way back, where nothing changes', () => {
    const system = fakeSystem({ files: { [config]: 'a' } });
    writeSetup(system, [edit(config, 'a', 'a'), edit(settings, undefined, undefined)], []);
    expect(texts(system)).toEqual({ [config]: 'a' });
  });

  test('caches alone without a way back', () => {
    const system = fakeSystem();
    const draft = draftOf(system);
    draft.system.files.writeAtomic(cache, '[]', 0o600);
    writeSetup(system, [], draft.written());
    expect(texts(system)).toEqual({ [cache]: '[]' });
  });

  test('edits of one file, each worked out on the one before', () => {
    const system = fakeSystem({ files: { [config]: 'a' } });
    writeSetup(system, [edit(config, 'a', 'b'), edit(config, 'b', 'c')], []);
    expect(system.text(config)).toBe('c');
    undoSetup(system);
    expect(system.text(config)).toBe('a');
  });

  test('an edit that did not see the byte order mark, with it', () => {
    const system = fakeSystem({ files: { [config]: '\uFEFFa\r\n' } });
    writeSetup(system, [edit(config, 'a\r\n', 'a\r\nb\r\n')], []);
    expect(system.text(config)).toBe('\uFEFFa\r\nb\r\n');
  });

  test('the edit that was shown, where something else was written at the same path', () => {
    const system = fakeSystem();
    const draft = draftOf(system);
    draft.system.files.writeAtomic(settings, 'other', 0o600);
    writeSetup(system, [edit(settings, undefined, 'shown')], draft.written());
    expect(system.text(settings)).toBe('shown');
  });

  test('no token over the one that another program brought meanwhile', () => {
    const system = fakeSystem();
    const draft = draftOf(system);
    draft.system.files.writeAtomic(token, 'ours', 0o600);
    system.files.tree.set(token, 'theirs');
    writeSetup(system, [edit(settings, undefined, '{}')], draft.written());
    undoSetup(system);
    expect(texts(system)).toEqual({ [token]: 'theirs' });
  });

  test('through a link, which stays one', () => {
    const start: Readonly<Record<string, FakeEntry>> = { [config]: { link: '/dot/config' }, '/dot/config': 'a', [claude]: { link: '/dot/claude' } };
    const system = fakeSystem({ files: start });
    writeSetup(system, [edit(config, 'a', 'b'), edit(claude, undefined, '{}')], []);
    expect(texts(system)).toMatchObject({ [config]: '{"link":"/dot/config"}', '/dot/config': 'b', [claude]: '{"link":"/dot/claude"}', '/dot/claude': '{}' });
    undoSetup(system);
    expect(texts(system)).toEqual({ [config]: '{"link":"/dot/config"}', '/dot/config': 'a', [claude]: '{"link":"/dot/claude"}' });
  });
});

describe('setup writes nothing at all', () => {
  test.each<[string, string, Readonly<Record<string, FakeEntry>>, SetupEdit]>([
    ['when a file changed meanwhile', 'setup.changed-meanwhile', { [config]: 'b' }, edit(config, 'a', 'c')],
    ['when a file came meanwhile', 'setup.changed-meanwhile', { [config]: '' }, edit(config, undefined, 'c')],
    ['when a file went meanwhile', 'setup.changed-meanwhile', {}, edit(config, '', 'c')],
    ['when a file is read-only', 'setup.read-only', { [config]: { text: 'a', mode: 0o444 } }, edit(config, 'a', 'c')],
    ['when a file is another user’s', 'setup.foreign', { [config]: { text: 'a', foreign: true } }, edit(config, 'a', 'c')],
    ['when a file cannot be read', 'setup.unreadable', { [config]: { unreadable: 'denied' } }, edit(config, 'a', 'c')],
    ['when two edits of one file do not fit', 'setup.changed-meanwhile', {}, edit(settings, undefined, 'c')],
  ])('%s', (_, code, files, wrong) => {
    const system = fakeSystem({ files });
    const draft = draftOf(system);
    draft.system.files.writeAtomic(token, 'x', 0o600);
    draft.system.files.writeAtomic(cache, 'x', 0o600);
    const before = texts(system);
    expect(failureOf(() => writeSetup(system, [edit(settings, undefined, '{}'), wrong], draft.written()))).toMatchObject({ code, exit: 'user' });
    expect(texts(system)).toEqual(before);
  });
});

type Failing = 'reserve' | 'keep' | 'remove' | 'writeAtomic';

/** A machine on which the n-th of these acts fails. */
function failingAt(system: FakeSystem, what: Failing, nth: number): System {
  let left = nth;
  const refuse = (name: Failing, path: string): void => {
    if (name === what && left-- === 0) fail({ code: 'file.unwritable', exit: 'user', message: `cannot write ${path}: the disk is full` });
  };
  const { files } = system;
  const failing: Files = {
    ...files,
    writeAtomic: (path, text, mode) => (refuse('writeAtomic', path), files.writeAtomic(path, text, mode)),
    remove: (path) => (refuse('remove', path), files.remove(path)),
    reserve(path, bytes, mode) {
      refuse('reserve', path);
      const room = files.reserve(path, bytes, mode);
      return { keep: (text) => (refuse('keep', path), room.keep(text)), giveBack: room.giveBack };
    },
  };
  return { ...system, files: failing };
}

describe('when a write fails', () => {
  const start: Readonly<Record<string, FakeEntry>> = { [config]: 'a\r\n', '/home/ada/gone': 'x', [claude]: { text: '{}', mode: 0o640 } };
  const edits = [edit('/home/ada/gone', 'x', undefined), edit(config, 'a\r\n', 'b'), edit(settings, undefined, '{}'), edit(claude, '{}', '{"a":1}')];
  const rows = (['reserve', 'keep', 'remove', 'writeAtomic'] as const).flatMap((what) => [0, 1, 2, 3].map((nth) => [what, nth] as const));

  test.each(rows.filter(([what, nth]) => !(what === 'remove' || what === 'writeAtomic') || nth === 0))('every byte is as it was: %s %i', (what, nth) => {
    const system = fakeSystem({ files: start });
    const draft = draftOf(system);
    draft.system.files.writeAtomic(token, 'x', 0o600);
    const before = texts(system);
    const failing = failingAt(system, what, nth);
    expect(failureOf(() => writeSetup(failing, edits, draft.written()))).toMatchObject({ code: 'file.unwritable', message: expect.stringContaining('full') });
    expect([texts(system), system.files.facts(claude)?.mode]).toEqual([before, 0o640]);
  });

  test('the ways back of the setups before it are kept', () => {
    const system = fakeSystem({ files: { [config]: 'a' } });
    writeSetup(system, [edit(config, 'a', 'b')], []);
    const kept = system.text(record);
    failureOf(() => writeSetup(failingAt(system, 'keep', 0), [edit(config, 'b', 'c')], []));
    expect([system.text(record), system.text(config)]).toEqual([kept, 'b']);
  });

  test('and one cannot be put back, that is said and --undo still can', async () => {
    const system = fakeSystem({ files: start });
    const before = texts(system);
    const failing = failingAt(system, 'keep', 2);
    let broken = true;
    const writeAtomic: Files['writeAtomic'] = (path, text, mode) => {
      if (broken && path === config) fail({ code: 'file.unwritable', exit: 'user', message: `cannot write ${path}: the disk is full` });
      system.files.writeAtomic(path, text, mode);
    };
    const { hints } = failureOf(() => writeSetup({ ...failing, files: { ...failing.files, writeAtomic } }, edits, []));
    expect(hints).toEqual([`Not put back: cannot write ${config}: the disk is full`, 'Try again to put it back: lode setup --undo']);
    broken = false;
    expect(await undoSetupCommand(system)).toBe(0);
    expect(texts(system)).toEqual(before);
  });

  test('of a cache, nothing is wrong', () => {
    const system = fakeSystem();
    const draft = draftOf(system);
    draft.system.files.writeAtomic(cache, '[]', 0o600);
    system.files.unwritable.set(cache, 'the disk is full');
    writeSetup(system, [edit(settings, undefined, '{}')], draft.written());
    expect(system.text(settings)).toBe('{}');
  });
});

describe('two setups at once', () => {
  test('the second waits for the first, and writes nothing where that is too long', async () => {
    const heldLocks = new Set<string>();
    const system = fakeSystem({ heldLocks, files: { [lockId]: `${'a'.repeat(32)}\n` } });
    heldLocks.add(`setup-${'a'.repeat(32)}`);
    const written = oneSetup(system, () => writeSetup(system, [edit(settings, undefined, '{}')], []));
    await expect(written).rejects.toMatchObject({ failure: { code: 'setup.busy', exit: 'user' } });
    expect(Object.keys(texts(system))).toEqual([lockId]);
  });

  test('one that fails leaves nothing of its lock', async () => {
    const system = fakeSystem();
    await expect(oneSetup(system, () => fail({ code: 'x', exit: 'user', message: 'x' }))).rejects.toMatchObject({ failure: { code: 'x' } });
    expect(texts(system)).toEqual({});
  });

  test('a file that another program changes while the others are written ends it, and all of them are put back', () => {
    const system = fakeSystem({ files: { [config]: 'a', [claude]: '{}' } });
    const { files } = system;
    const reserve: Files['reserve'] = (path, bytes, mode) => {
      const room = files.reserve(path, bytes, mode);
      return { ...room, keep: (text) => (room.keep(text), void (path === config && files.tree.set(claude, 'theirs'))) };
    };
    const failure = failureOf(() => writeSetup({ ...system, files: { ...files, reserve } }, [edit(config, 'a', 'b'), edit(claude, '{}', '{"a":1}')], []));
    expect([failure.code, texts(system)]).toEqual(['setup.changed-meanwhile', { [config]: 'a', [claude]: 'theirs' }]);
  });
});

describe('before the first question it is seen that', () => {
  test.each<[string, string, Readonly<Record<string, FakeEntry>>, (system: System) => void]>([
    ['lode’s settings are read-only', 'setup.read-only', { [settings]: { text: '{}', mode: 0o444 } }, requireWritablePlaces],
    ['lode’s settings are another user’s', 'setup.foreign', { [settings]: { text: '{}', foreign: true } }, requireWritablePlaces],
    ['the AWS config file is read-only', 'setup.read-only', { [config]: { text: '', mode: 0o444 } }, requireWritableConfig],
  ])('%s', (_, code, files, look) => expect(failureOf(() => look(fakeSystem({ files }))).code).toBe(code));
});

test('whatever is written over whatever, the undo gives every byte back', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '#', ' ', '\n', '\r\n', '[x]', '{}', 'é', '\u{1F600}', '\uFEFF'), maxLength: 20 });
  const file = fc.option(text, { nil: undefined });
  const paths = [config, settings, claude];
  const runs = fc.array(fc.tuple(file, file, file), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.tuple(file, file, file), runs, (start, all) => {
      const files = Object.fromEntries(paths.flatMap((path, index) => (start[index] === undefined ? [] : [[path, start[index]]])));
      const system = fakeSystem({ files });
      const states = [texts(system)];
      for (const run of all) {
        const before = texts(system);
        const edits = paths.map((path, index) => edit(path, before[path], run[index]));
        writeSetup(system, edits, []);
        const { [record]: _, ...after } = texts(system);
        for (const [index, path] of paths.entries()) expect(after[path]).toBe(run[index]);
        if (edits.some(({ before: old, after: now }) => old !== now)) states.push(after);
      }
      for (const state of states.slice(0, -1).toReversed()) {
        expect(refusedBy(system)).toEqual([]);
        const { [record]: _, ...now } = texts(system);
        expect(now).toEqual(state);
      }
      expect(failureOf(() => undoSetup(system)).code).toBe('setup.no-undo');
    }),
  );
});

describe('an undo', () => {
  const stanza = '# >>> lode\n[profile work]\nregion = eu-west-1\n# <<< lode\n';

  test('takes only what setup put there out of a file that changed since', async () => {
    const system = fakeSystem({ files: { [config]: '[default]\n' } });
    writeSetup(system, [edit(config, '[default]\n', `[default]\n${stanza}`)], []);
    system.files.tree.set(config, `# mine\n[default]\n${stanza}[profile z]\n`);
    expect([await undoSetupCommand(system), texts(system)]).toEqual([0, { [config]: '# mine\n[default]\n[profile z]\n' }]);
  });

  test('of a file that setup made leaves what was added to it', async () => {
    const system = fakeSystem();
    writeSetup(system, [edit(config, undefined, stanza)], []);
    system.files.tree.set(config, `[profile z]\n${stanza}`);
    expect([await undoSetupCommand(system), texts(system)]).toEqual([0, { [config]: '[profile z]\n' }]);
  });

  test('leaves what it cannot take back, says so, and keeps the way back to it: 1', async () => {
    const system = fakeSystem({ files: { [config]: 'a\n', [claude]: '{}' } });
    writeSetup(system, [edit(config, 'a\n', 'b\n'), edit(claude, '{}', '{"a":1}'), edit(settings, undefined, '{}')], []);
    system.files.tree.set(config, 'by hand\n');
    expect(await undoSetupCommand(system)).toBe(1);
    expect(system.stderr()).toContain('not done: ~/.aws/config has changed since lode changed it, so it was left alone');
    expect(system.stderr()).toContain('1 thing is left of that setup. Once it is put right, or to try again: lode setup --undo\n');
    const { [record]: kept, ...rest } = texts(system);
    expect([rest, kept]).toEqual([{ [config]: 'by hand\n', [claude]: '{}' }, expect.stringContaining(config)]);
    system.files.tree.set(config, 'b\n');
    expect([await undoSetupCommand(system), texts(system)]).toEqual([0, { [config]: 'a\n', [claude]: '{}' }]);
  });

  test('goes on to the setup before it where the last one was left twice', async () => {
    const system = fakeSystem({ files: { [config]: 'a' } });
    writeSetup(system, [edit(settings, undefined, '{}')], []);
    writeSetup(system, [edit(config, 'a', 'b')], []);
    system.files.tree.set(config, 'by hand');
    expect([refusedBy(system), system.text(settings)]).toEqual([['setup.undo-stale'], '{}']);
    expect([refusedBy(system), system.text(settings)]).toEqual([['setup.undo-stale'], undefined]);
    system.files.tree.set(config, 'a');
    expect([await undoSetupCommand(system), texts(system)]).toEqual([0, { [config]: 'a' }]);
  });

  test('puts back every key that nobody changed since, and names the others: 1', async () => {
    const [before, after] = ['{"a":1}', '{"a":2,"env":{"AWS_REGION":"eu-west-1"}}'];
    const system = fakeSystem({ files: { [claude]: before } });
    writeSetup(system, [edit(claude, before, after)], []);
    system.files.tree.set(claude, '{"a":3,"env":{"AWS_REGION":"eu-west-1"},"mine":true}');
    expect([await undoSetupCommand(system), texts(system)]).toEqual([1, { [claude]: '{"a":3,"mine":true}' }]);
    expect(system.stderr()).toContain('left as it is, since it has changed since lode wrote it: a\n');
  });

  test('takes away the credentials that setup got, and what its own lock needed', async () => {
    const system = fakeSystem();
    const draft = draftOf(system);
    draft.system.files.writeAtomic('/home/ada/.cache/lode/credentials/a.json', 'canary', 0o600);
    draft.system.files.writeAtomic(lockId, 'of the draft', 0o600);
    await oneSetup(system, (made) => writeSetup(system, [edit(settings, undefined, '{}')], draft.written(), made));
    expect([Object.keys(texts(system)).length, system.text(lockId)]).toEqual([4, expect.stringMatching(/^[0-9a-f]{32}\n$/)]);
    expect([await undoSetupCommand(system), texts(system)]).toEqual([0, {}]);
  });

  test('clears away what a lode that was ended left beside any of its files', () => {
    const system = fakeSystem();
    writeSetup(system, [edit(settings, undefined, '{}'), edit(config, undefined, 'a')], []);
    system.files.tree.delete(config);
    for (const path of [settings, config, record]) system.files.tree.set(path.replace(/[^/]+$/, '.$&.dead.1'), 'canary');
    undoSetup(system);
    expect(texts(system)).toEqual({});
  });

  test.each<[string, string]>([
    ['a step that says nothing', '{"schema":1,"runs":[{"tried":false,"steps":[null]}]}'],
    ['a step of another kind', '{"schema":1,"runs":[{"tried":false,"steps":[{"kind":"toString","path":"/a"}]}]}'],
    ['a step without its parts', '{"schema":1,"runs":[{"tried":false,"steps":[{"kind":"text","path":"/a"}]}]}'],
    ['no list of setups', '{"schema":1,"runs":{}}'],
    ['another version', '{"schema":2,"runs":[]}'],
    ['a cut text', '{"schema":1,"ru'],
  ])('of a record with %s names it, and neither undo nor setup touches it', (_, text) => {
    const system = fakeSystem({ files: { [record]: text } });
    const failure = { code: 'setup.record-unreadable', exit: 'user', message: expect.stringContaining(record) as string };
    for (const act of [() => undoSetup(system), () => requireWritablePlaces(system), () => writeSetup(system, [edit(config, undefined, 'a')], [])])
      expect(failureOf(act)).toMatchObject(failure);
    expect(texts(system)).toEqual({ [record]: text });
  });

  test('says that there is one more', async () => {
    const system = fakeSystem();
    writeSetup(system, [edit(config, undefined, 'a')], []);
    writeSetup(system, [edit(settings, undefined, '{}')], []);
    await undoSetupCommand(system);
    expect(system.stderr()).toBe(
      '~/.config/lode/settings.json (removed)\nEverything is as it was before that setup.\nThe setup before it is taken back in the same way: lode setup --undo\n',
    );
  });

  test('of the last ten setups, and no more', () => {
    const system = fakeSystem({ files: { [config]: '0' } });
    for (let run = 0; run < 12; run += 1) writeSetup(system, [edit(config, String(run), String(run + 1))], []);
    for (let run = 0; run < 10; run += 1) undoSetup(system);
    expect([system.text(config), failureOf(() => undoSetup(system)).exit]).toEqual(['2', 'usage']);
  });

  test('of a sign-in that was renewed since takes the renewed one away too', async () => {
    const system = fakeSystem();
    const draft = draftOf(system);
    draft.system.files.writeAtomic(token, 'canary-1', 0o600);
    writeSetup(system, [], draft.written());
    system.files.tree.set(token, 'canary-2');
    expect([await undoSetupCommand(system), system.text(token)]).toEqual([0, undefined]);
    expect(system.stderr() + (system.text(record) ?? '')).not.toContain('canary');
  });

  test('leaves a sign-in that a profile of somebody else needs, and the session with it, and says why', async () => {
    const made = '[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\n[profile work]\nsso_session = acme\n';
    const mine = '[profile mine]\nsso_session = acme\n';
    const system = fakeSystem();
    const draft = draftOf(system);
    draft.system.files.writeAtomic(token, 'canary-1', 0o600);
    writeSetup(system, [edit(config, undefined, made)], draft.written());
    system.files.tree.set(token, 'canary-2');
    system.files.tree.set(config, made + mine);
    expect(await undoSetupCommand(system)).toBe(1);
    expect([system.text(config), system.text(token)]).toEqual([made + mine, 'canary-2']);
    expect(system.stderr()).toContain('Profile mine in ~/.aws/config signs in by [sso-session acme], which that setup wrote');
    system.files.tree.set(config, made);
    expect([await undoSetupCommand(system), system.text(config)]).toEqual([0, undefined]);
  });

  test('of a setup that was ended before it wrote everything', async () => {
    const system = fakeSystem({ files: { [config]: 'a', [claude]: '{}' } });
    writeSetup(system, [edit(config, 'a', 'b'), edit(claude, '{}', '{"a":1}'), edit(settings, undefined, '{}')], []);
    system.files.tree.set(claude, '{}');
    system.files.tree.delete(settings);
    expect([await undoSetupCommand(system), texts(system)]).toEqual([0, { [config]: 'a', [claude]: '{}' }]);
  });
});
