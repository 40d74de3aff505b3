import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startShell } from '../support/pty.ts';
import { builtProgram } from '../support/run-lode.ts';
import { setScene, type Scene } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

function environments(named: Readonly<Record<string, string>>, more: object = {}): void {
  const inside = Object.fromEntries(Object.entries(named).map(([name, awsProfile]) => [name, { awsProfile }]));
  scene.write('.config/lode/settings.json', JSON.stringify({ awsProfile: 'sandbox-sso', region: 'eu-west-1', environments: inside, ...more }));
}

/** Nobody is signed in any more. */
function signOut(): ReadonlyMap<string, string> {
  const folder = scene.path('.aws/sso/cache');
  const kept = new Map(readdirSync(folder).map((name) => [name, readFileSync(scene.path(`.aws/sso/cache/${name}`), 'utf8')]));
  rmSync(folder, { recursive: true });
  return kept;
}

/** Times of day differ from run to run. */
const timeless = (text: string): string => text.replaceAll(/(\d{4}-\d\d-\d\d )?\d\d:\d\d \(in [^)]*\)/g, 'T');

const signIn = 'run: lode --aws-profile sandbox-sso login';

describe('lode refresh', () => {
  test('renews what every environment needs, each source once, and the next time finds it good', async () => {
    environments({ work: 'sandbox-sso', role: 'sandbox-role', also: 'sandbox-sso' });
    const first = await scene.run(['refresh']);
    expect([first.code, first.stderr, timeless(first.stdout)]).toEqual([
      0,
      '',
      'profile sandbox-sso (IAM Identity Center): renewed, good until T\nprofile sandbox-role (assumed role): renewed, good until T\n',
    ]);
    const asked = scene.sandbox.log().length;
    const second = await scene.run(['refresh']);
    expect([second.code, timeless(second.stdout)]).toEqual([0, first.stdout === '' ? '' : timeless(first.stdout).replaceAll('renewed, ', '')]);
    expect(scene.sandbox.log()).toHaveLength(asked);
    expect(scene.sandbox.log().filter(({ operation }) => operation === 'GetRoleCredentials')).toHaveLength(1);
  });

  test('with -e renews that environment only', async () => {
    environments({ role: 'sandbox-role' });
    expect(timeless((await scene.run(['refresh', '-e', 'role'])).stdout)).toBe('profile sandbox-role (assumed role): renewed, good until T\n');
  });

  test('says who is needed, and what for; with exit code 4', async () => {
    environments({ role: 'sandbox-role' });
    signOut();
    const { code, stdout } = await scene.run(['refresh']);
    expect(code).toBe(4);
    expect(stdout).toContain('profile sandbox-sso (IAM Identity Center): needs you: ');
    expect(stdout).toContain(signIn);
    expect(timeless(stdout)).toContain('profile sandbox-role (assumed role): renewed, good until T\n');
  });

  test.each<[string, readonly string[], RegExp, RegExp]>([
    ['says nothing with --quiet when all is good', ['--quiet'], /^$/, /^$/],
    ['gives data with --json', ['--json'], /^\{\n {2}"schema": 1,\n {2}"exit": 0,[\s\S]*"standing": "renewed",\n {6}"until": "<time>"/, /^$/],
  ])('%s', async (_, flags, stdout, stderr) => {
    const shown = await scene.run(['refresh', ...flags]);
    expect(shown.code).toBe(0);
    expect(shown.stdout).toMatch(stdout);
    expect(shown.stderr).toMatch(stderr);
  });

  test('with --quiet still says who is needed, on stderr', async () => {
    environments({});
    signOut();
    const { code, stdout, stderr } = await scene.run(['refresh', '--quiet']);
    expect([code, stdout, stderr.includes(signIn)]).toEqual([4, '', true]);
  });

  test('an environment whose settings lead nowhere does not hold up the others; exit code 1', async () => {
    environments({ wrong: 'nobody' });
    const { code, stdout, stderr } = await scene.run(['refresh']);
    expect([code, timeless(stdout)]).toEqual([1, 'profile sandbox-sso (IAM Identity Center): renewed, good until T\n']);
    expect(stderr).toMatch(/^error: environment wrong: Profile "nobody" \(set by .*\) cannot be used: /);
  });

  test('settings that are no JSON are named; exit code 1', async () => {
    scene.write('.config/lode/settings.json', '{ "awsProfile": ');
    expect((await scene.run(['refresh'])).code).toBe(1);
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'a Bedrock API key',
      { AWS_BEARER_TOKEN_BEDROCK: 'canary' },
      'Bedrock API key in AWS_BEARER_TOKEN_BEDROCK: not renewable: such a key is good until whoever made it says so\n',
    ],
    [
      'keys of the environment',
      { AWS_ACCESS_KEY_ID: 'AKIACANARYCANARY0001', AWS_SECRET_ACCESS_KEY: 'canary' },
      'access key AKIA…0001 in AWS_ACCESS_KEY_ID: not renewable: it stands in a variable of this shell, which a timer does not have\n',
    ],
  ])('says that %s cannot be renewed', async (_, env, line) => {
    scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }');
    expect(await scene.run(['refresh'], env)).toEqual({ code: 0, stdout: line, stderr: '' });
  });

  test('says that session keys in a file, which state no end, cannot be renewed', async () => {
    scene.write('.config/lode/settings.json', '{ "awsProfile": "sandbox-expired", "region": "eu-west-1" }');
    const line = 'profile sandbox-expired (access key): not renewable: it gives credentials that state no end, so nothing says when to renew them\n';
    expect(await scene.run(['refresh'])).toEqual({ code: 0, stdout: line, stderr: '' });
  });

  test('what nobody can reach is tried again, and is not a matter for a person', async () => {
    environments({});
    scene.sandbox.set({ faults: [{ kind: 'reset', service: 'sso' }] });
    const { code, stdout } = await scene.run(['refresh', '--from-timer']);
    expect([code, stdout]).toEqual([4, expect.stringMatching(/^profile sandbox-sso \(IAM Identity Center\): not renewed: .*; it is tried again\n$/)]);
    expect(existsSync(scene.path('.local/state/lode/refresh.log'))).toBe(false);
  });

  test('opens no browser, asks nothing and runs no awsAuthRefresh, whatever is wrong', async () => {
    for (const name of ['xdg-open', 'open', 'www-browser', 'my-browser']) scene.write(`bin/${name}`, `#!/bin/sh\ntouch ${scene.path('opened')}\n`, 0o755);
    environments(
      { mfa: 'sandbox-mfa', expired: 'sandbox-expired', legacy: 'sandbox-legacy', login: 'sandbox-login' },
      { awsAuthRefresh: `touch ${scene.path('opened')}` },
    );
    signOut();
    const env = { BROWSER: scene.path('bin/my-browser'), DISPLAY: ':0' };
    const pty = startShell({ cwd: scene.path('project'), env: { ...shellEnvironment(), ...env } });
    try {
      pty.type(`"${process.execPath}" "${builtProgram()}" refresh; echo "ended $?"\r`);
      expect((await pty.waitFor(/ended (\d+)\n/, 20_000))[1]).toBe('4');
      expect(existsSync(scene.path('opened'))).toBe(false);
      expect(scene.sandbox.log().filter(({ operation }) => /RegisterClient|StartDeviceAuthorization/.test(operation))).toEqual([]);
    } finally {
      await pty.end();
    }
  });
});

function shellEnvironment(): Readonly<Record<string, string>> {
  const own = Object.entries(scene.sandbox.env()).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(own), HOME: scene.home, PATH: `${scene.path('bin')}:${scene.path('tools')}:/usr/bin:/bin`, TZ: 'UTC', TERM: 'xterm' };
}

describe('a run by a timer', () => {
  const notifier = (): void => void scene.write('bin/notify-send', `#!/bin/sh\necho "$4: $5" >> ${scene.path('notices')}\n`, 0o755);
  const notices = (): readonly string[] => readFileSync(scene.path('notices'), 'utf8').trim().split('\n');

  test('tells a person once, until they signed in and it ends again', async () => {
    environments({ other: 'sandbox-other' });
    notifier();
    const env = { XDG_RUNTIME_DIR: scene.home };
    const kept = signOut();
    for (let run = 0; run < 3; run++) expect((await scene.run(['refresh', '--from-timer'], env)).code).toBe(4);
    expect(notices()).toEqual([expect.stringMatching(/^lode: AWS credentials: profile sandbox-sso needs you: .*; run: lode --aws-profile sandbox-sso login$/)]);
    for (const [name, text] of kept) scene.write(`.aws/sso/cache/${name}`, text, 0o600);
    expect((await scene.run(['refresh', '--from-timer'], env)).code).toBe(0);
    expect(readdirSync(scene.path('.local/state/lode/needs-person'))).toEqual([]);
    signOut();
    rmSync(scene.path('.cache/lode/credentials'), { recursive: true });
    await scene.run(['refresh', '--from-timer'], env);
    expect(notices()).toHaveLength(2);
  });

  test('two at the same time tell once, and both end well', async () => {
    environments({});
    notifier();
    signOut();
    const ends = await Promise.all([1, 2, 3, 4].map(() => scene.run(['refresh', '--from-timer'], { XDG_RUNTIME_DIR: scene.home })));
    expect(ends.map(({ code }) => code)).toEqual([4, 4, 4, 4]);
    expect(notices()).toHaveLength(1);
  });

  test('two at the same time ask AWS once', async () => {
    environments({});
    await Promise.all([1, 2, 3, 4].map(() => scene.run(['refresh', '--from-timer'])));
    expect(scene.sandbox.log().filter(({ operation }) => operation === 'GetRoleCredentials')).toHaveLength(1);
  });

  test('without a desktop leaves a line in the log, and no secret anywhere', async () => {
    environments({});
    signOut();
    await scene.run(['refresh', '--from-timer']);
    expect(readFileSync(scene.path('.local/state/lode/refresh.log'), 'utf8')).toMatch(/^\S+Z profile sandbox-sso needs you: .*\n$/);
  });
});

describe('lode refresh --watch', () => {
  test('says where it stands, and ends with Ctrl-C and 130, without a noise', async () => {
    environments({ role: 'sandbox-role' });
    const pty = startShell({ cwd: scene.path('project'), env: shellEnvironment() });
    try {
      pty.type(`"${process.execPath}" "${builtProgram()}" refresh --watch\r`);
      await pty.waitFor(/\d\d:\d\d profile sandbox-sso renewed, good until \d\d:\d\d\n/, 20_000);
      await pty.waitFor(/\d\d:\d\d profile sandbox-role renewed, good until /, 20_000);
      pty.type('\x03');
      await pty.waitFor(/\$ /);
      pty.type('echo "ended $?"\r');
      expect((await pty.waitFor(/ended (\d+)\n/))[1]).toBe('130');
      expect(pty.screen()).not.toMatch(/error|Error|lode failed/);
    } finally {
      await pty.end();
    }
  });

  test('does not begin with settings that cannot be read', async () => {
    scene.write('.config/lode/settings.json', '{ "awsProfile": ');
    expect((await scene.run(['refresh', '--watch'])).code).toBe(1);
  });
});

/** lode as a user has it: with its templates beside it. */
function needTemplates(): void {
  const folder = resolve(dirname(builtProgram()), '..', 'templates');
  if (existsSync(folder)) return;
  mkdirSync(dirname(folder), { recursive: true });
  symlinkSync(resolve('templates'), folder);
}

describe('the timer, from the templates as they are installed', () => {
  beforeEach(needTemplates);

  test('with cron: what is installed runs with nothing of a shell around it', async () => {
    environments({});
    scene.write(
      'bin/crontab',
      `#!/bin/sh\nf=${scene.path('tab')}\ncase "$1" in -l) if [ -f $f ]; then cat $f; else echo "no crontab for ada" >&2; exit 1; fi ;; -r) >$f ;; *) cat "$1" >$f ;; esac\n`,
      0o755,
    );
    scene.write('tab', 'MAILTO=ada\n0 3 * * * backup\n');
    const installed = await scene.run(['refresh', '--install']);
    expect(installed).toMatchObject({ code: 0, stdout: 'Installed: crontab, every 10 minutes. Look at it: lode refresh --status\n' });
    expect(installed.stderr).toContain('~/.local/state/lode/timer/refresh.sh\n+ #!/bin/sh\n');
    const [, command = ''] = /^\*\/10 \* \* \* \* (.*)$/m.exec(readFileSync(scene.path('tab'), 'utf8')) ?? [];
    const status = (): Promise<{ stdout: string }> => scene.run(['refresh', '--status']);
    expect((await status()).stdout).toContain('last run  none yet');
    const pty = startShell({ cwd: '/', env: { PATH: '/usr/bin:/bin', TERM: 'xterm' } });
    try {
      pty.type(`env -i /bin/sh -c ${JSON.stringify(command)}; echo "ended $?"\r`);
      expect((await pty.waitFor(/ended (\d+)\n/, 20_000))[1]).toBe('0');
    } finally {
      await pty.end();
    }
    expect((await status()).stdout).toMatch(/last run {2}\d\d:\d\d \(in 0 min\): all good\n|last run {2}\d\d:\d\d \(\d min ago\): all good\n/);
    expect((await scene.run(['refresh', '--uninstall'])).stdout).toBe('Taken out: crontab.\n');
    expect(readFileSync(scene.path('tab'), 'utf8')).toBe('MAILTO=ada\n0 3 * * * backup\n');
    expect(existsSync(scene.path('.local/state/lode/timer/refresh.sh'))).toBe(false);
  });

  test('with systemd: the units stand where systemd looks, and are gone after', async () => {
    environments({});
    scene.write(
      'bin/systemctl',
      `#!/bin/sh\necho "$@" >> ${scene.path('systemctl.log')}\ncase "$*" in *show\\ lode*) echo ActiveState=active ;; esac\n`,
      0o755,
    );
    expect((await scene.run(['refresh', '--install'])).code).toBe(0);
    expect(readdirSync(scene.path('.config/systemd/user'))).toEqual(['lode-refresh.service', 'lode-refresh.timer']);
    expect((await scene.run(['refresh', '--status'])).code).toBe(0);
    expect((await scene.run(['refresh', '--uninstall'])).code).toBe(0);
    expect(readdirSync(scene.path('.config/systemd/user'))).toEqual([]);
    expect(readFileSync(scene.path('systemctl.log'), 'utf8')).toContain('--user disable --now lode-refresh.timer');
  });

  test.each<[readonly string[], number, string]>([
    [['--install'], 1, 'error: No scheduler answers here: neither systemd for this user nor cron, launchd or the Task Scheduler.\n'],
    [['--install', '--with', 'cronn'], 2, 'error: --with should be one of systemd, cron, launchd, schtasks, not cronn.\n'],
    [['--install', '--uninstall'], 2, 'error: lode refresh does one thing at a time, not --install and --uninstall.\n'],
    [['--with', 'cron'], 2, 'error: --with goes with --install.\n'],
    [['--dry-run'], 2, 'error: --dry-run goes with --install or --uninstall.\n'],
    [['--install', '-e', 'work'], 2, 'error: A timer goes by your settings files, for every environment in them; it takes no settings and no -e of its own.\n'],
  ])('lode refresh %j says what is wrong', async (flags, code, text) => {
    const shown = await scene.run(['refresh', ...flags]);
    expect([shown.code, shown.stdout, shown.stderr.startsWith(text)]).toEqual([code, '', true]);
  });
});
