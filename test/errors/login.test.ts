import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPty, type Pty } from '../support/pty.ts';
import { builtProgram } from '../support/run-lode.ts';
import { setScene } from '../support/scene.ts';
import type { Scene, Shown } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
  // These and no others, so that what is said of them stays the same.
  const sections = textOf(config).split(/^(?=\[)/m);
  scene.write(
    config,
    sections.filter((section) => /^\[(profile sandbox(-sso|-other|-role|-process|-login|-expired)?|sso-session sandbox)\]/.test(section)).join(''),
    0o600,
  );
});
afterEach(() => scene.close());

const config = '.aws/config';
/** SHA-1 of the session's name, as AWS's own tools name it. */
const tokenFile = '.aws/sso/cache/9ed037b84943c4caa3a520e48a5540181c46c98c.json';
const sso = ['--aws-profile', 'sandbox-sso'];
const role = 'role_arn = arn:aws:iam::111122223333:role/r';

/** What differs from run to run, beside what a scene knows. */
function steady({ code, stdout, stderr }: Shown): Shown {
  const plain = (text: string): string =>
    text.replaceAll(/\b[A-Z]{4}-[A-Z]{4}\b/g, '<code>').replaceAll(/until (\d{4}-\d\d-\d\d )?\d\d:\d\d \(in [^)]*\)/g, 'until <when>');
  return { code, stdout: plain(stdout), stderr: plain(stderr) };
}

const run = async (args: readonly string[], env?: Record<string, string>): Promise<Shown> => steady(await scene.run(args, env));
const calls = (operation: string): number => scene.sandbox.log().filter((entry) => entry.operation === operation).length;
const textOf = (name: string): string => readFileSync(scene.path(name), 'utf8');
const below = (folder: string): readonly string[] => [...scene.files().keys()].filter((path) => path.startsWith(scene.path(folder)));

describe('lode login', () => {
  test('with a code: the page, the code to compare, then who the user is', async () => {
    rmSync(scene.path('.aws/sso'), { recursive: true });
    const shown = await run([...sso, 'login', '--device']);
    expect(shown).toMatchSnapshot();
    expect([shown.code, calls('StartDeviceAuthorization'), calls('GetCallerIdentity')]).toEqual([0, 1, 1]);
  });

  test('leaves a token that every AWS tool finds, for its owner alone', async () => {
    rmSync(scene.path('.aws/sso'), { recursive: true });
    await run([...sso, 'login', '--device']);
    expect(Object.keys(JSON.parse(textOf(tokenFile)) as object).toSorted()).toEqual(
      ['accessToken', 'clientId', 'clientSecret', 'expiresAt', 'refreshToken', 'region', 'registrationExpiresAt', 'startUrl'].toSorted(),
    );
    expect(statSync(scene.path(tokenFile)).mode & 0o777).toBe(0o600);
  });

  test('does nothing while the last one lasts', async () => {
    expect(await run(['login', ...sso])).toMatchSnapshot();
    expect(calls('StartDeviceAuthorization')).toBe(0);
  });

  test('renews without a person what can be renewed', async () => {
    const token = JSON.parse(textOf(tokenFile)) as Record<string, string>;
    scene.write(tokenFile, JSON.stringify({ ...token, expiresAt: '2020-01-01T00:00:00Z' }), 0o600);
    expect(await run(['login', ...sso])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Already signed in as /) as string });
    expect([calls('CreateToken'), calls('StartDeviceAuthorization')]).toEqual([1, 0]);
  });

  test('does it anew with --force, and forgets what came of the one before', async () => {
    await run(['login', ...sso]);
    const [before] = below('.cache/lode/credentials').map((path) => readFileSync(path, 'utf8'));
    expect(await run(['login', ...sso, '--force', '--device'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Signed in as /) as string });
    const after = below('.cache/lode/credentials').map((path) => readFileSync(path, 'utf8'));
    expect(after).toHaveLength(1);
    expect(after[0]).not.toBe(before);
  });

  test('sees that the sign-in was ended elsewhere, whatever its token says of itself', async () => {
    scene.sandbox.set({ expireSsoTokens: 'session' });
    expect(await run(['login', ...sso, '--device'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Signed in as /) as string });
    expect(calls('StartDeviceAuthorization')).toBe(1);
  });

  test('signs in to a session without a profile', async () => {
    rmSync(scene.path('.aws/sso'), { recursive: true });
    expect(await run(['login', '--session', 'sandbox', '--device'])).toMatchSnapshot();
  });

  test('follows a role to the profile that signs in, and needs no region', async () => {
    scene.write('.config/lode/settings.json', '{}');
    scene.write(
      config,
      `${textOf(config)}\n[profile up]\n${role.replace('/r', '/builder')}\nrole_session_name = ana\nsource_profile = base\n[profile base]\nsso_session = sandbox\nsso_account_id = 111122223333\nsso_role_name = Developer\n`,
    );
    expect(await run(['login', '--aws-profile', 'up'])).toMatchSnapshot();
  });

  test('signs in to a legacy profile, under the name that AWS tools look for', async () => {
    const startUrl = `${scene.sandbox.url}/start`;
    const keys = `sso_start_url = ${startUrl}\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = Developer\n`;
    scene.write(config, `[profile old]\n${keys}`);
    rmSync(scene.path('.aws/sso'), { recursive: true });
    const name = createHash('sha1').update(startUrl).digest('hex');
    expect(await run(['login', '--aws-profile', 'old', '--device'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Signed in as person/) as string,
    });
    expect(JSON.parse(textOf(`.aws/sso/cache/${name}.json`))).toMatchObject({ startUrl });
  });

  test('draws the page as a QR code when asked', async () => {
    const shown = await run([...sso, 'login', '--device', '--force', '--qr']);
    expect(shown.stderr).toMatch(/[█▀▄]{10}/);
  });
});

describe('lode login in a terminal', () => {
  const begin = (env: Record<string, string> = {}): Pty =>
    startPty(process.execPath, [builtProgram(), ...sso, 'login', '--force'], {
      cwd: scene.path('project'),
      columns: 200,
      env: { ...scene.sandbox.env(), HOME: scene.home, PATH: scene.path('tools'), TERM: 'xterm', NO_COLOR: '1', ...env },
    });

  test('opens the browser and takes what it brings back', async () => {
    const browser = `fetch(process.argv[2]).then((page) => page.text())`;
    const BROWSER = scene.write('bin/browser', `#!${process.execPath}\n${browser}\n`, 0o755);
    const pty = begin({ BROWSER });
    await pty.waitFor(/Signed in as person@example\.com \(Developer\) in account 111122223333 until/);
    expect((await pty.ended).code).toBe(0);
    expect(calls('StartDeviceAuthorization')).toBe(0);
  });

  test('is broken off by Ctrl-C: exit 130, the token of before kept and nothing left behind', async () => {
    scene.sandbox.set({ device: 'waits' });
    const before = [textOf(tokenFile), below('.aws/')];
    const pty = begin({ SSH_TTY: '/dev/pts/9' });
    await pty.waitFor(/Go on only if the page shows this code/);
    pty.type('\x03');
    expect(await pty.ended).toEqual({ code: 130, signal: 0 });
    const registration = below('.aws/').filter((path) => !before[1]?.includes(path));
    expect([textOf(tokenFile), registration.length, pty.screen().includes('rror')]).toEqual([before[0], 1, false]);
    expect(await run(['login', ...sso])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Already/) as string });
  });
});

describe('lode login where it cannot be', () => {
  test.each<[string, readonly string[], Record<string, string>?]>([
    ['nobody at a terminal', [...sso, 'login', '--force']],
    ['a CI job', [...sso, 'login', '--force'], { CI: 'true' }],
    ['an unknown session', ['login', '--session', 'sandbux']],
    ['a session that lacks something', ['login', '--session', 'half']],
    ['a profile that is not there', ['login', '--aws-profile', 'sandbox-sos']],
    ['a flag with a slip', ['login', '--devise']],
  ])('%s', async (_, args, env) => {
    scene.write(config, `${textOf(config)}\n[sso-session half]\nsso_region = eu-west-1\n`);
    const shown = await run(args, env);
    expect(shown).toMatchSnapshot();
    expect(shown).toMatchObject({ stdout: '', code: expect.not.stringMatching(/^0$/) as number });
    expect(calls('StartDeviceAuthorization')).toBe(0);
  });

  test.each<[string, Parameters<Scene['sandbox']['set']>[0]]>([
    ['the person refuses', { device: 'refuses' }],
    ['AWS does not know the start URL', { errors: [{ id: 'device-start' }] }],
    ['AWS is not well', { errors: [{ id: 'sso-role' }] }],
  ])('%s', async (_, knobs) => {
    scene.sandbox.set(knobs);
    const shown = await run([...sso, 'login', '--device', '--force']);
    expect(shown).toMatchObject({ code: 4, stdout: '' });
    expect(shown).toMatchSnapshot();
  });
});

describe('lode login for a source without a sign-in: exit 1', () => {
  test.each<[string, readonly string[], Record<string, string>?]>([
    ['an access key', ['--aws-profile', 'sandbox']],
    ['a role over an access key', ['--aws-profile', 'sandbox-role']],
    ['a role with MFA', ['--aws-profile', 'mfa']],
    ['a credential_process', ['--aws-profile', 'sandbox-process']],
    ['aws login', ['--aws-profile', 'sandbox-login']],
    ['a web identity', ['--aws-profile', 'web']],
    ['keys in the environment', [], { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE000000001', AWS_SECRET_ACCESS_KEY: 'canary-3f9a' }],
    ['a Bedrock API key', [], { AWS_BEARER_TOKEN_BEDROCK: 'canary-3f9a' }],
    ['an instance role', []],
  ])('%s', async (_, args, env) => {
    scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }');
    scene.write(
      config,
      `${textOf(config)}\n[profile mfa]\n${role}\nsource_profile = sandbox\nmfa_serial = arn:aws:iam::111122223333:mfa/ada\n[profile web]\n${role}\nweb_identity_token_file = /t\n`,
    );
    const shown = await run([...args, 'login'], { AWS_EC2_METADATA_DISABLED: '', ...env });
    expect(shown).toMatchObject({ code: 1, stdout: '' });
    expect(shown.stderr).not.toContain('canary');
    expect(shown).toMatchSnapshot();
  });
});

describe('lode logout', () => {
  test('ends the session at AWS and removes the token and what came of it', async () => {
    await run([...sso, 'credentials']);
    await run(['--aws-profile', 'sandbox-other', 'login']);
    await run(['--aws-profile', 'sandbox', 'credentials']);
    const shown = await run([...sso, 'logout']);
    expect(shown).toMatchSnapshot();
    expect([shown.code, calls('Logout'), existsSync(scene.path(tokenFile)), below('.cache/lode/credentials').length]).toEqual([0, 1, false, 1]);
    expect(await run([...sso, 'logout'])).toMatchSnapshot();
    expect(await run([...sso, 'credentials'])).toMatchObject({ code: 4 });
  });

  test('only says what it would do with --dry-run', async () => {
    await run([...sso, 'credentials']);
    const before = scene.files();
    expect(await run([...sso, '--dry-run', 'logout'])).toMatchSnapshot();
    expect(await run([...sso, 'logout', '--dry-run'])).toMatchObject({ code: 0 });
    expect(scene.files()).toEqual(before);
    expect(calls('Logout')).toBe(0);
  });

  test('signs out here when AWS cannot be told', async () => {
    const shown = await run([...sso, 'logout'], { AWS_ENDPOINT_URL_SSO: 'http://127.0.0.1:9' });
    expect(shown).toMatchSnapshot();
    expect([shown.code, existsSync(scene.path(tokenFile))]).toEqual([0, false]);
  });

  test('says that an expired token ends nothing at AWS', async () => {
    const token = JSON.parse(textOf(tokenFile)) as Record<string, string>;
    scene.write(tokenFile, JSON.stringify({ ...token, expiresAt: '2020-01-01T00:00:00Z' }), 0o600);
    expect(await run(['logout', '--session', 'sandbox'])).toMatchSnapshot();
    expect(existsSync(scene.path(tokenFile))).toBe(false);
  });

  test('removes what aws login brought', async () => {
    const [cache = ''] = below('.aws/login/cache');
    expect(await run(['--aws-profile', 'sandbox-login', 'logout'])).toMatchSnapshot();
    expect(existsSync(cache)).toBe(false);
  });

  test('signs out of everything with --all, and touches no other file of .aws', async () => {
    scene.write('.aws/sso/cache/registration.json', '{"clientId":"of the AWS CLI"}');
    const before = scene.files();
    expect(await run(['logout', '--all'])).toMatchSnapshot();
    const after = scene.files();
    const gone = [...before.keys()].filter((path) => !after.has(path));
    expect(gone.toSorted()).toEqual([expect.stringContaining('.aws/login/cache/') as string, scene.path(tokenFile)]);
    expect([...after].filter(([path, text]) => path.startsWith(scene.path('.aws/')) && before.get(path) !== text)).toEqual([]);
  });

  test('says when AWS had ended the session already', async () => {
    scene.sandbox.set({ expireSsoTokens: 'session' });
    expect(await run([...sso, 'logout'])).toMatchSnapshot();
  });

  test.each<[string, readonly string[]]>([
    ['an access key', ['--aws-profile', 'sandbox']],
    ['a credential_process', ['--aws-profile', 'sandbox-process']],
  ])('has nothing to end for %s: exit 1', async (_, args) => {
    const shown = await run([...args, 'logout']);
    expect(shown).toMatchObject({ code: 1, stdout: '' });
    expect(shown).toMatchSnapshot();
  });
});

describe('lode login --install-profile', () => {
  const install = [...sso, 'login', '--install-profile', 'work'];

  test('writes the profile, shows it, and takes exactly it out again', async () => {
    const before = textOf(config);
    const shown = await run(install);
    expect(shown).toMatchSnapshot();
    expect([shown.code, shown.stdout, textOf(config).startsWith(before)]).toEqual([0, '', true]);
    expect(await run(install)).toMatchSnapshot();
    expect(await run(['login', '--uninstall-profile', 'work'])).toMatchSnapshot();
    expect(textOf(config)).toBe(before);
  });

  test.each<[string, () => string | Buffer]>([
    ['Windows line ends and a byte order mark', () => `\uFEFF${textOf(config).replaceAll('\n', '\r\n')}`],
    ['no end of its last line', () => textOf(config).trimEnd()],
    ['comments, tabs and a section twice', () => `# mine\n${textOf(config)}\n[profile sandbox-sso]\n\t# twice\noutput=json`],
  ])('keeps every other byte of a file with %s', async (_, content) => {
    scene.write(config, content(), 0o640);
    const before = readFileSync(scene.path(config));
    expect(await run(install)).toMatchObject({ code: 0 });
    expect(readFileSync(scene.path(config)).subarray(0, before.length).equals(before)).toBe(true);
    expect(statSync(scene.path(config)).mode & 0o777).toBe(0o640);
    expect(await run(['login', '--uninstall-profile', 'work'])).toMatchObject({ code: 0 });
    expect(readFileSync(scene.path(config)).equals(before)).toBe(true);
  });

  test('writes through a link, into the file that AWS_CONFIG_FILE names', async () => {
    scene.write('dotfiles/aws', textOf(config));
    symlinkSync('dotfiles/aws', scene.path('linked'));
    const env = { AWS_CONFIG_FILE: scene.path('linked') };
    expect(await run(install, env)).toMatchObject({ code: 0 });
    expect([
      textOf('dotfiles/aws').includes('[profile work]'),
      lstatSync(scene.path('linked')).isSymbolicLink(),
      textOf(config).includes('[profile work]'),
    ]).toEqual([true, true, false]);
  });

  test('makes the file where there is none, and removes it again', async () => {
    rmSync(scene.path(config));
    const before = below('.aws/');
    expect(await run(['login', '--install-profile', 'work'])).toMatchObject({ code: 0 });
    expect(statSync(scene.path(config)).mode & 0o777).toBe(0o600);
    expect(await run(['login', '--uninstall-profile', 'work'])).toMatchSnapshot();
    expect(below('.aws/')).toEqual(before);
  });

  test('writes nothing with --dry-run', async () => {
    const before = textOf(config);
    expect(await run(['--dry-run', ...install])).toMatchSnapshot();
    expect(textOf(config)).toBe(before);
  });

  test('twelve at once all get in', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
    const ends = await Promise.all(names.map((name) => run([...sso, 'login', '--install-profile', name])));
    expect(ends.map(({ code }) => code)).toEqual(names.map(() => 0));
    expect([...textOf(config).matchAll(/^\[profile (p\d+)\]$/gm)].map(([, name]) => name).toSorted()).toEqual(names.toSorted());
  });

  test.each<[string, readonly string[], Record<string, string>?]>([
    ['a name that is taken', [...sso, 'login', '--install-profile', 'sandbox-role']],
    ['a name that only the credentials file has', [...sso, 'login', '--install-profile', 'keys-only']],
    ['its own source', [...sso, 'login', '--install-profile', 'sandbox-sso']],
    ['a name that is none', [...sso, 'login', '--install-profile', 'my work']],
    ['a source that is no profile', ['login', '--install-profile', 'work'], { AWS_BEARER_TOKEN_BEDROCK: 'canary-3f9a' }],
    ['both ways at once', ['login', '--install-profile', 'a', '--uninstall-profile', 'b']],
    ['taking out what is not there', ['login', '--uninstall-profile', 'sandbox-sso']],
  ])('refuses %s', async (_, args, env) => {
    scene.write(
      '.aws/credentials',
      `${textOf('.aws/credentials')}\n[keys-only]\naws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = canary-3f9a\n`,
    );
    if (env !== undefined) scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }');
    const before = textOf(config);
    const shown = await run(args, env);
    expect(shown).toMatchSnapshot();
    expect([shown.code === 0, shown.stdout, textOf(config)]).toEqual([false, '', before]);
  });

  test('leaves what somebody changed since, until told with --force', async () => {
    await run(install);
    scene.write(config, `${textOf(config)}aws_session_token = canary-3f9a\n`);
    const changed = textOf(config);
    expect(await run(install)).toMatchSnapshot();
    expect(await run(['login', '--uninstall-profile', 'work'])).toMatchSnapshot();
    expect(textOf(config)).toBe(changed);
    const forced = await run(['login', '--uninstall-profile', 'work', '--force']);
    expect(forced).toMatchSnapshot();
    expect(textOf(config)).not.toContain('[profile work]');
  });
});
