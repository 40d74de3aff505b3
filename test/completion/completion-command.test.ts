import { expect, test } from 'vitest';
import { completionCommand } from '../../src/commands/completion.ts';
import { completionShells } from '../../src/completion/completion-shells.ts';
import { completionScript } from '../../src/completion/script.ts';
import { failureOf } from '../support/failure-of.ts';
import { fakeSystem } from '../support/fake-system.ts';
import { runLode } from '../support/run-lode.ts';

test.each([
  ['/bin/zsh', 'zsh'],
  ['/usr/local/bin/fish', 'fish'],
  ['/usr/bin/pwsh', 'powershell'],
  ['C:\\Git\\bin\\bash.exe', 'bash'],
] as const)('without a word it is the shell that SHELL names: %s', (SHELL, shell) => {
  const system = fakeSystem({ env: { SHELL } });
  expect(completionCommand(system, undefined)).toBe(0);
  expect(system.stdout()).toBe(completionScript(shell));
});

test.each([
  ['tcsh', {}, 'There is no completion for the shell "tcsh".'],
  [undefined, { SHELL: '/bin/dash' }, 'Which shell is it? No shell was named, and the variable SHELL names "/bin/dash", which is none of them.'],
  [undefined, {}, 'Which shell is it? No shell was named, and the variable SHELL is not set.'],
])('asked for %j with %j it says what there is', (word, env, message) => {
  const failure = failureOf(() => completionCommand(fakeSystem({ env }), word));
  expect(failure).toMatchObject({ exit: 'usage', message });
  expect(failure.hints?.join()).toContain('lode completion zsh');
});

test.each(completionShells)('the script of %s is this', (shell) => expect(completionScript(shell)).toMatchSnapshot());

test.each([
  ['bash', "command '/opt/o'\\''dd dir/lode' completion"],
  ['zsh', "command '/opt/o'\\''dd dir/lode' completion"],
  ['fish', "command '/opt/o\\'dd dir/lode' completion"],
  ['powershell', "Get-Command -Name '/opt/o''dd dir/lode' -CommandType Application, ExternalScript"],
] as const)('%s calls a program by its path in its own quotes', (shell, call) => expect(completionScript(shell, "/opt/o'dd dir/lode")).toContain(call));

test('at TAB the built program says words on stdout and nothing else', async () => {
  const run = await runLode(['completion', '--words', 'zsh', '--', 'lode', 'config', '--help']);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(run.stdout).toMatch(/^words\n.*--help\t/s);
  expect(await runLode(['completion', '--words', 'fish', '--', 'lode', 'models', 'us'])).toMatchObject({ code: 0, stdout: expect.stringContaining('use\t') });
});

test.each([
  [['completion', 'bash', 'zsh'], 'One shell at a time is asked for, not bash and zsh.'],
  [['completion', 'tcsh'], 'There is no completion for the shell "tcsh".'],
])('%j is a mistake', async (words, message) => {
  const run = await runLode(words);
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toContain(message);
});

test('its help does not show what only scripts call', async () => {
  const { stdout } = await runLode(['completion', '--help']);
  expect(stdout).toContain('lode completion');
  expect(stdout).not.toContain('--words');
});

test.each([
  [['help'], 'Usage: lode [flags] <assistant>'],
  [['help', 'config', 'set'], 'Usage: lode config set '],
  [['help', 'claude'], 'Usage: lode [flags] <assistant>'],
])('%j shows help', async (words, start) => expect(await runLode(words)).toMatchObject({ code: 0, stdout: expect.stringContaining(start) as string }));
