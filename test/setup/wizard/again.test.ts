import { expect, test } from 'vitest';
import { newMachine } from './machine.ts';

const signIn = '--device --sso-start-url acme --sso-region eu-west-1 --sso-account sandbox --sso-role developer --region eu-west-1 --handover endpoint';
const words = (line: string): readonly string[] => ['setup', '--yes', '--no-proof', ...line.split(' ').filter((word) => word !== '')];

test('run again, setup stays with the profile that it made, whatever else is there', { timeout: 60_000 }, async (context) => {
  const machine = await newMachine(context);
  const first = await machine.run(words(signIn));
  expect(first.code, first.stderr).toBe(0);
  const settings = (): string => machine.snapshot().get('.config/lode/settings.json') ?? '';
  expect(settings()).toContain('"awsProfile": "sandbox-developer"');
  expect(settings()).toContain('"handover": "endpoint"');
  const config = machine.snapshot().get('.aws/config') ?? '';
  machine.write('.aws/config', `${config.slice(config.indexOf('#'))}[default]\naws_access_key_id = AKIASANDBOX000000001\naws_secret_access_key = s\n`);
  const before = machine.snapshot();
  const again = await machine.run(words(''));
  expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('Everything is written that way already.')]);
  expect(machine.snapshot()).toEqual(before);
  const other = await machine.run(words('-e tok --aws-profile sandbox-developer --region ap-northeast-1'), { LODE_REGION: 'us-east-1' });
  expect(other.code, other.stderr).toBe(0);
  expect(other.stderr).toContain('unset LODE_REGION');
  const lost = await machine.run(words('--geography europe --sso-start-url acme --sso-region eu-west-1 --device'));
  expect([lost.code, lost.stderr.split('\n')[0]]).toEqual([2, expect.stringContaining('--geography should be one of')]);
});
