import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { draftOf } from '../../src/setup/draft-system.ts';
import type { SetupEdit } from '../../src/setup/setup-edit.ts';
import { undoSetup } from '../../src/setup/undo-setup.ts';
import { writeSetup } from '../../src/setup/write-setup.ts';
import { hostMark } from '../../src/system/host-mark.ts';
import { nodeSystem } from '../../src/system/node.ts';
import type { System } from '../../src/system/system.ts';
import { failureOf } from '../support/failure-of.ts';

/** The same promises on real files, where modes, links and folders are the system's. */

let home: string;
let system: System;
const at = (name: string): string => join(home, name);
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'lode-setup-')));
  system = { ...nodeSystem(), home, cwd: home, env: {} };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function put(name: string, text: string, mode = 0o644): string {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
  chmodSync(at(name), mode);
  return at(name);
}

/** Everything in the home: folders with their modes, links with what they say, files with mode and bytes. */
function tree(folder = home): readonly string[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      const path = join(folder, name);
      const found = lstatSync(path);
      const head = `${path.slice(home.length)} ${(found.mode & 0o7777).toString(8)}`;
      if (found.isSymbolicLink()) return [`${path.slice(home.length)} → ${readlinkSync(path)}`];
      return found.isDirectory() ? [head, ...tree(path)] : [`${head} ${readFileSync(path, 'latin1')}`];
    });
}

const read = (name: string): string => {
  const found = system.files.readText(at(name));
  return found.kind === 'text' ? found.text : '';
};
const edit = (name: string, before: string | undefined, after: string | undefined, newMode?: number): SetupEdit => ({
  path: at(name),
  before,
  after,
  why: 'a test',
  ...(newMode === undefined ? {} : { newMode }),
});

const mode = (name: string): string => (statSync(at(name)).mode & 0o777).toString(8);

describe('setup on real files', () => {
  test('from an empty home and back to one', () => {
    const draft = draftOf(system);
    draft.system.files.writeAtomic(at('.aws/sso/cache/a.json'), '{}', 0o600);
    draft.system.files.writeAtomic(at('.local/state/lode/lock-id'), 'x', 0o600);
    expect(tree()).toEqual([]);
    const edits = [
      edit('.aws/config', undefined, '[default]\n'),
      edit('.config/lode/settings.json', undefined, '{}\n'),
      edit('.local/bin/claude', undefined, '#', 0o755),
    ];
    draft.put(edits);
    expect(tree()).toEqual([]);
    writeSetup(system, edits, draft.written());
    expect(['.aws', '.aws/config', '.aws/sso/cache', '.aws/sso/cache/a.json', '.local/bin/claude', '.local/state/lode/setup/undo.json'].map(mode)).toEqual([
      '700',
      '600',
      '700',
      '600',
      '755',
      '600',
    ]);
    expect(undoSetup(system).undone.map(({ kind }) => kind)).toEqual(['text', 'text', 'text', 'text']);
    expect(tree()).toEqual([]);
  });

  test('folders that others use since stay', () => {
    writeSetup(system, [edit('.aws/config', undefined, 'a')], []);
    put('.aws/credentials', 'mine');
    undoSetup(system);
    expect(tree().map((line) => line.split(' ')[0])).toEqual(['/.aws', '/.aws/credentials']);
  });

  test('over hand-written files with a byte order mark, CRLF, odd modes and links', () => {
    put('dot/config', '\uFEFF# mine\r\n[default]\r\nregion = eu-west-1', 0o640);
    put('.claude/settings.json', '{\r\n  // mine\r\n}\r\n', 0o604);
    mkdirSync(at('.aws'), { mode: 0o755 });
    symlinkSync('../dot/config', at('.aws/config'));
    symlinkSync(at('dot/later.json'), at('.lode.json'));
    const before = tree();
    const [config, claude] = [read('.aws/config'), read('.claude/settings.json')];
    expect(config.startsWith('#')).toBe(true);
    const edits = [
      edit('.aws/config', config, `${config}\r\n\r\n[profile work]\r\n`),
      edit('.claude/settings.json', claude, claude.replace('mine', 'mine, and lode’s')),
      edit('.lode.json', undefined, '{}'),
    ];
    const draft = draftOf(system);
    draft.put(edits);
    expect([draft.system.files.readText(at('dot/config')), tree()]).toEqual([{ kind: 'text', text: edits[0]?.after }, before]);
    writeSetup(system, edits, draft.written());
    expect(readFileSync(at('dot/config'), 'utf8')).toBe(`\uFEFF${config}\r\n\r\n[profile work]\r\n`);
    expect([lstatSync(at('.aws/config')).isSymbolicLink(), lstatSync(at('.lode.json')).isSymbolicLink(), readFileSync(at('dot/later.json'), 'utf8')]).toEqual([
      true,
      true,
      '{}',
    ]);
    expect([mode('dot/config'), mode('.claude/settings.json'), mode('dot/later.json')]).toEqual(['640', '604', '600']);
    undoSetup(system);
    expect(tree()).toEqual(before);
  });

  test('a file that setup removes comes back as it was, behind its link', () => {
    put('dot/old.json', '\uFEFF{}', 0o640);
    symlinkSync('dot/old.json', at('old.json'));
    const before = tree();
    writeSetup(system, [edit('old.json', '{}', undefined)], []);
    expect(existsSync(at('dot/old.json'))).toBe(false);
    undoSetup(system);
    expect(tree()).toEqual(before);
  });

  test('when the last file cannot be written, nothing is, and no folder or temporary file is left', () => {
    put('.aws/config', 'a');
    put('blocked', 'a file where a folder is needed');
    const before = tree();
    const edits = [edit('.aws/config', 'a', 'b'), edit('.config/lode/settings.json', undefined, '{}'), edit('blocked/settings.json', undefined, '{}')];
    expect(failureOf(() => writeSetup(system, edits, [])).code).toBe('file.unwritable');
    expect(tree()).toEqual(before);
  });

  test('when it is killed under way, the undo clears all of it away, temporary files too', () => {
    const draft = draftOf(system);
    draft.system.files.writeAtomic(at('.aws/sso/cache/a.json'), '{}', 0o600);
    const edits = [edit('.config/lode/settings.json', undefined, '{}'), edit('.claude/settings.json', undefined, '{}')];
    const { reserve } = system.files;
    let rooms = 0;
    const killed: System['files'] = {
      ...system.files,
      // Whoever is killed runs nothing of what follows, and its number is nobody's by then.
      reserve(path, bytes, fileMode) {
        if (rooms++ === 2) throw new Error('killed');
        reserve(path, bytes, fileMode).giveBack();
        writeFileSync(join(dirname(path), `.${basename(path)}.${hostMark()}.${4_194_304}.0123456789ab`), 'canary', { mode: 0o600 });
        return { keep: () => undefined, giveBack: () => undefined };
      },
      remove: () => undefined,
      removeFolder: () => false,
      writeAtomic: (path, text, fileMode) => rooms === 0 && system.files.writeAtomic(path, text, fileMode),
    };
    expect(() => writeSetup({ ...system, files: killed }, edits, draft.written())).toThrow('killed');
    expect(tree().filter((line) => line.includes('canary'))).toHaveLength(2);
    undoSetup(system);
    expect(tree()).toEqual([]);
  });

  test('places that cannot be written are told by looking, and nothing is made', () => {
    put('blocked', 'a file');
    symlinkSync(at('nowhere'), at('.claude'));
    symlinkSync('later.json', at('.lode.json'));
    mkdirSync(at('folder'));
    const before = tree();
    const why = (name: string): string | undefined => system.files.whyUnwritable(at(name));
    expect(['new/folder/a', '.lode.json', 'blocked', 'blocked/a', '.claude/settings.json', 'folder'].map(why)).toEqual([
      undefined,
      undefined,
      undefined,
      expect.stringMatching(/folder/),
      expect.stringContaining('leads nowhere'),
      'a folder is in its place',
    ]);
    expect(tree()).toEqual(before);
  });

  test('a token that is on the disk is renewed there at once', () => {
    put('.aws/sso/cache/a.json', 'old', 0o600);
    const draft = draftOf(system);
    draft.system.files.reserve(at('.aws/sso/cache/a.json'), 100, 0o600).keep('new');
    expect([readFileSync(at('.aws/sso/cache/a.json'), 'utf8'), draft.written()]).toEqual(['new', []]);
  });

  test('a folder is removed only when it is empty', () => {
    mkdirSync(at('empty'));
    put('full/file', 'x');
    expect([system.files.removeFolder(at('empty')), system.files.removeFolder(at('full')), system.files.removeFolder(at('none'))]).toEqual([
      true,
      false,
      false,
    ]);
    expect([existsSync(at('empty')), existsSync(at('full/file'))]).toEqual([false, true]);
  });
});
