import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diagnose, faults, setScene, type Scene } from '../diagnose.ts';

let scene: Scene;
beforeEach(async () => void (scene = await setScene()));
afterEach(() => scene.close());

const use = (awsProfile: string): string => scene.write('.config/lode/settings.json', JSON.stringify({ awsProfile, region: 'eu-west-1' }));

describe('credentials that AWS revoked while lode remembers whose they are', () => {
  test.each(['sandbox-role', 'sandbox-sso', 'sandbox-sso-role'])('%s: the source is asked, as by a launch', async (profile) => {
    use(profile);
    await diagnose(scene);
    scene.sandbox.set({ expireIssuedKeys: true });
    expect(faults(await diagnose(scene))).toEqual([]);
  });

  test('a source that is refused too is named, and nothing is said of what builds on it', async () => {
    use('sandbox-role');
    await diagnose(scene);
    scene.sandbox.set({ expireIssuedKeys: true, keys: { 'arn:aws:iam::111122223333:role/builder': 'denied' } });
    expect(faults(await diagnose(scene))).toEqual(['fail identity.assume']);
  });
});

test('a role with an MFA code is well: a launch asks for the code', async () => {
  use('sandbox-mfa');
  const { code, stdout } = await scene.run(['doctor', '--json']);
  const { results } = JSON.parse(stdout) as { results: readonly { code: string; sentence: string }[] };
  expect(code).toBe(0);
  expect(results.find((one) => one.code === 'identity.untried')?.sentence).toContain('a launch asks for the MFA code; the doctor does not');
  expect(results.find((one) => one.code === 'discovery.untried')?.sentence).toContain('MFA code');
});
