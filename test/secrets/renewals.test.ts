import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/sandbox/knobs.ts';
import { setWatched, type Watched } from './stage/watched.ts';

const tokenFile = '.aws/sso/cache/9ed037b84943c4caa3a520e48a5540181c46c98c.json';

/** Lets the SSO token of the home run out, so that it has to be renewed. */
function expireToken({ scene }: Watched): void {
  const token = JSON.parse(readFileSync(scene.path(tokenFile), 'utf8')) as object;
  scene.write(tokenFile, JSON.stringify({ ...token, expiresAt: '2020-01-01T00:00:00Z' }), 0o600);
}

const all = { sso: 'sandbox-sso', other: 'sandbox-other', role: 'sandbox-role', process: 'sandbox-process', login: 'sandbox-login', mfa: 'sandbox-mfa' };
const environments = Object.fromEntries(Object.entries(all).map(([name, awsProfile]) => [name, { awsProfile }]));
const settings = JSON.stringify({ awsProfile: 'sandbox-sso', region: 'eu-west-1', environments });

async function setRenewal(knobs: Change = {}): Promise<Watched> {
  const watched = await setWatched(knobs);
  watched.scene.write('.config/lode/settings.json', settings);
  expireToken(watched);
  return watched;
}

describe('lode refresh of every kind of source', () => {
  test.each<[string, Change]>([
    ['with tokens that can be renewed', {}],
    ['with a sign-in that is over', { expireSsoTokens: 'session' }],
    ['with every line cut off', { faults: [{ kind: 'reset' }] }],
    ['with half a new token', { faults: [{ kind: 'half-body', operation: 'CreateToken', after: true }] }],
    ['with half of every answer', { faults: [{ kind: 'half-body', after: true }] }],
    ['with a web page for every answer', { faults: [{ kind: 'html', after: true }] }],
    ['with nothing for every answer', { faults: [{ kind: 'empty', after: true }] }],
    ['with nonsense for every answer', { faults: [{ kind: 'not-json', after: true }] }],
    ['with a clock that is wrong', { clockOffsetMs: 3_600_000 }],
  ])('%s', async (_, knobs) => {
    const watched = await setRenewal();
    watched.scene.sandbox.set(knobs);
    for (const words of [
      ['--verbose', 'refresh'],
      ['refresh', '--json'],
      ['refresh', '--from-timer'],
      ['refresh', '--status'],
    ]) {
      const { code } = await watched.run(words);
      expect([0, 4]).toContain(code);
    }
    expect(watched.amiss()).toEqual([]);
  });

  test('with a desktop to tell a person on', async () => {
    const watched = await setRenewal();
    watched.scene.write('bin/notify-send', `#!/bin/sh\n${watched.reports.inShell}\n`, 0o755);
    watched.scene.sandbox.set({ expireSsoTokens: 'session' });
    await watched.run(['refresh', '--from-timer'], { XDG_RUNTIME_DIR: watched.scene.home, DISPLAY: ':0' });
    expect(watched.words().some((words) => words.includes('notify-send'))).toBe(true);
    expect(watched.amiss()).toEqual([]);
  });

  test('in a watch that Ctrl-C ends', async () => {
    const watched = await setRenewal();
    const pty = watched.inTerminal(['--verbose', 'refresh', '--watch']);
    await pty.waitFor(/profile sandbox-sso renewed, good until/);
    pty.type('\x03');
    expect((await pty.ended).signal).toBe(2);
    expect(watched.amiss()).toEqual([]);
  });
});

describe('lode refresh --install, --status and --uninstall', () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['systemd', { systemctl: 'exit 0', loginctl: 'echo yes' }],
    ['cron', { crontab: 'if [ "$1" = -l ]; then cat "$HOME/crontab" 2>/dev/null; else cat > "$HOME/crontab"; fi' }],
  ])('by %s, from a shell full of secrets', async (scheduler, programs) => {
    const watched = await setRenewal();
    for (const [name, text] of Object.entries(programs)) watched.scene.write(`bin/${name}`, `#!/bin/sh\n${watched.reports.inShell}\n${text}\n`, 0o755);
    const shell = {
      AWS_BEARER_TOKEN_BEDROCK: watched.mark('bearer', 'own', 'bedrock-api-key-7f3a9c51d8e2'),
      AWS_SECRET_ACCESS_KEY: watched.mark('key of the shell', 'own', 'shells0wn/7f3a9c51d8e26b40'),
      AWS_SESSION_TOKEN: watched.mark('session of the shell', 'own', 'shells0wnsession7f3a9c51d8e26b40'),
      HTTPS_PROXY: `http://ana:${watched.mark('proxy password', 'own', 'pr0xy-7f3a9c51d8e2')}@127.0.0.1:9`,
      XDG_RUNTIME_DIR: watched.scene.home,
    };
    for (const words of [['--install', '--with', scheduler], ['--status'], ['--status', '--json'], ['--install', '--dry-run'], ['--uninstall']]) {
      const { code, stderr } = await watched.run(['--verbose', 'refresh', ...words], shell);
      expect([words[0], code, stderr]).toEqual([words[0], expect.toBeOneOf([0, 1]), expect.any(String)]);
      expect(watched.amiss()).toEqual([]);
    }
    const [program = ''] = Object.keys(programs);
    expect(watched.words().some((words) => words.includes(watched.scene.path(`bin/${program}`)))).toBe(true);
  });
});

describe('lode credentials', () => {
  const formats = ['process', 'export', 'env'] as const;

  test.each(Object.values(all).filter((profile) => profile !== 'sandbox-mfa'))('prints keys of profile %s on stdout alone', async (profile) => {
    const watched = await setRenewal();
    for (const format of [...formats, ...formats]) {
      const { code, stdout } = await watched.run(['--verbose', '--aws-profile', profile, 'credentials', '--format', format]);
      expect([code, new Set(watched.secretsIn(stdout))]).toEqual([0, new Set(['secret access key', 'session token'])]);
    }
    expect(watched.amiss()).toEqual([]);
  });

  test.each<[string, Change, (readonly string[])?]>([
    ['half of every answer', { faults: [{ kind: 'half-body', after: true }] }],
    ['a web page', { faults: [{ kind: 'html', after: true }] }],
    ['nonsense', { faults: [{ kind: 'not-json', after: true }] }],
    ['a line that is cut off', { faults: [{ kind: 'reset' }] }],
    ['an ended sign-in', { expireSsoTokens: 'session' }, ['sandbox-sso', 'sandbox-sso-role', 'sandbox-mfa']],
    ['keys that AWS does not know', { keys: { AKIASANDBOX000000001: 'unknown' } }, ['sandbox-role', 'sandbox-mfa']],
  ])('prints none after %s', async (_, knobs, profiles = ['sandbox-sso', 'sandbox-role', 'sandbox-sso-role', 'sandbox-mfa']) => {
    const watched = await setRenewal();
    watched.scene.sandbox.set(knobs);
    for (const profile of profiles)
      for (const format of formats) {
        const { code, stdout } = await watched.run(['--verbose', '--aws-profile', profile, 'credentials', '--format', format]);
        expect([profile, code, stdout]).toEqual([profile, 4, '']);
      }
    expect(watched.amiss()).toEqual([]);
  });

  test.each<[string, Change]>([
    ['half of the answer', { faults: [{ kind: 'half-body', service: 'signin', after: true }] }],
    ['a web page', { faults: [{ kind: 'html', service: 'signin', after: true }] }],
    ['nonsense', { faults: [{ kind: 'not-json', service: 'signin', after: true }] }],
    ['a cut line', { faults: [{ kind: 'reset', service: 'signin', after: true }] }],
    ['no fault', {}],
  ])('of an aws login session that has run out, with %s', async (_, knobs) => {
    const watched = await setRenewal(knobs);
    const [path = ''] = [...watched.scene.files().keys()].filter((file) => file.includes('/.aws/login/cache/'));
    const token = JSON.parse(readFileSync(path, 'utf8')) as { accessToken: object };
    const name = path.slice(watched.scene.home.length + 1);
    watched.scene.write(name, JSON.stringify({ ...token, accessToken: { ...token.accessToken, expiresAt: '2020-01-01T00:00:00Z' } }), 0o600);
    const { code } = await watched.run(['--verbose', '--aws-profile', 'sandbox-login', 'credentials']);
    expect(code).toBe(Object.keys(knobs).length === 0 ? 0 : 4);
    expect(watched.secrets().map((secret) => secret.name)).toContain('DPoP proof');
    expect(watched.amiss()).toEqual([]);
  });
});

describe('the code of an MFA device is on the line where it was typed and nowhere else', () => {
  const guarded = { 'arn:aws:iam::111122223333:role/guarded': { serial: 'arn:aws:iam::111122223333:mfa/sandbox', code: '907153' } };

  test.each<[string, string, RegExp, string]>([
    ['when it fits', '907153', /role\/guarded|builder|sandbox-mfa/, ''],
    ['when it is wrong', '907154', /did not take that code/, '\x03'],
  ])('%s', async (_, typed, answer, then) => {
    const watched = await setRenewal({ mfa: guarded });
    const pty = watched.inTerminal(['--verbose', '--aws-profile', 'sandbox-mfa', 'status']);
    await pty.waitFor(/MFA code/);
    pty.type(`${typed}\r`);
    await pty.waitFor(answer);
    pty.type(then);
    await pty.ended;
    expect(watched.secrets().some(({ name, text }) => name === 'MFA code' && text === typed)).toBe(true);
    expect(watched.amiss()).toEqual([]);
  });
});
