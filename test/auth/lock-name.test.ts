import { describe, expect, test } from 'vitest';
import { lockName } from '../../src/auth/lock-name.ts';
import { fakeSystem } from '../support/fake-system.ts';

const path = '/home/ada/.local/state/lode/lock-id';

describe('the name of a lock', () => {
  test('holds an id that is made once and kept for its user only', () => {
    const system = fakeSystem();
    const first = lockName(system, 'a');
    expect(first).toMatch(/^a-[0-9a-f]{32}$/);
    expect(lockName(system, 'b')).toBe(first.replace('a-', 'b-'));
    expect(system.files.tree.get(path)).toMatchObject({ text: `${first.slice(2)}\n`, mode: 0o600 });
  });

  test('is the same for a process that comes second', () => {
    const id = '0123456789abcdef0123456789abcdef';
    expect(lockName(fakeSystem({ files: { [path]: `${id}\n` } }), 'a')).toBe(`a-${id}`);
  });

  test.each(['', 'short', 'G'.repeat(32), `${'0'.repeat(32)}\nmore`])('is made anew where %j stands', (text) => {
    const system = fakeSystem({ files: { [path]: text } });
    const name = lockName(system, 'a');
    expect(name).toMatch(/^a-[0-9a-f]{32}$/);
    expect(lockName(system, 'a')).toBe(name);
  });

  test('is still one for all processes of a user whose folder cannot be written', () => {
    const names = ['/home/ada', '/home/ada', '/home/bob'].map((home) => {
      const system = fakeSystem({ home });
      system.files.unwritable.set(`${home}/.local/state/lode/lock-id`, 'read-only file system');
      return lockName(system, 'a');
    });
    expect(names[0]).toMatch(/^a-[0-9a-f]{32}$/);
    expect(names[1]).toBe(names[0]);
    expect(names[2]).not.toBe(names[0]);
  });

  test('follows XDG_STATE_HOME', () => {
    const system = fakeSystem({ env: { XDG_STATE_HOME: '/s' } });
    lockName(system, 'a');
    expect(system.text('/s/lode/lock-id')).toMatch(/^[0-9a-f]{32}\n$/);
  });
});
