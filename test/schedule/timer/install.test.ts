import { describe, expect, test } from 'vitest';
import { refreshTimerCommand, type TimerRequest } from '../../../src/commands/refresh-timer.ts';
import type { Captured, CaptureRequest } from '../../../src/system/system.ts';
import type { FakeMachine, FakeSystem } from '../../support/fake-system.ts';
import { machineWithTemplates } from './machine.ts';

const units = '/home/ada/.config/systemd/user';
const script = '/home/ada/.local/state/lode/timer/refresh.sh';

interface Tools {
  /** Undefined: the user has no crontab. */
  crontab: string | undefined;
  /** Tools that are there. */
  readonly here: readonly string[];
  /** Beginning of a command that fails. */
  failing?: string;
  readonly ran: string[];
}

const ended = (code: number, stdout = '', stderr = ''): Captured => ({ end: { kind: 'exited', code }, stdout, stderr });

/** A machine with pretended schedulers. */
function machine(here: readonly string[], more: FakeMachine = {}): { readonly system: FakeSystem; readonly tools: Tools } {
  const tools: Tools = { crontab: undefined, here, ran: [] };
  const capture = ({ command }: CaptureRequest): Captured => {
    const [program = '', ...args] = command;
    const line = [program, ...args].join(' ');
    tools.ran.push(line);
    if (!tools.here.includes(program)) return { end: { kind: 'not-started', reason: 'ENOENT' }, stdout: '', stderr: '' };
    if (tools.failing !== undefined && line.startsWith(tools.failing)) return ended(1, '', 'Access denied\n');
    if (program === 'crontab') return crontab(tools, args, system);
    if (line.includes(' show lode-refresh.timer')) return ended(0, 'ActiveState=active\nNextElapseUSecRealtime=Sat 2026-11-21 12:10:00 UTC\n');
    return program === 'id' ? ended(0, '501\n') : ended(0);
  };
  const system: FakeSystem = machineWithTemplates({ ...more, capture });
  return { system, tools };
}

function crontab(tools: Tools, [word = '']: readonly string[], system: FakeSystem): Captured {
  if (word === '-l') return tools.crontab === undefined ? ended(1, '', 'no crontab for ada\n') : ended(0, tools.crontab);
  tools.crontab = word === '-r' ? undefined : system.text(word);
  return ended(0);
}

function run(system: FakeSystem, action: TimerRequest['action'], more: Partial<TimerRequest> = {}): Promise<number> {
  return refreshTimerCommand(system, { action, with: undefined, json: false, dryRun: false, ...more });
}

/** All files but lode's own, as they stand. */
function tree(system: FakeSystem): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries([...system.files.tree.keys()].toSorted().map((path) => [path, system.text(path)]));
}

describe('with systemd', () => {
  test('it writes two units, shows them, and starts the timer', async () => {
    const { system, tools } = machine(['systemctl']);
    expect(await run(system, 'install')).toBe(0);
    expect(system.text(`${units}/lode-refresh.service`)).toContain('ExecStart="/usr/bin/node" "/usr/lib/node_modules/lode/dist/bin.js" refresh --from-timer\n');
    expect(system.stderr()).toContain(`${units}/lode-refresh.timer\n+ # Written by lode`);
    expect(tools.ran).toContain('systemctl --user restart lode-refresh.timer');
    expect(system.stdout()).toBe(
      'Installed: systemd user timer lode-refresh.timer, every 10 minutes, next Sat 2026-11-21 12:10:00 UTC. Look at it: lode refresh --status\n',
    );
  });

  test('twice is the same, and shows nothing new', async () => {
    const { system } = machine(['systemctl']);
    await run(system, 'install');
    const [before, said] = [tree(system), system.stderr()];
    await run(system, 'install');
    expect([tree(system), system.stderr()]).toEqual([before, said]);
  });

  test('taking it out leaves the machine as it was, and does not touch a run that is under way', async () => {
    const { system, tools } = machine(['systemctl']);
    const before = tree(system);
    await run(system, 'install');
    tools.ran.length = 0;
    await run(system, 'uninstall');
    expect(tree(system)).toEqual(before);
    expect(tools.ran.filter((line) => /stop|kill|lode-refresh\.service/.test(line))).toEqual([]);
    expect(tools.ran.at(-1)).toBe('systemctl --user daemon-reload');
  });

  test('a scheduler that says no leaves nothing behind', async () => {
    const { system, tools } = machine(['systemctl']);
    const before = tree(system);
    tools.failing = 'systemctl --user enable';
    await expect(run(system, 'install')).rejects.toMatchObject({
      failure: {
        code: 'refresh.scheduler-failed',
        message: 'systemctl --user enable lode-refresh.timer failed: it ended with exit code 1.',
        causedBy: 'Access denied',
      },
    });
    expect(tree(system)).toEqual(before);
  });

  test('a folder that cannot be written leaves nothing behind', async () => {
    const { system } = machine(['systemctl']);
    const before = tree(system);
    system.files.unwritable.set(`${units}/lode-refresh.timer`, 'EROFS: read-only file system');
    await expect(run(system, 'install')).rejects.toThrow('lode-refresh.timer cannot be written');
    expect(tree(system)).toEqual(before);
  });

  test('a unit of that name which lode did not write is not overwritten', async () => {
    const { system, tools } = machine(['systemctl'], { files: { [`${units}/lode-refresh.service`]: '[Service]\nExecStart=/bin/mine\n' } });
    await expect(run(system, 'install')).rejects.toThrow('lode did not write it; nothing was changed');
    expect(tools.ran).toEqual(['systemctl --user show-environment']);
  });

  test('a dry run shows it and writes nothing', async () => {
    const { system } = machine(['systemctl']);
    const before = tree(system);
    await run(system, 'install', { dryRun: true });
    expect([tree(system), system.stderr().includes('OnCalendar')]).toEqual([before, true]);
  });
});

describe('with cron', () => {
  const mine = 'SHELL=/usr/bin/fish\n0 3 * * * backup 100\\% # mine\n';

  test.each([
    ['no crontab', undefined],
    ['a crontab of one’s own', mine],
    ['one without a final newline', '0 3 * * * backup'],
    ['one with CRLF', '0 3 * * * backup\r\n'],
  ])('taking it out leaves %s as it was', async (_, before) => {
    const { system, tools } = machine(['crontab']);
    tools.crontab = before;
    await run(system, 'install');
    expect(tools.crontab).toBe(
      `# >>> lode refresh: written by lode; take it out with: lode refresh --uninstall\n*/10 * * * * /bin/sh '${script}' >/dev/null 2>&1\n# <<< lode refresh\n${before ?? ''}`,
    );
    await run(system, 'install');
    await run(system, 'uninstall');
    expect(tools.crontab).toBe(before);
    expect([...system.files.tree.keys()].filter((path) => path.startsWith('/home/'))).toEqual([]);
  });

  test('a crontab that is not UTF-8 is left alone', async () => {
    const { system, tools } = machine(['crontab']);
    tools.crontab = '0 3 * * * backup \uFFFD\n';
    await expect(run(system, 'install')).rejects.toThrow('not UTF-8');
    expect([tools.crontab, system.text(script)]).toEqual(['0 3 * * * backup \uFFFD\n', undefined]);
  });

  test('is what there is where systemd does not answer', async () => {
    const { system, tools } = machine(['crontab', 'systemctl']);
    tools.failing = 'systemctl';
    await run(system, 'install');
    expect(system.stdout()).toBe('Installed: crontab, every 10 minutes. Look at it: lode refresh --status\n');
  });

  test('takes the place of another scheduler: there are never two', async () => {
    const { system, tools } = machine(['crontab', 'systemctl']);
    await run(system, 'install');
    await run(system, 'install', { with: 'cron' });
    expect(tools.ran).toContain('systemctl --user disable --now lode-refresh.timer');
    expect([system.text(`${units}/lode-refresh.timer`), tools.crontab?.includes(script)]).toEqual([undefined, true]);
    await run(system, 'uninstall');
    expect([...system.files.tree.keys()].filter((path) => path.startsWith('/home/'))).toEqual([]);
  });
});

describe('elsewhere', () => {
  test('launchd is told of the agent, and forgets it', async () => {
    const { system, tools } = machine(['launchctl', 'id'], { platform: 'darwin', home: '/Users/ada' });
    await run(system, 'install');
    expect(tools.ran.slice(-2)).toEqual(['id -u', 'launchctl print gui/501/lode.refresh']);
    expect(tools.ran).toContain('launchctl bootstrap gui/501 /Users/ada/Library/LaunchAgents/lode.refresh.plist');
    await run(system, 'uninstall');
    expect(tools.ran.at(-1)).toBe('launchctl bootout gui/501/lode.refresh');
    expect([...system.files.tree.keys()].filter((path) => path.startsWith('/Users/'))).toEqual([]);
  });

  test('the Task Scheduler is given the task, and it is deleted', async () => {
    const { system, tools } = machine(['schtasks.exe'], { platform: 'win32', home: 'C:\\Users\\ada' });
    await run(system, 'install');
    expect(tools.ran).toContain('schtasks.exe /Create /TN lode refresh /XML C:\\Users\\ada\\AppData\\Local\\lode\\state\\timer\\task.xml /F');
    await run(system, 'uninstall');
    expect(tools.ran).toContain('schtasks.exe /Delete /TN lode refresh /F');
    expect([...system.files.tree.keys()].filter((path) => path.includes('Users'))).toEqual([]);
  });

  test('with no scheduler at all it says what else there is', async () => {
    await expect(run(machine([]).system, 'install')).rejects.toMatchObject({
      failure: { code: 'refresh.no-scheduler', hints: [expect.stringContaining('lode refresh --watch'), expect.anything()] },
    });
  });

  test('one that does not answer is not chosen, even when asked for', async () => {
    await expect(run(machine(['crontab']).system, 'install', { with: 'systemd' })).rejects.toThrow('systemd does not answer here.');
  });

  test('templates that are gone are named', async () => {
    const { system } = machine(['systemctl']);
    for (const path of system.files.tree.keys()) if (path.includes('templates')) system.files.tree.delete(path);
    await expect(run(system, 'install')).rejects.toThrow('/usr/lib/node_modules/lode/templates/timer/lode-refresh.service, which comes with lode');
  });
});

describe('the status', () => {
  test('says that there is none', async () => {
    const { system } = machine(['systemctl']);
    expect([await run(system, 'status'), system.stdout()]).toEqual([0, 'No timer is installed. Install one: lode refresh --install\n']);
  });

  test('says what runs, and when', async () => {
    const { system } = machine(['systemctl']);
    await run(system, 'install');
    expect(await run(system, 'status')).toBe(0);
    expect(system.stdout().split('\n').slice(1)).toEqual([
      'timer     systemd user timer lode-refresh.timer, active, every 10 minutes',
      'runs      /usr/bin/node /usr/lib/node_modules/lode/dist/bin.js refresh --from-timer',
      'last run  none yet',
      'next run  Sat 2026-11-21 12:10:00 UTC',
      '',
    ]);
  });

  test.each([
    ['/usr/bin/node', '/usr/bin/node is gone (was Node updated?).'],
    ['/usr/lib/node_modules/lode/dist/bin.js', '/usr/lib/node_modules/lode/dist/bin.js is gone.'],
    [`${units}/lode-refresh.service`, `${units}/lode-refresh.service is gone.`],
  ])('notices that %s is gone, and says what to run', async (path, sentence) => {
    const { system } = machine(['systemctl']);
    await run(system, 'install');
    system.files.tree.delete(path);
    expect(await run(system, 'status')).toBe(1);
    expect(system.stdout()).toContain(`${sentence}\nInstall it again, as things are now: lode refresh --install\n`);
  });

  test('notices that the crontab lost its line', async () => {
    const { system, tools } = machine(['crontab']);
    await run(system, 'install');
    tools.crontab = '';
    expect([await run(system, 'status', { json: true }), system.stdout().includes('"active": false')]).toEqual([1, true]);
  });
});
