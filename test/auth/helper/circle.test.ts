import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sandboxKeys } from '../../../src/sandbox/identities.ts';
import { builtProgram } from '../../support/run-lode.ts';
import { setScene, type Scene } from '../../support/scene.ts';

/** lode as it was built, asked for credentials by a helper that lode runs. */

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
  // What a credential_process would say: the scene has no lode on its PATH.
  scene.write('bin/lode', `#!/bin/sh\necho run >>'${scene.path('runs')}'\nexec '${process.execPath}' '${builtProgram()}' "$@"\n`, 0o755);
});
afterEach(() => scene.close());

const credentials = ['credentials', '--aws-profile'];

function profiles(texts: Readonly<Record<string, string>>): void {
  const text = Object.entries(texts).map(([name, lines]) => `[profile ${name}]\n${lines}\n`);
  scene.write('.aws/config', text.join('\n'));
}

const asks = (profile: string): string => `credential_process = lode credentials --aws-profile ${profile}`;
const runs = (): number => (scene.files().get(scene.path('runs')) ?? '').split('\n').length - 1;

describe('a circle ends at once, exit 4, with the chain shown', () => {
  test('a profile that asks lode for itself', async () => {
    profiles({ a: asks('a') });
    const { code, stdout, stderr } = await scene.run([...credentials, 'a']);
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toContain('error: Credential helpers wait for each other: profile a → lode → profile a.\n');
    expect(runs()).toBe(1);
  });

  test('two profiles that ask lode for each other, from either side', async () => {
    profiles({ a: asks('b'), b: asks('a') });
    const [fromA, fromB] = [await scene.run([...credentials, 'a']), await scene.run([...credentials, 'b'])];
    expect([fromA.code, fromB.code]).toEqual([4, 4]);
    expect(fromA.stderr).toContain('wait for each other: profile a → lode → profile b → lode → profile a.');
    expect(fromB.stderr).toMatch(/wait for each other: profile [ab] → lode → profile [ab] → lode → profile [ab]\./);
    expect(runs()).toBeLessThanOrEqual(4);
  });

  test('a profile that asks by way of AWS_PROFILE', async () => {
    scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }');
    profiles({ a: 'credential_process = lode credentials' });
    const { code, stderr } = await scene.run(['credentials'], { AWS_PROFILE: 'a' });
    expect(code).toBe(4);
    expect(stderr).toContain('wait for each other: profile a → lode → profile a.');
  });

  test('a role on top of a helper that asks for the role', async () => {
    profiles({ role: 'role_arn = arn:aws:iam::111122223333:role/builder\nsource_profile = a', a: asks('role') });
    const { code, stderr } = await scene.run([...credentials, 'role']);
    expect(code).toBe(4);
    expect(stderr).toContain('wait for each other: profile a → lode → profile a.');
  });

  test('an export script that asks lode for what lode asks it for', async () => {
    scene.write('.config/lode/settings.json', '{ "region": "eu-west-1", "awsCredentialExport": "lode credentials --format export" }');
    const { code, stderr } = await scene.run(['credentials']);
    expect(code).toBe(4);
    const link = 'awsCredentialExport set by ~/.config/lode/settings.json, key awsCredentialExport';
    expect(stderr).toContain(`wait for each other: ${link} → lode → ${link}.`);
  });

  test('a long chain that is no circle', async () => {
    profiles({ p1: asks('p2'), p2: asks('p3'), p3: asks('p4'), p4: asks('p5'), p5: asks('p6') });
    const { code, stderr } = await scene.run([...credentials, 'p1']);
    expect(code).toBe(4);
    expect(stderr).toContain(
      'More than 4 credential helpers wait for each other: profile p1 → lode → profile p2 → lode → profile p3 → lode → profile p4 → lode → profile p5.',
    );
  });
});

test('a helper may ask lode for another profile', async () => {
  const { accessKeyId, secretAccessKey } = sandboxKeys.user;
  profiles({ a: asks('b'), b: asks('c'), c: `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}` });
  const { code, stdout } = await scene.run([...credentials, 'a']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ Version: 1, SessionToken: expect.any(String) as string });
});
