import { describe, expect, test } from 'vitest';
import { issueKey, roleSession } from '../../../src/sandbox/identities.ts';
import type { Scene } from '../../support/scene.ts';
import { shortTermKey } from './api-key.ts';
import { expectOnly, goodKey, goodSecret, otherKey, scenes, type Fault } from './fixture.ts';

const examine = scenes();
const work = '[profile work]\nregion = eu-west-1\n';
const inEurope = { region: 'eu-west-1' };
const long = { AWS_ACCESS_KEY_ID: 'AKIASANDBOX000000001', AWS_SECRET_ACCESS_KEY: goodSecret };

/** Keys of a session in the environment, as somebody pastes them. */
function pasted({ sandbox }: Scene): Record<string, string> {
  const { accessKeyId, secretAccessKey, sessionToken } = issueKey(sandbox.world, roleSession('111122223333', 'pasted', 'ada'), 3600);
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken };
}

const hoursAgo = (hours: number): Date => new Date(Date.now() - hours * 3_600_000);

describe('which source wins, and what is wrong with it', () => {
  test.each<readonly [title: string, fault: Fault, expected: readonly string[], remedy: string]>([
    ['none: nothing is set, and the instance metadata service is off', { settings: inEurope, config: '', credentials: '' }, ['fail source.none'], 'lode setup'],
    [
      'T3 AWS_PROFILE and keys in the environment',
      { settings: inEurope, config: work, credentials: `[work]\n${goodKey}`, env: (scene) => ({ ...pasted(scene), AWS_PROFILE: 'work' }) },
      ['warn source.ambiguous'],
      'unset AWS_PROFILE',
    ],
    [
      'T3 an API key beside AWS_PROFILE',
      {
        settings: inEurope,
        config: work,
        credentials: `[work]\n${goodKey}`,
        env: { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-sandbox', AWS_PROFILE: 'work' },
      },
      ['warn source.ambiguous'],
      'lode config set awsProfile NAME',
    ],
    [
      'T5 [default] belongs to another account than every profile',
      {
        settings: inEurope,
        config: '[default]\nregion = eu-west-1\n[profile builder]\nrole_arn = arn:aws:iam::111122223333:role/builder\nsource_profile = base\n',
        credentials: `[default]\n${otherKey}[base]\n${goodKey}`,
      },
      ['warn source.default-account'],
      'lode config set awsProfile NAME',
    ],
    [
      'invalid-token: a session key without its session token',
      { settings: inEurope, config: '', credentials: '', env: (scene) => ({ ...pasted(scene), AWS_SESSION_TOKEN: undefined }) },
      ['fail source.no-session-token'],
      'AWS_SESSION_TOKEN',
    ],
    [
      'invalid-token: the same in the credentials file',
      { config: work, credentials: '[work]\naws_access_key_id = ASIASANDBOX000000009\naws_secret_access_key = abc\n' },
      ['fail source.no-session-token'],
      'Add aws_session_token',
    ],
    [
      'invalid-token: a key that AWS does not know',
      { config: work, credentials: '[work]\naws_access_key_id = AKIAGONE000000000001\naws_secret_access_key = abc\n' },
      ['fail identity.invalid-token'],
      'under [work]',
    ],
    [
      'sig-mismatch: the secret of another key',
      { config: work, credentials: `[work]\n${goodKey.replace('0000000000001', '0000000000009')}` },
      ['fail identity.sig-mismatch'],
      'under [work]',
    ],
    [
      'expired: a session that ended',
      { settings: { awsProfile: 'sandbox-expired', region: 'eu-west-1' } },
      ['fail identity.expired'],
      'under [sandbox-expired]',
    ],
    [
      'expired: stale keys in the environment',
      {
        settings: inEurope,
        config: '',
        credentials: '',
        env: {
          AWS_ACCESS_KEY_ID: 'ASIASANDBOX000000003',
          AWS_SECRET_ACCESS_KEY: 'sandbox/secret/of/the/expired/0000000003',
          AWS_SESSION_TOKEN: 'sandbox-session-token-expired',
        },
      },
      ['fail identity.expired'],
      'unset them',
    ],
    [
      'assume: a role that may not be assumed',
      { settings: { awsProfile: 'sandbox-role', region: 'eu-west-1' }, knobs: { keys: { 'arn:aws:iam::111122223333:role/builder': 'denied' } } },
      ['fail identity.assume'],
      'permission that AWS names',
    ],
    [
      'a credential_process that prints something else',
      { config: `${work}credential_process = echo hello\n`, credentials: '' },
      ['fail identity.process'],
      'Run the command by hand',
    ],
    [
      'long-lived keys in the environment',
      { settings: inEurope, config: '', credentials: '', env: long },
      ['warn long-lived-keys.environment'],
      'lode setup --source sso',
    ],
    [
      'T4 a secret key with a line break behind it',
      { settings: inEurope, config: '', credentials: '', env: (scene) => ({ ...pasted(scene), AWS_SECRET_ACCESS_KEY: 'abc\n' }) },
      ['fail blank-keys.variable'],
      'unset AWS_SECRET_ACCESS_KEY',
    ],
    [
      'T4 a profile name with a blank behind it',
      { settings: inEurope, config: work, credentials: `[work]\n${goodKey}`, env: { AWS_PROFILE: 'work ' } },
      ['fail blank-keys.variable'],
      'unset AWS_PROFILE',
    ],
    [
      'T4 a profile name of blanks',
      { settings: inEurope, config: work, credentials: '', env: { AWS_PROFILE: '  ' } },
      ['fail blank-keys.variable'],
      'unset AWS_PROFILE',
    ],
    [
      'T4 a region in quotes',
      { settings: { awsProfile: 'work' }, config: '[profile work]\n', credentials: `[work]\n${goodKey}`, env: { AWS_REGION: '"eu-west-1"' } },
      ['fail blank-keys.variable'],
      'unset AWS_REGION',
    ],
    [
      'key-region: an API key of another region',
      { settings: inEurope, config: '', credentials: '', env: { AWS_BEARER_TOKEN_BEDROCK: shortTermKey({ region: 'us-east-1' }) } },
      ['fail bearer-key.other-region'],
      'lode config set region us-east-1',
    ],
    [
      'key-expired: an API key that is over',
      { settings: inEurope, config: '', credentials: '', env: { AWS_BEARER_TOKEN_BEDROCK: shortTermKey({ made: hoursAgo(13) }) } },
      ['fail bearer-key.expired'],
      'Make a new key',
    ],
    [
      'key-format: an API key that was cut off',
      { settings: inEurope, config: '', credentials: '', env: { AWS_BEARER_TOKEN_BEDROCK: shortTermKey().slice(0, 300) } },
      ['fail bearer-key.truncated'],
      'Copy the key again',
    ],
    [
      'key-format: an Anthropic key in its place',
      { settings: inEurope, config: '', credentials: '', env: { AWS_BEARER_TOKEN_BEDROCK: 'sk-ant-api03-abc' } },
      ['fail bearer-key.foreign'],
      'unset AWS_BEARER_TOKEN_BEDROCK',
    ],
  ])('%s', async (_title, fault, expected, remedy) => expectOnly(await examine(fault), expected, remedy), 30_000);

  test('T9 a host that has nothing but the metadata service is no host without credentials', async () => {
    const results = await examine({ settings: inEurope, config: '', credentials: '', env: { AWS_EC2_METADATA_DISABLED: undefined } });
    expectOnly(results, [], '');
  });

  test('imds: nothing is set, and nobody answers there', async () => {
    const results = await examine({
      settings: inEurope,
      config: '',
      credentials: '',
      env: { AWS_EC2_METADATA_DISABLED: undefined, AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:9' },
    });
    expect(results.filter(({ severity }) => severity === 'fail').map(({ code }) => code)).toEqual(['source.none']);
  });

  test('T3 with a profile of its own settings lode is sure, and says so in a note', async () => {
    const results = await examine({ config: work, credentials: `[work]\n${goodKey}`, env: pasted });
    expectOnly(results, [], '');
    expect(results.find(({ code }) => code === 'source.others-set')?.sentence).toContain('access key');
  });

  test('T7 where the region comes from, and that the one of the profile loses', async () => {
    const results = await examine({ config: work.replace('eu-west-1', 'us-east-1'), credentials: `[work]\n${goodKey}` });
    expect(results.find(({ code }) => code === 'region.shadowed')?.sentence).toMatch(/^The region is eu-west-1 .*profile work is us-east-1/);
  });

  test('an API key says how long it lasts, and is in no report', async () => {
    const key = shortTermKey({ made: hoursAgo(11.5) });
    const results = await examine({ settings: inEurope, config: '', credentials: '', env: { AWS_BEARER_TOKEN_BEDROCK: key } });
    expect(results.find(({ code }) => code === 'bearer-key.soon')).toMatchObject({ severity: 'note', args: { region: 'eu-west-1' } });
    expect(JSON.stringify(results)).not.toContain(key.slice(20, 60));
  });

  test('without settings that can be read, nothing is said of credentials', async () => {
    const results = await examine({ last: (scene) => void scene.write('.config/lode/settings.json', '{') });
    const ours = results.filter(({ area }) => area === 'aws files' || area === 'credentials');
    expect(ours.filter(({ severity }) => severity === 'fail')).toEqual([]);
    expect(ours.find(({ check }) => check === 'identity')?.severity).toBe('skip');
  });
});
