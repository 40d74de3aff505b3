import { describe, expect, test } from 'vitest';
import { exitCodes, LodeError, type Failure } from '../../src/errors.ts';
import { explain } from '../../src/output/error-text.ts';
import { fakeSystem } from '../support/fake-system.ts';
import type { FakeMachine } from '../support/fake-system.ts';

function explained(error: unknown, machine: FakeMachine = {}, verbose = false): { code: number; stdout: string; stderr: string } {
  const system = fakeSystem(machine);
  const code = explain(system, error, verbose);
  return { code, stdout: system.stdout(), stderr: system.stderr() };
}

const failure: Failure = { code: 'x.y', exit: 'user', message: 'It is wrong.', causedBy: 'AWS: no', hints: ['Do this', 'Or that'] };

test('what is wrong, whose words caused it, and what to do; nothing on stdout', () => {
  expect(explained(new LodeError(failure))).toEqual({
    code: 1,
    stdout: '',
    stderr: 'error: It is wrong.\n  caused by: AWS: no\n  hint: Do this\n  hint: Or that\n',
  });
});

test('in colour on a terminal, unless NO_COLOR says otherwise', () => {
  const terminal = { errIsTerminal: true };
  expect(explained(new LodeError(failure), { terminal }).stderr).toContain('\u001B[31merror:\u001B[39m');
  expect(explained(new LodeError(failure), { terminal, env: { NO_COLOR: '1' } }).stderr).not.toContain('\u001B');
});

test('on a terminal no word is broken, and a line of a file with its caret stays whole', () => {
  const frame = `  7 | ${'x '.repeat(30)}\n    | ${' '.repeat(40)}^`;
  const long = { ...failure, message: `${'wrong '.repeat(8)}\n${frame}`, hints: ['Do this and then that, as often as it takes'] };
  const { stderr } = explained(new LodeError(long), { terminal: { errIsTerminal: true, columns: 40 }, env: { NO_COLOR: '1' } });
  const hint = '  hint: Do this and then that, as often\n  as it takes\n';
  expect(stderr).toBe(`error: wrong wrong wrong wrong wrong\nwrong wrong wrong\n${frame}\n  caused by: AWS: no\n${hint}`);
  expect(explained(new LodeError(long), { terminal: { columns: 40 } }).stderr).toContain('Do this and then that, as often as it takes\n');
});

describe('each kind of end has its code', () => {
  test.each(Object.entries(exitCodes).filter(([kind]) => kind !== 'ok'))('%s is %i', (exit, code) => {
    expect(explained(new LodeError({ ...failure, exit: exit as Failure['exit'] })).code).toBe(code);
  });
  test('cancelled says no more than a new line', () => {
    expect(explained(new LodeError({ ...failure, exit: 'cancelled' })).stderr).toBe('\n');
  });
});

describe('anything else is our bug', () => {
  test.each<[string, unknown, string]>([
    ['an error', new TypeError('x is not a function'), 'error: lode failed in a way it should not: TypeError: x is not a function\n'],
    ['a string', 'nonsense', 'error: lode failed in a way it should not: nonsense\n'],
    ['nothing', undefined, 'error: lode failed in a way it should not: undefined\n'],
  ])('%s: exit 70, and how to report it', (_, error, first) => {
    expect(explained(error)).toEqual({
      code: 70,
      stdout: '',
      stderr: `${first}  hint: run the same command with --verbose before it and report what it prints\n`,
    });
  });
  test('with --verbose where it happened', () => {
    expect(explained(new TypeError('x'), {}, true).stderr).toMatch(/\n {4}at .*error-text\.test\.ts/);
  });
});
