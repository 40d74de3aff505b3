import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sandboxKeys } from '../../src/sandbox/identities.ts';
import { setScene } from '../support/scene.ts';
import type { Scene } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const launch = ['claude', '-p', 'hello'];

function settings(script: string, more: Readonly<Record<string, unknown>> = {}): void {
  scene.write('get-credentials', `#!/bin/sh\n${script}\n`, 0o755);
  scene.write('.config/lode/settings.json', JSON.stringify({ region: 'eu-west-1', awsCredentialExport: scene.path('get-credentials'), ...more }));
}

describe('a script that gives nothing good: exit 4, and nothing of its output is repeated', () => {
  test.each<[string, string]>([
    ['floods', 'while :; do echo canary-3f9a; done'],
    ['floods stderr', 'while :; do echo canary-3f9a >&2; done'],
    ['prints nothing', ':'],
    ['prints junk', 'echo canary-3f9a'],
    ['prints talk before the JSON', 'echo "Signed in as canary-3f9a"; echo "{}"'],
    ['prints a web page', 'echo "<html>canary-3f9a</html>"'],
    [
      'prints expired credentials',
      `echo '{"Credentials":{"AccessKeyId":"ASIAX","SecretAccessKey":"canary-3f9a","SessionToken":"canary-3f9a","Expiration":"2020-01-01T00:00:00Z"}}'`,
    ],
    ['prints half of them', `echo '{"Credentials":{"AccessKeyId":"ASIAX","SecretAccessKey":"canary-3f9a"'`],
    ['leaves out the secret', `echo '{"Credentials":{"AccessKeyId":"ASIAX"}}'`],
    ['exits 3', 'echo canary-3f9a >&2; exit 3'],
    ['kills itself', 'kill -9 $$'],
    [
      'prints credentials that AWS does not know',
      `echo '{"Credentials":{"AccessKeyId":"ASIAUNKNOWN000000001","SecretAccessKey":"canary-3f9a","SessionToken":"canary-3f9a"}}'`,
    ],
  ])('%s', async (_, script) => {
    settings(script);
    const shown = await scene.run(launch);
    expect(shown).toMatchObject({ code: 4, stdout: '' });
    expect(shown.stderr).not.toContain('canary');
    expect(shown).toMatchSnapshot();
  });

  test('the command is not repeated either: it may hold a secret', async () => {
    scene.write('get-credentials', '#!/bin/sh\nexit 3\n', 0o755);
    const command = `${scene.path('get-credentials')} --token=canary-3f9a`;
    scene.write('.config/lode/settings.json', JSON.stringify({ region: 'eu-west-1', awsCredentialExport: command }));
    const shown = await scene.run(launch);
    expect(shown.code).toBe(4);
    expect(shown.stderr).not.toContain('canary');
  });

  test('is not found', async () => {
    scene.write('.config/lode/settings.json', '{ "region": "eu-west-1", "awsCredentialExport": "get-credentials --now" }');
    expect(await scene.run(launch)).toMatchSnapshot();
  });

  test('fails although a refresh ran', async () => {
    settings('exit 3', { awsAuthRefresh: 'true' });
    expect(await scene.run(launch)).toMatchSnapshot();
  });
});

test('a long-lived key is exchanged for a session; the session alone is kept and handed over', async () => {
  const { accessKeyId, secretAccessKey } = sandboxKeys.user;
  settings(`echo '{"Version":1,"AccessKeyId":"${accessKeyId}","SecretAccessKey":"${secretAccessKey}"}'`);
  expect(await scene.run(launch)).toMatchObject({ code: 0, stderr: '' });
  expect(scene.sandbox.log().map(({ operation }) => operation)).toEqual(
    expect.arrayContaining(['GetSessionToken', 'GetCallerIdentity', 'ListInferenceProfiles']),
  );
  const { stdout } = await scene.run(['credentials', '--format', 'export']);
  const { Credentials } = JSON.parse(stdout) as { Credentials: Record<string, string> };
  expect(Object.keys(Credentials)).toEqual(['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration']);
  const kept = [...scene.files()].filter(([path, text]) => text.includes(secretAccessKey) && !path.endsWith('get-credentials') && !path.includes('.aws'));
  expect(kept).toEqual([]);
});

test('a script that repairs itself by a refresh is asked once more', async () => {
  const { accessKeyId, secretAccessKey } = sandboxKeys.user;
  const good = JSON.stringify({ AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey });
  settings(`[ -e ${scene.path('signed-in')} ] || exit 3\necho '${good}'`, { awsAuthRefresh: `touch ${scene.path('signed-in')}` });
  const shown = await scene.run(launch);
  expect(shown).toMatchObject({ code: 0, stdout: expect.stringMatching(/^claude <--settings>/) as string });
  expect(shown.stderr.match(/running awsAuthRefresh/g)).toHaveLength(1);
});
