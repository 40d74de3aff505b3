import { afterEach, beforeEach, expect, test } from 'vitest';
import { builtProgram } from '../support/run-lode.ts';
import { setScene, type Scene } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => void (scene = await setScene()));
afterEach(() => scene.close());

test('an awsAuthRefresh that asks lode for the same credentials ends at once, with the circle named', async () => {
  const command = `"${process.execPath}" "${builtProgram()}" status`;
  scene.write('.config/lode/settings.json', JSON.stringify({ awsProfile: 'sandbox-expired', region: 'eu-west-1', awsAuthRefresh: command }));
  const { code, stdout, stderr } = await scene.run(['status']);
  expect([code, stdout]).toEqual([4, '']);
  expect(stderr).toContain(
    'Credential helpers wait for each other: awsAuthRefresh set by ~/.config/lode/settings.json, key awsAuthRefresh → lode → awsAuthRefresh set by',
  );
  expect(stderr.match(/running awsAuthRefresh/g)).toHaveLength(1);
});
