import { describe, expect, onTestFinished, test } from 'vitest';
import { ctrlC, foundAnswers, ssoAnswers } from './answers.ts';
import { answerAll, newMachine, type Answer, type Machine } from './machine.ts';
import { brokenLines } from './screen.ts';

const keysConfig = '[profile old]\naws_access_key_id = AKIASANDBOX000000001\naws_secret_access_key = sandbox/secret/of/the/user/0000000000001\n';
const settled = { timeout: 60_000 };

describe('Ctrl-C leaves every file as it was', () => {
  const untilThere = (answers: readonly Answer[], index: number): readonly Answer[] =>
    answers.slice(0, index + 1).map((answer, place) => (place === index ? { asked: answer.asked, keys: ctrlC } : answer));

  test.concurrent.for(ssoAnswers.map(({ asked }, index) => [String(asked), index] as const))('at %s', settled, async ([, index], context) => {
    const machine = await newMachine(context);
    machine.write('.bashrc', 'alias ll="ls -l"\r\n');
    const before = machine.snapshot();
    const wizard = machine.wizard();
    await answerAll(wizard, untilThere(ssoAnswers, index));
    expect(await wizard.ended).toEqual({ code: 130, signal: 0 });
    expect(machine.snapshot()).toEqual(before);
  });

  test('while the page of a sign-in is open', settled, async (context) => {
    const machine = await newMachine(context, { device: 'waits' });
    const before = machine.snapshot();
    const wizard = machine.wizard();
    await answerAll(wizard, ssoAnswers.slice(0, 3));
    await wizard.waitFor(/Go on only if the page shows this code/);
    wizard.type(ctrlC);
    expect((await wizard.ended).code).toBe(130);
    expect(machine.snapshot()).toEqual(before);
  });
});

describe('a launch where nothing is set up', () => {
  const claude = '#!/bin/sh\n[ "$1" = --version ] && echo "2.1.329 (Claude Code)" || echo "claude was started"\n';

  test('offers setup, and goes on once it is done', settled, async (context) => {
    const machine = await newMachine(context);
    machine.write('bin/claude', claude, 0o755);
    const launch = machine.line('PATH="$HOME/bin:$PATH" SSH_TTY=/dev/pts/9 exec LODE claude -p hello');
    await answerAll(launch, [{ asked: /Set it up now\?/, keys: '\r' }, ...ssoAnswers]);
    await launch.waitFor(/claude was started/, 20_000);
    expect((await launch.ended).code).toBe(0);
  });

  test('says what is wrong to whoever says no, and to nobody at a terminal', settled, async (context) => {
    const machine = await newMachine(context);
    machine.write('bin/claude', claude, 0o755);
    const launch = machine.line('PATH="$HOME/bin:$PATH" exec LODE claude -p hello');
    await answerAll(launch, [{ asked: /Set it up now\?/, keys: 'n\r' }]);
    await launch.waitFor(/hint: Set it up: lode setup/);
    expect((await launch.ended).code).toBe(4);
    const alone = await machine.run(['claude', '-p', 'hello'], { PATH: `${machine.home}/bin:/usr/bin:/bin` });
    expect({ code: alone.code, asked: alone.stderr.includes('?') }).toEqual({ code: 4, asked: false });
  });
});

describe('a signal from outside', () => {
  test.each(['SIGTERM', 'SIGHUP'] as const)('%s at a question leaves the terminal as a shell needs it, and every file', settled, async (signal) => {
    const machine = await newMachine({ onTestFinished });
    const before = machine.snapshot();
    const shell = machine.line("trap '' HUP; (trap - HUP; sh -c 'echo process $$ here; exec LODE setup'); stty -a; echo over");
    const [, pid] = await shell.waitFor(/process (\d+) here/);
    await shell.waitFor(/⏎ select/, 20_000);
    process.kill(Number(pid), signal);
    await shell.waitFor(/over/);
    expect(/-?icanon/.exec(shell.screen())?.[0]).toBe('icanon');
    expect(machine.snapshot()).toEqual(before);
  });
});

describe('what was agreed to is written, and taken back', () => {
  test('from nothing: a profile, the settings and completion, then not a byte of them', settled, async (context) => {
    const machine = await newMachine(context);
    const before = machine.snapshot();
    const wizard = machine.wizard();
    await answerAll(wizard, ssoAnswers);
    expect((await wizard.ended).code).toBe(0);
    expect(await brokenLines(wizard)).toEqual([]);
    expect(Object.keys(read(machine, '.config/lode/settings.json'))).toEqual([
      '$schema',
      'awsProfile',
      'region',
      'geography',
      'residency',
      'model',
      'smallFastModel',
    ]);
    expect((await machine.run(['status'])).stdout).toContain('profile work (IAM Identity Center)');
    const undo = await machine.run(['setup', '--undo']);
    expect({ code: undo.code, stdout: undo.stdout }).toEqual({ code: 0, stdout: '' });
    expect(undo.stderr).toContain('Everything is as it was before that setup.');
    expect(machine.snapshot()).toEqual(before);
  });

  test('a profile that is there, at 80 columns and 24 rows, without a line that runs over', settled, async (context) => {
    const machine = await newMachine(context);
    machine.write('.aws/config', keysConfig);
    const before = machine.snapshot();
    const wizard = machine.wizard();
    await answerAll(wizard, foundAnswers);
    expect((await wizard.ended).code).toBe(0);
    expect(await brokenLines(wizard)).toEqual([]);
    expect(read(machine, '.config/lode/settings.json')).toMatchObject({
      awsProfile: 'old',
      region: 'eu-west-1',
      geography: 'eu',
      model: 'opus',
      smallFastModel: 'haiku',
    });
    await machine.run(['setup', '--undo']);
    expect(machine.snapshot()).toEqual(before);
  });

  test('a second environment takes three answers', settled, async (context) => {
    const machine = await newMachine(context);
    machine.write('.aws/config', keysConfig);
    await machine.run(['setup', '--yes', '--region', 'eu-west-1', '--no-proof']);
    const wizard = machine.wizard(['-e', 'tokyo']);
    await answerAll(wizard, [
      { asked: /Where do the credentials come from\?/, keys: '\r' },
      { asked: /Region that requests start in/, search: { term: 'tokyo', row: 'ap-northeast-1' }, keys: '\r' },
      { asked: /Write this file\?/, keys: '\r' },
    ]);
    expect((await wizard.ended).code).toBe(0);
    expect(read(machine, '.config/lode/settings.json')).toMatchObject({
      region: 'eu-west-1',
      environments: { tokyo: { awsProfile: 'old', region: 'ap-northeast-1' } },
    });
    expect((await machine.run(['-e', 'tokyo', 'status'])).stdout).toContain('ap-northeast-1');
  });
});

function read(machine: Machine, name: string): Record<string, unknown> {
  const text = machine.snapshot().get(name) ?? '';
  return JSON.parse(text.slice(text.indexOf('{'))) as Record<string, unknown>;
}
