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

test("Claude Code's own settings follow, once setup wrote them, unless that is not wanted", { timeout: 60_000 }, async (context) => {
  const machine = await newMachine(context);
  const keys = (name: string): string =>
    `[profile ${name}]\naws_access_key_id = AKIASANDBOX000000001\naws_secret_access_key = sandbox/secret/of/the/user/0000000000001\n`;
  machine.write('.aws/config', keys('old') + keys('new') + keys('newest'));
  const claude = (): string => machine.snapshot().get('.claude/settings.json') ?? '';
  for (const [line, profile, region] of [
    ['--aws-profile old --region eu-west-1 --claude-settings', 'old', 'eu-west-1'],
    ['--aws-profile new --region us-east-1', 'new', 'us-east-1'],
    ['--aws-profile newest --region eu-west-1 --no-claude-settings', 'new', 'us-east-1'],
  ] as const) {
    const { code, stderr } = await machine.run(words(line));
    expect(code, stderr).toBe(0);
    expect(claude()).toContain(`--aws-profile ${profile} `);
    expect(claude()).toContain(`"AWS_REGION": "${region}"`);
  }
});
