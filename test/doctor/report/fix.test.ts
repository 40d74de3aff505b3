import { describe, expect, test } from 'vitest';
import type { Failure } from '../../../src/errors.ts';
import type { Check } from '../../../src/doctor/check.ts';
import type { DoctorFacts } from '../../../src/doctor/doctor-facts.ts';
import type { Remedy } from '../../../src/doctor/finding.ts';
import { offerRemedies } from '../../../src/doctor/remedy-rounds.ts';
import { keptSteps, undoSteps } from '../../../src/doctor/remedy-undo.ts';
import { undoneText } from '../../../src/output/doctor-fix-text.ts';
import type { Examined } from '../../../src/doctor/run-doctor.ts';
import type { FakeEntry } from '../../support/fake-files.ts';
import { fakeSystem, type FakeSystem } from '../../support/fake-system.ts';
import { check, finding, reportBy } from './hand-made.ts';

const settings = '/home/ada/.claude/settings.json';
const undoFile = '/home/ada/.local/state/lode/doctor/undo.json';
const edit = (before: string, after: string, path = settings): Remedy => ({ kind: 'edit', path, before, after, why: 'it is better' });
const ask = (...remedies: readonly Remedy[]): Check => check('settings', 'x', [finding('x.y', 'fail', 'It is wrong.', remedies)]);

interface Fixed {
  readonly applied: number;
  readonly refused: readonly Failure[];
  readonly left: readonly string[];
  readonly looks: number;
}

/** Fixes what these checks find on a machine, looking at it anew each time. */
async function fix(system: FakeSystem, checksOf: (system: FakeSystem) => readonly Check[], agreed: (what: string) => boolean = () => true): Promise<Fixed> {
  const refused: Failure[] = [];
  let looks = 1;
  const look = (): Examined => ({ facts: {} as DoctorFacts, report: reportBy(checksOf(system)) });
  const { applied, last } = await offerRemedies(system, look(), {
    look: async () => (looks++, look()),
    agreed: async ({ remedy }) => agreed(remedy.kind),
    refused: (failure) => void refused.push(failure),
  });
  const left = last.report.results.filter(({ severity }) => severity !== 'ok').map(({ code }) => code);
  return { applied, refused, left, looks };
}

function machine(files: Readonly<Record<string, FakeEntry>>): FakeSystem {
  return fakeSystem({ files });
}

/** Wrong for as long as the file says `old`. */
const oldOrNew = (system: FakeSystem): readonly Check[] => {
  const text = system.text(settings);
  return text?.includes('old') === true ? [ask(edit(text, text.replace('old', 'new')))] : [check('settings', 'x', [])];
};

describe('a remedy is applied, and can be taken back', () => {
  test('an edit', async () => {
    const system = machine({ [settings]: { text: '{ "a": "old" }\r\n', mode: 0o640 } });
    expect(await fix(system, oldOrNew)).toEqual({ applied: 1, refused: [], left: [], looks: 2 });
    expect([system.text(settings), system.files.facts(settings)?.mode]).toEqual(['{ "a": "new" }\r\n', 0o640]);
    expect(system.files.facts(undoFile)?.mode).toBe(0o600);
    expect(undoSteps(system, keptSteps(system) ?? []).map(undoneText)).toEqual([`${settings}\n- a: "…"\n+ a: "…"\n`]);
    expect([system.text(settings), system.files.facts(settings)?.mode, system.text(undoFile)]).toEqual(['{ "a": "old" }\r\n', 0o640, undefined]);
  });

  test('an edit keeps nothing of the file but what it takes away', async () => {
    const system = machine({ [settings]: '{ "token": "canary-4711", "a": "old" }' });
    await fix(system, oldOrNew);
    expect(system.text(undoFile)).not.toContain('canary');
  });

  test('a file that was not there', async () => {
    const system = machine({});
    await fix(system, ({ text }) => (text(settings) === undefined ? [ask(edit('', '{}\n'))] : []));
    expect([system.text(settings), system.files.facts(settings)?.mode]).toEqual(['{}\n', 0o600]);
    undoSteps(system, keptSteps(system) ?? []);
    expect(system.files.facts(settings)).toBe(undefined);
  });

  test('a mode, of a file and of a folder', async () => {
    const [file, folder] = ['/home/ada/.aws/credentials', '/home/ada/.cache/lode'];
    const system = machine({ [file]: { text: 'x', mode: 0o644 }, [folder]: { folder: true, mode: 0o777 } });
    const remedies = [file, folder].map((path): Remedy => ({ kind: 'mode', path, mode: path === file ? 0o600 : 0o700, why: 'secrets' }));
    expect(await fix(system, () => [ask(...remedies)])).toMatchObject({ applied: 2 });
    expect([file, folder].map((path) => system.files.facts(path)?.mode)).toEqual([0o600, 0o700]);
    expect(undoSteps(system, keptSteps(system) ?? []).map(undoneText)).toEqual([`${folder} has mode 0777 again.\n`, `${file} has mode 0644 again.\n`]);
    expect([file, folder].map((path) => system.files.facts(path)?.mode)).toEqual([0o644, 0o777]);
  });

  test('a removal; what may hold a secret is gone for good, and said so', async () => {
    const [record, cached] = ['/home/ada/.local/state/lode/handover/1', '/home/ada/.cache/lode/credentials/1.json'];
    const system = machine({ [record]: { text: 'a', mode: 0o600 }, [cached]: 'canary-4711' });
    const remedies = [record, cached].map((path): Remedy => ({ kind: 'remove', path, why: 'nobody needs it' }));
    await fix(system, ({ text }) => (text(record) === undefined ? [] : [ask(...remedies)]));
    expect([system.text(record), system.text(cached)]).toEqual([undefined, undefined]);
    expect(system.text(undoFile)).not.toContain('canary');
    expect(undoSteps(system, keptSteps(system) ?? []).map(undoneText)).toEqual([
      `not taken back, because it cannot be: rm ${cached}\n`,
      `${record} is back.\n`,
    ]);
    expect([system.text(record), system.files.facts(record)?.mode]).toEqual(['a', 0o600]);
  });

  test('a command of lode, by the same program, and only where no file would do', async () => {
    const shown: unknown[] = [];
    const system = fakeSystem({ show: ({ command }) => (shown.push(command), { kind: 'exited', code: 0 }) });
    const command: Remedy = { kind: 'command', words: ['lode', 'refresh'], automatic: true };
    const byHand: Remedy = { kind: 'command', words: ['lode', 'logout'] };
    expect(await fix(system, () => [ask(byHand, command)])).toMatchObject({ applied: 1, left: ['x.y'] });
    expect(shown).toEqual([['/usr/bin/node', '/usr/lib/node_modules/lode/dist/bin.js', 'refresh']]);
    expect(
      await fix(
        system,
        () => [ask(command, edit('', '{}'))],
        (kind) => kind === 'command',
      ),
    ).toMatchObject({ applied: 0 });
  });
});

describe('a remedy is not applied', () => {
  const one =
    (remedy: Remedy) =>
    async (files: Readonly<Record<string, FakeEntry>>): Promise<readonly string[]> => {
      const system = machine(files);
      const before = JSON.stringify([...system.files.tree]);
      const { refused, applied } = await fix(system, () => [ask(remedy)]);
      expect([applied, JSON.stringify([...system.files.tree])]).toEqual([0, before]);
      return refused.map(({ code, message }) => `${code}: ${message}`);
    };
  test.each<[string, Remedy, Readonly<Record<string, FakeEntry>>, string]>([
    ['to a file that changed since', edit('a', 'b'), { [settings]: 'c' }, `fix.changed: ${settings} has changed since it was looked at; nothing was written.`],
    ['to a file that is gone', edit('a', 'b'), {}, `fix.changed: ${settings} has changed since it was looked at; nothing was written.`],
    [
      'to a read-only file',
      edit('a', 'b'),
      { [settings]: { text: 'a', mode: 0o444 } },
      `fix.read-only: ${settings} is read-only (mode 0444); nothing was written.`,
    ],
    [
      "to another user's file",
      edit('a', 'b'),
      { [settings]: { text: 'a', foreign: true } },
      `fix.foreign: ${settings} belongs to another user; nothing was written.`,
    ],
    [
      'to what cannot be read',
      edit('a', 'b'),
      { [settings]: { unreadable: 'denied', detail: 'permission denied' } },
      `fix.unreadable: ${settings} cannot be read: permission denied; nothing was written.`,
    ],
    [
      'by removing a link',
      { kind: 'remove', path: '/home/ada/link', why: 'x' },
      { '/home/ada/link': { link: '/etc/hosts' }, '/etc/hosts': 'x' },
      'fix.link: /home/ada/link is a link to /etc/hosts; lode removes only plain files of its own.',
    ],
    [
      'by removing a folder',
      { kind: 'remove', path: '/home/ada', why: 'x' },
      { [settings]: 'a' },
      'fix.no-file: /home/ada is no plain file any more; nothing was removed.',
    ],
    ['by a mode of what is gone', { kind: 'mode', path: '/home/ada/x', mode: 0o600, why: 'x' }, {}, 'fix.changed: /home/ada/x is gone; nothing was changed.'],
    [
      "by a mode of another user's",
      { kind: 'mode', path: settings, mode: 0o600, why: 'x' },
      { [settings]: { text: 'a', foreign: true } },
      `fix.foreign: ${settings} belongs to another user, who alone can give it mode 0600.`,
    ],
    [
      'by a command that does not start',
      { kind: 'command', words: ['lode', 'x'], automatic: true },
      {},
      'fix.command-failed: lode x did not start: no such command in this test.',
    ],
  ])('%s', async (_, remedy, files, expected) => expect(await one(remedy)(files)).toEqual([expected]));

  test('when the disk takes no undo', async () => {
    const system = machine({ [settings]: 'old' });
    system.files.unwritable.set(undoFile, 'no space left');
    const { refused } = await fix(system, oldOrNew);
    expect([refused.map(({ code }) => code), system.text(settings)]).toEqual([['file.unwritable'], 'old']);
  });

  test('when it cannot be written, and the last undo is still there', async () => {
    const system = machine({ [settings]: 'old', '/home/ada/b': 'old' });
    await fix(system, oldOrNew);
    const kept = system.text(undoFile);
    system.files.unwritable.set('/home/ada/b', 'no space left');
    const { refused } = await fix(system, () => [ask(edit('old', 'new', '/home/ada/b'))]);
    expect([refused.map(({ code }) => code), system.text(undoFile)]).toEqual([['file.unwritable'], kept]);
  });

  test('that a person does not want, and it is asked once', async () => {
    const asked: string[] = [];
    const system = machine({ [settings]: 'old' });
    expect(await fix(system, oldOrNew, (kind) => (asked.push(kind), false))).toEqual({ applied: 0, refused: [], left: ['x.y'], looks: 1 });
    expect([asked, system.text(undoFile)]).toEqual([['edit'], undefined]);
  });
});

describe('several remedies', () => {
  test('of one file: the second is worked out on what the first one left', async () => {
    const system = machine({ [settings]: 'a b' });
    const both = ({ text }: FakeSystem): readonly Check[] => {
      const now = text(settings) ?? '';
      return ['a', 'b']
        .filter((letter) => now.includes(letter))
        .map((letter) => check('settings', letter, [finding(`${letter}.x`, 'warn', letter, [edit(now, now.replace(letter, 'c'))])]));
    };
    expect(await fix(system, both)).toEqual({ applied: 2, refused: [], left: [], looks: 3 });
    expect(system.text(settings)).toBe('c c');
    undoSteps(system, keptSteps(system) ?? []);
    expect(system.text(settings)).toBe('a b');
  });

  test('that two checks share are asked for once', async () => {
    const asked: string[] = [];
    const remedy: Remedy = { kind: 'mode', path: settings, mode: 0o600, why: 'secrets' };
    await fix(
      machine({ [settings]: 'x' }),
      () => [ask(remedy), check('settings', 'z', [finding('z.y', 'warn', 'Also.', [remedy])])],
      (kind) => (asked.push(kind), false),
    );
    expect(asked).toEqual(['mode']);
  });
});

describe('an undo', () => {
  test('leaves alone what changed since, says so, and keeps the way back to it', async () => {
    const system = machine({ [settings]: 'old', '/home/ada/b': { text: 'x', mode: 0o644 } });
    await fix(system, (now) => [
      ...oldOrNew(now),
      check('housekeeping', 'm', [finding('m.x', 'warn', 'm', [{ kind: 'mode', path: '/home/ada/b', mode: 0o600, why: 'x' }])]),
    ]);
    system.files.tree.set(settings, 'new, by hand');
    const undone = undoSteps(system, keptSteps(system) ?? []);
    expect(undone.map(({ kind }) => kind)).toEqual(['done', 'refused']);
    expect(undone.map(undoneText)[1]).toBe(
      `not done: ${settings} has changed since lode changed it, so it was left alone; going back would lose that.\n  hint: Put it right by hand, or leave it.\n`,
    );
    expect([system.text(settings), keptSteps(system)?.map(({ kind }) => kind)]).toEqual(['new, by hand', ['text']]);
    system.files.tree.set(settings, 'new');
    expect(undoSteps(system, keptSteps(system) ?? []).map(({ kind }) => kind)).toEqual(['text']);
    expect([system.text(settings), keptSteps(system)]).toEqual(['old', undefined]);
  });
});
