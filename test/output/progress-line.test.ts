import { expect, test } from 'vitest';
import { progressLine } from '../../src/output/progress-line.ts';
import { fakeSystem } from '../support/fake-system.ts';

test('one line on a terminal, written over and gone at the end', () => {
  const system = fakeSystem({ terminal: { errIsTerminal: true } });
  const progress = progressLine(system.terminal);
  progress.show('1 of 2');
  progress.show('2 of 2');
  progress.clear();
  expect(system.stderr()).toBe('\r\u001B[2K1 of 2\r\u001B[2K2 of 2\r\u001B[2K');
});

test('nothing anywhere else', () => {
  const system = fakeSystem();
  const progress = progressLine(system.terminal);
  progress.show('1 of 2');
  progress.clear();
  expect(system.stderr()).toBe('');
});
