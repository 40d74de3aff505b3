import { describe, expect, test } from 'vitest';
import { changeConfig, readConfigText } from '../../../src/auth/installed-profile/config-file.ts';
import { lockName } from '../../../src/auth/lock-name.ts';
import { digestOf } from '../../../src/digest.ts';
import { fakeSystem } from '../../support/fake-system.ts';

const path = '/home/ada/.aws/config';
const append = (before: string | undefined) => ({ before, after: `${before ?? ''}[profile b]\n` });

describe('the AWS config file is changed', () => {
  test('in one step, with the mode it had', async () => {
    const system = fakeSystem({ files: { [path]: { text: '[default]\n', mode: 0o640 } } });
    await changeConfig(system, path, append);
    expect(system.text(path)).toBe('[default]\n[profile b]\n');
    expect(system.files.facts(path)?.mode).toBe(0o640);
  });

  test('where it really is, behind a link', async () => {
    const system = fakeSystem({ files: { [path]: { link: '/home/ada/dotfiles/aws' }, '/home/ada/dotfiles/aws': '[default]\n' } });
    await changeConfig(system, path, append);
    expect([system.text('/home/ada/dotfiles/aws'), system.files.tree.get(path)]).toEqual(['[default]\n[profile b]\n', { link: '/home/ada/dotfiles/aws' }]);
  });

  test('or made, for its owner alone', async () => {
    const system = fakeSystem();
    await changeConfig(system, path, append);
    expect(system.files.facts(path)?.mode).toBe(0o600);
  });

  test('or removed, when nothing would be left of it', async () => {
    const system = fakeSystem({ files: { [path]: '[profile b]\n' } });
    await changeConfig(system, path, (before) => ({ before, after: undefined }));
    expect(readConfigText(system, path)).toBeUndefined();
  });

  test('not at all when it says so already', async () => {
    const system = fakeSystem({ files: { [path]: '[default]\n' } });
    system.files.unwritable.set(path, 'nobody should try');
    await changeConfig(system, path, (before) => ({ before, after: before }));
    expect(system.text(path)).toBe('[default]\n');
  });
});

describe('the AWS config file is left alone', () => {
  test('when another program changed it after it was read', async () => {
    const system = fakeSystem({ files: { [path]: '[default]\n' } });
    const change = changeConfig(system, path, (before) => {
      system.files.tree.set(path, '[default]\nregion = eu-west-1\n');
      return append(before);
    });
    await expect(change).rejects.toMatchObject({ failure: { code: 'install.changed-meanwhile' } });
    expect(system.text(path)).toBe('[default]\nregion = eu-west-1\n');
  });

  test('when it cannot be written', async () => {
    const system = fakeSystem({ files: { [path]: '[default]\n' } });
    system.files.unwritable.set(path, 'the disk is full');
    await expect(changeConfig(system, path, append)).rejects.toMatchObject({ failure: { code: 'file.unwritable' } });
    expect(system.text(path)).toBe('[default]\n');
  });

  test('while another lode writes it, for five seconds at most', async () => {
    const held = new Set<string>();
    const system = fakeSystem({ files: { [path]: '[default]\n' }, heldLocks: held });
    held.add(lockName(system, `aws-config-${digestOf(path)}`));
    await expect(changeConfig(system, path, append)).rejects.toMatchObject({ failure: { code: 'install.busy' } });
    expect([system.text(path), system.elapsed()]).toEqual(['[default]\n', 5000]);
  });
});

test('another lode that is done is waited for, and what it wrote is kept', async () => {
  const held = new Set<string>();
  const system = fakeSystem({
    files: { [path]: '[default]\n' },
    heldLocks: held,
    onPause: () => {
      system.files.tree.set(path, '[default]\n[profile a]\n');
      held.clear();
    },
  });
  held.add(lockName(system, `aws-config-${digestOf(path)}`));
  await changeConfig(system, path, append);
  expect(system.text(path)).toBe('[default]\n[profile a]\n[profile b]\n');
});

test('where there are no locks it is changed all the same', async () => {
  const system = fakeSystem({ files: { [path]: '[default]\n' }, heldLocks: 'unavailable' });
  await changeConfig(system, path, append);
  expect(system.text(path)).toBe('[default]\n[profile b]\n');
});
