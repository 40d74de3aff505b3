import { expect, test } from 'vitest';
import { forgetDeadTokens, keepTokenFile, makeTokenFile } from '../../../src/launcher/endpoint/token-file.ts';
import { fakeSystem, type FakeSystem } from '../../support/fake-system.ts';

const folder = '/home/ada/.local/state/lode/endpoints/';
const living = new Map([[4242, 'began at 1']]);
const machine = (files: Record<string, string> = {}): FakeSystem => fakeSystem({ files, marks: (pid) => living.get(pid) });
const names = (system: FakeSystem): readonly string[] => [...system.files.tree.keys()].filter((path) => path.startsWith(folder));

test('a token is 64 hex digits in a file of its own, with no line end, for its user alone', () => {
  const system = machine();
  const { path, token } = makeTokenFile(system);
  expect(path).toMatch(/\/home\/ada\/\.local\/state\/lode\/endpoints\/4242-[0-9a-f]{12}-[0-9a-f]{16}$/);
  expect(token).toMatch(/^[0-9a-f]{64}$/);
  expect(system.files.tree.get(path)).toMatchObject({ text: token, mode: 0o600 });
});

test('two endpoints of one process differ in name and token', () => {
  const system = machine();
  const [one, two] = [makeTokenFile(system), makeTokenFile(system)];
  expect(one.path).not.toBe(two.path);
  expect(one.token).not.toBe(two.token);
});

test('a file that somebody removed is written again', () => {
  const system = machine();
  const made = makeTokenFile(system);
  system.files.remove(made.path);
  keepTokenFile(system, made);
  expect(system.text(made.path)).toBe(made.token);
});

test('files of dead processes go, also when their number is used again, and strange ones too; those of the living stay', () => {
  const own = makeTokenFile(machine()).path;
  const system = machine({ [own]: 'token', [`${folder}4242-000000000000-aa`]: 'x', [`${folder}17-000000000000-aa`]: 'x', [`${folder}note`]: 'x' });
  forgetDeadTokens(system);
  expect(names(system)).toEqual([own]);
});
