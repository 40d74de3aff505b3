import { describe, expect, test } from 'vitest';
import { helperPath, setWatched, type Watched } from './stage/watched.ts';

/** A helper that is called with a secret, and says another one on stderr and, where it is wrong, on stdout. */
async function setHelper(script: string, setting: 'credential_process' | 'awsCredentialExport' | 'awsAuthRefresh'): Promise<Watched> {
  const watched = await setWatched();
  const { scene, reports } = watched;
  const word = watched.mark('word of the helper', 'own', 'w0rd-of-helper-7f3a9c51d8');
  const talk = watched.mark('talk of the helper', 'once', 'ta1k-of-helper-0b6e4f82c9');
  scene.write(helperPath, `#!/bin/sh\n${reports.inShell}\nS=${talk}\necho "signing in with $S" >&2\n${script}\n`, 0o755);
  const command = `${scene.path(helperPath)} --token ${word}`;
  const process = setting === 'credential_process' ? `credential_process = ${command}\n` : '';
  scene.write('.aws/config', `[profile helped]\nregion = eu-west-1\n${process}[profile sandbox-expired]\nregion = eu-west-1\n`, 0o600);
  const more = {
    credential_process: { awsProfile: 'helped' },
    awsCredentialExport: { awsCredentialExport: command },
    awsAuthRefresh: { awsProfile: 'sandbox-expired', awsAuthRefresh: command },
  };
  scene.write('.config/lode/settings.json', JSON.stringify({ region: 'eu-west-1', ...more[setting] }));
  return watched;
}

const commands = [
  ['credentials', '--format', 'export'],
  ['refresh', '--from-timer'],
  ['status', '--json'],
];
const keys = (version: string, more = ''): string => `{${version}"AccessKeyId":"ASIAUNKNOWN000000001","SecretAccessKey":"$S","SessionToken":"$S"${more}}`;
const print = (text: string): string => `printf '%s' "${text.replaceAll('"', String.raw`\"`)}"`;

/** Every way to be wrong that has a sentence of its own, each with the secret in what it prints. */
const wrong: readonly (readonly [string, string])[] = [
  ['prints nothing', ':'],
  ['prints junk', 'echo "$S"'],
  ['prints talk before its JSON', `echo "$S"; ${print(keys('"Version":1,'))}`],
  ['prints talk after its JSON', `${print(keys('"Version":1,'))}; echo "$S"`],
  ['prints two documents', `${print(keys('"Version":1,'))}; ${print(keys('"Version":1,'))}`],
  ['prints half of its JSON', `printf '{"Version":1,"AccessKeyId":"$S","SecretAcc'`],
  ['leaves out the quotes', `printf '{"Version":1,"AccessKeyId": %s}' "$S"`],
  ['prints a web page', 'echo "<html>$S</html>"'],
  ['prints another version', print(keys('"Version":2,'))],
  ['has a secret for a version', print('{"Version":"$S"}')],
  ['has a secret for an end', print(keys('"Version":1,', ',"Expiration":"$S"'))],
  ['has a number for a secret', print('{"Version":1,"AccessKeyId":"$S","SecretAccessKey":7}')],
  ['names its fields by a secret', print('{"Version":1,"$S":"$S"}')],
  ['prints what has expired', print(keys('"Version":1,', ',"Expiration":"2020-01-01T00:00:00Z"'))],
  ['ends with 3', 'echo "$S"; exit 3'],
  ['is not found', 'exec /nowhere/$S'],
  ['kills itself', 'echo "$S"; kill -9 $$'],
  ['floods stdout', 'while :; do echo "$S$S$S$S$S$S$S$S"; done'],
  ['floods stderr', 'while :; do echo "$S$S$S$S$S$S$S$S" >&2; done'],
];

describe.each(['credential_process', 'awsCredentialExport'] as const)('an %s that holds a secret and', { timeout: 60_000 }, (setting) => {
  test.each(wrong)('%s', async (_, script) => {
    const watched = await setHelper(script, setting);
    for (const words of commands) {
      const { code } = await watched.run(['--verbose', ...words]);
      expect([words, code]).toEqual([words, 4]);
    }
    expect(watched.words().some((words) => words.includes(watched.scene.path(helperPath)))).toBe(true);
    expect(watched.amiss()).toEqual([]);
  });

  test('prints keys that AWS does not know', async () => {
    const text = setting === 'credential_process' ? keys('"Version":1,') : `{"Credentials":${keys('')}}`;
    const watched = await setHelper(print(text), setting);
    for (const words of commands) await watched.run(['--verbose', ...words]);
    expect(watched.amiss()).toEqual([]);
  });
});

test('the words and the talk of an awsAuthRefresh reach the terminal, and no file', async () => {
  const watched = await setHelper('exit 3', 'awsAuthRefresh');
  const { code, stderr } = await watched.run(['--verbose', 'claude', '-p', 'hello']);
  expect(code).toBe(4);
  expect(stderr).toContain('awsAuthRefresh');
  expect(watched.amiss().filter((one) => !one.startsWith('stderr of'))).toEqual([]);
});
