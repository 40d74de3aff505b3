import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { hasBlock, quoteForCron, withBlock, withoutBlock } from '../../../src/schedule/timer/cron-block.ts';
import { cron } from '../../../src/schedule/timer/cron.ts';
import { launchd } from '../../../src/schedule/timer/launchd.ts';
import { systemd } from '../../../src/schedule/timer/systemd.ts';
import { taskScheduler } from '../../../src/schedule/timer/task-scheduler.ts';
import type { TimerJob } from '../../../src/schedule/timer/timer-job.ts';
import { hostileName, hostilePath } from './hostile-paths.ts';
import { machineWithTemplates } from './machine.ts';

const folder = mkdtempSync(join(tmpdir(), 'lode-timer-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function jobOf(more: Partial<TimerJob> = {}): TimerJob {
  return {
    node: '/usr/bin/node',
    program: '/usr/lib/lode/dist/bin.js',
    home: '/home/ada',
    variables: { HOME: '/home/ada', PATH: '/usr/bin:/bin' },
    withheld: [],
    ...more,
  };
}

function has(program: string, ...args: readonly string[]): boolean {
  const found = spawnSync(program, args, { stdio: 'ignore' }).error === undefined;
  if (!found) console.log(`skipped: ${program} is not here`);
  return found;
}

const hasSystemd = has('systemd-analyze', '--version');
const hasCrontab = has('crontab', '-l');
const hasPython = has('python3', '--version');

/** One run of Python for all samples: it is given them as JSON and prints JSON. */
function python(code: string, samples: unknown): unknown {
  return JSON.parse(execFileSync('python3', ['-c', code], { input: JSON.stringify(samples), encoding: 'utf8' }));
}

describe('the systemd units', () => {
  const filesFor = (job: TimerJob) => systemd.files(machineWithTemplates(), job);

  test.skipIf(!hasSystemd)('are accepted by systemd, whatever the path of Node is', () => {
    const names = [...new Set(fc.sample(hostileName, 60))];
    const units = names.map((name, index) => {
      const node = join(folder, name, 'node');
      mkdirSync(dirname(node), { recursive: true });
      writeFileSync(node, '#!/bin/sh\n');
      chmodSync(node, 0o755);
      const [service] = filesFor(jobOf({ node, program: `/opt/${name}/bin.js`, variables: { HOME: `/home/${name}` } }));
      writeFileSync(join(folder, `lode-${index}.service`), service?.text ?? '');
      return join(folder, `lode-${index}.service`);
    });
    const verified = spawnSync('systemd-analyze', ['--user', 'verify', ...units], { encoding: 'utf8', env: { ...process.env, XDG_RUNTIME_DIR: folder } });
    expect(verified.stderr.split('\n').filter((line) => line.includes('lode-'))).toEqual([]);
    expect(verified.status).toBe(0);
  });

  test.skipIf(!hasSystemd)('would be refused if one path were wrong: the check can fail', () => {
    const [service] = filesFor(jobOf({ node: join(folder, 'nobody', 'node') }));
    writeFileSync(join(folder, 'lode-bad.service'), service?.text ?? '');
    const verified = spawnSync('systemd-analyze', ['--user', 'verify', join(folder, 'lode-bad.service')], {
      encoding: 'utf8',
      env: { ...process.env, XDG_RUNTIME_DIR: folder },
    });
    expect(verified.stderr).toContain('is not executable');
  });

  test.skipIf(!hasSystemd)('are a timer and its service, which systemd accepts together', () => {
    const place = mkdtempSync(join(folder, 'pair-'));
    for (const { path, text } of filesFor(jobOf({ node: process.execPath }))) writeFileSync(join(place, path.split('/').at(-1) ?? ''), text);
    const verified = spawnSync('systemd-analyze', ['--user', 'verify', join(place, 'lode-refresh.timer')], {
      encoding: 'utf8',
      env: { ...process.env, XDG_RUNTIME_DIR: folder },
    });
    expect([verified.status, verified.stderr.includes('lode-refresh')]).toEqual([0, false]);
    const next = spawnSync('systemd-analyze', ['calendar', '--iterations=2', '*:0/10'], { encoding: 'utf8' });
    expect(next.status).toBe(0);
  });

  test('hold every word in quotes from which it can be read back', () => {
    fc.assert(
      fc.property(hostilePath, hostilePath, (program, home) => {
        const [service] = filesFor(jobOf({ program, variables: { HOME: home } }));
        expect(readUnit(service?.text ?? '')).toEqual({ words: ['/usr/bin/node', program, 'refresh', '--from-timer'], environment: [`HOME=${home}`] });
      }),
    );
  });
});

/** Reads a unit as systemd.syntax(7) and systemd.service(5) say. */
function readUnit(text: string): { readonly words: readonly string[]; readonly environment: readonly string[] } {
  const values = (key: string): readonly string[] => text.split('\n').flatMap((line) => (line.startsWith(`${key}=`) ? [line.slice(key.length + 1)] : []));
  const words = (line: string): readonly string[] =>
    [...line.matchAll(/"((?:\\.|[^"\\])*)"|(\S+)/g)].map(([, quoted, plain]) => (quoted ?? plain ?? '').replaceAll(/\\(.)/g, '$1').replaceAll('%%', '%'));
  const [exec] = values('ExecStart').map(words);
  return { words: (exec ?? []).map((word) => word.replaceAll('$$', '$')), environment: values('Environment').flatMap(words) };
}

describe('the launchd agent', () => {
  test.skipIf(!hasPython)('is a property list that says what it should, whatever the paths are', () => {
    const samples = fc.sample(fc.tuple(hostilePath, hostilePath, hostilePath), 100);
    const texts = samples.map(
      ([node, program, home]) => launchd.files(machineWithTemplates(), jobOf({ node, program, home, variables: { HOME: home } }))[0]?.text,
    );
    const read = python('import sys, json, plistlib\nprint(json.dumps([plistlib.loads(t.encode()) for t in json.load(sys.stdin)]))', texts);
    expect(read).toEqual(
      samples.map(([node, program, home]) => ({
        Label: 'lode.refresh',
        ProgramArguments: [node, program, 'refresh', '--from-timer'],
        EnvironmentVariables: { HOME: home },
        WorkingDirectory: home,
        StartInterval: 600,
        RunAtLoad: true,
        ProcessType: 'Background',
        Umask: 0o077,
      })),
    );
  });
});

describe('the task of the Task Scheduler', () => {
  const windows = (home: string) => machineWithTemplates({ platform: 'win32', home, env: { LOCALAPPDATA: `${home}\\AppData\\Local` } });

  test.skipIf(!hasPython)('is an XML document in ASCII that runs the script by its path', () => {
    const names = fc.sample(fc.stringMatching(/^[a-zé日 &'!()-]{1,12}$/u), 50);
    const texts = names.map((name) => taskScheduler.files(windows(`C:\\Users\\${name}`), jobOf())[1]?.text ?? '');
    // oxlint-disable-next-line no-control-regex
    for (const text of texts) expect(text).toMatch(/^[\x00-\x7F]*$/);
    const space = '{http://schemas.microsoft.com/windows/2004/02/mit/task}';
    const code = `import sys, json, xml.etree.ElementTree as e\nprint(json.dumps([e.fromstring(t).findtext('.//${space}Arguments') for t in json.load(sys.stdin)]))`;
    expect(python(code, texts)).toEqual(
      names.map((name) => `--headless cmd.exe /d /s /c ""C:\\Users\\${name}\\AppData\\Local\\lode\\state\\timer\\refresh.cmd""`),
    );
  });

  test('has a script in which a percent sign is only a percent sign', () => {
    const [script] = taskScheduler.files(
      windows('C:\\Users\\ada'),
      jobOf({ node: 'C:\\100%\\node.exe', program: 'C:\\l o d e\\bin.js', variables: { LODE_REGION: 'a%b' } }),
    );
    expect(script?.text.split('\r\n').slice(-4)).toEqual([
      'chcp 65001 >nul',
      'set "LODE_REGION=a%%b"',
      '"C:\\100%%\\node.exe" "C:\\l o d e\\bin.js" refresh --from-timer',
      '',
    ]);
  });

  test('refuses a home that its command line could not name', () => {
    expect(() => taskScheduler.files(windows('C:\\Users\\a%b%'), jobOf())).toThrow('percent sign');
  });
});

describe('the crontab', () => {
  const line = '# >>> lode refresh: x\n*/10 * * * * /bin/sh x\n# <<< lode refresh\n';
  const anyCrontab = fc
    .array(
      fc.oneof(fc.constantFrom('\n', '\r\n', '# a\n', 'SHELL=/usr/bin/fish\n', '0 3 * * * backup 100\\% $&\n', '# >>> other\n', '# <<< other\n'), fc.string()),
    )
    .map((parts) => parts.join(''));

  test('is the same to the byte after the block came and went', () => {
    fc.assert(
      fc.property(anyCrontab, (crontab) => {
        expect(withoutBlock(withBlock(crontab, line))).toBe(crontab);
      }),
    );
  });

  test('holds the block once, however often it is installed', () => {
    fc.assert(
      fc.property(anyCrontab, (crontab) => {
        const once = withBlock(crontab, line);
        expect(withBlock(once, line)).toBe(once);
        expect([hasBlock(once), hasBlock(crontab)]).toEqual([true, false]);
      }),
    );
  });

  test('names the script so that cron and then the shell read back its path', () => {
    const paths = fc.sample(hostilePath, 150);
    for (const path of paths) {
      const quoted = quoteForCron(path);
      expect(quoted === undefined).toBe(path.includes('\\'));
      if (quoted === undefined) continue;
      const [command, input] = asCronReads(quoted);
      expect(input).toBeUndefined();
      expect(asShellReads(command)).toBe(path);
    }
  });

  test.skipIf(!hasCrontab)('is accepted by the crontab of this machine', () => {
    const place = mkdtempSync(join(folder, 'crontab-'));
    const blocks = fc.sample(hostilePath, 60).map((path) => `*/10 * * * * /bin/sh ${quoteForCron(path) ?? 'x'} >/dev/null 2>&1\n`);
    writeFileSync(join(place, 'crontab'), blocks.join(''));
    // Debian's calls it -n, cronie -T.
    const checked = ['-n', '-T'].map((flag) => spawnSync('crontab', [flag, join(place, 'crontab')], { encoding: 'utf8' }));
    expect(checked.map(({ status }) => status)).toContain(0);
  });

  test('runs a script that a shell reads as it is meant', () => {
    const samples = fc.sample(fc.tuple(hostileName, hostilePath), 40);
    for (const [index, [name, home]] of samples.entries()) {
      const node = join(folder, `cron-${index}`, name);
      mkdirSync(dirname(node), { recursive: true });
      symlinkSync('/usr/bin/printf', node);
      const [script] = cron.files(machineWithTemplates(), jobOf({ node, program: '%s\\n', variables: { HOME: home, PATH: '/usr/bin:/bin' } }));
      const ran = spawnSync('/bin/sh', ['-c', `${script?.text.replace('exec', 'printf "%s\\n" "$HOME";exec') ?? ''}`], { encoding: 'utf8', env: {} });
      expect(ran.stdout).toBe(`${home}\nrefresh\n--from-timer\n`);
    }
  });
});

/** As crontab(5) says: an unescaped % ends the command, and a backslash before one goes. */
function asCronReads(text: string): readonly [command: string, input: string | undefined] {
  const [, command = '', input] = /^((?:\\%|[^%])*)(?:%([\s\S]*))?$/.exec(text) ?? [];
  return [command.replaceAll('\\%', '%'), input];
}

function asShellReads(text: string): string {
  return execFileSync('/bin/sh', ['-c', `printf %s ${text}`], { encoding: 'utf8', env: {} });
}
