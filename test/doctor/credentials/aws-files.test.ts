import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { expectOnly, goodKey, scenes, type Fault } from './fixture.ts';

const examine = scenes();
const work = '[profile work]\nregion = eu-west-1\n';

describe('what is wrong with an AWS file is said by its own check and by no other', () => {
  test.each<readonly [title: string, fault: Fault, expected: readonly string[], remedy: string]>([
    [
      'a config file that is a folder',
      { credentials: `[work]\n${goodKey}`, last: (scene) => (rmSync(scene.path('.aws/config')), mkdirSync(scene.path('.aws/config'))) },
      ['fail aws-files.unreadable'],
      'ls -ld',
    ],
    [
      'a config file that is no text',
      { credentials: `[work]\n${goodKey}`, last: (scene) => void scene.write('.aws/config', Buffer.from([0xff, 0xfe, 0x00, 0x5b])) },
      ['fail aws-files.unreadable'],
      'file ~/.aws/config',
    ],
    [
      'a section twice',
      { config: `${work}[profile work]\noutput = json\n`, credentials: `[work]\n${goodKey}` },
      ['warn aws-files.duplicate-section'],
      'into one of them',
    ],
    [
      'a key twice',
      { config: `${work}region = eu-west-1\n`, credentials: `[work]\n${goodKey}` },
      ['warn aws-files.duplicate-key'],
      'Keep one of the lines 2, 3',
    ],
    ['a key before any section', { config: `output = json\n${work}`, credentials: `[work]\n${goodKey}` }, ['warn aws-files.line'], 'line 1 of'],
    ['a line that is no key', { config: `${work}output json\n`, credentials: `[work]\n${goodKey}` }, ['warn aws-files.line'], 'line 3 of'],
    ['a byte order mark', { config: `\uFEFF${work}`, credentials: `[work]\n${goodKey}` }, ['warn aws-files.byte-order-mark'], 'without a byte order mark'],
    ['a key behind a tab', { config: `${work}\toutput = json\n`, credentials: `[work]\n${goodKey}` }, ['warn aws-files.indented'], 'line 3 of'],
    [
      '[work] in the config file, which is no profile',
      { config: `[work]\nregion = eu-west-1\ncredential_process = echo\n`, credentials: '' },
      ['fail aws-files.ignored-section'],
      'write [profile work] in line 1',
    ],
    [
      '[profile work] in the credentials file',
      { config: '', credentials: `[profile work]\n${goodKey}` },
      ['fail aws-files.ignored-section'],
      'write [work] in line 1',
    ],
    ['a profile whose only key cannot be read', { config: `${work}credential_process\n`, credentials: '' }, ['fail aws-files.line'], 'line 3 of'],
    [
      'profile-missing: a profile that is nowhere',
      { config: '[profile wrok]\nregion = eu-west-1\n', credentials: `[wrok]\n${goodKey}` },
      ['fail profile.missing'],
      'Did you mean: wrok?',
    ],
    [
      'profile-missing: AWS_PROFILE names it',
      { settings: { region: 'eu-west-1' }, config: '', credentials: `[works]\n${goodKey}`, env: { AWS_PROFILE: 'work' } },
      ['fail profile.missing'],
      'works',
    ],
    ['a profile with nothing in it', { config: work, credentials: '' }, ['fail profile.empty'], 'lode setup --source sso'],
    [
      'a session that nobody defined',
      { config: `${work}sso_session = crop\n[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.awsapps.com/start\n`, credentials: '' },
      ['fail profile.session-missing'],
      'sso_session = corp',
    ],
    [
      'an SSO profile without an account',
      {
        config: `${work}sso_session = corp\nsso_role_name = Dev\n[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.awsapps.com/start\n`,
        credentials: '',
      },
      ['fail profile.sso-incomplete'],
      'lode setup --source sso',
    ],
    [
      'sso_rolename for sso_role_name',
      {
        config: `${work}sso_session = corp\nsso_account_id = 111122223333\nsso_rolename = Dev\n[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.awsapps.com/start\n`,
        credentials: '',
      },
      ['fail profile-keys.misspelt'],
      '[profile work] sso_role_name',
    ],
    [
      'rol_arn for role_arn',
      { config: `${work}rol_arn = arn:aws:iam::111122223333:role/builder\nsource_profile = base\n`, credentials: `[base]\n${goodKey}` },
      ['fail profile-keys.misspelt'],
      '[profile work] role_arn',
    ],
    [
      'regoin for region, which lode has from elsewhere',
      { config: `[profile work]\nregoin = eu-west-1\n`, credentials: `[work]\n${goodKey}` },
      ['warn profile-keys.misspelt'],
      '[profile work] region',
    ],
    [
      'T4 a secret key in quotes',
      { config: work, credentials: `[work]\n${goodKey.replace('= sandbox/', '= "sandbox/').replace(/\n$/, '"\n')}` },
      ['fail blank-keys.key'],
      'bare value of aws_secret_access_key in line 3',
    ],
    [
      'T4 a secret key with a blank in it',
      { config: work, credentials: `[work]\n${goodKey.replace('secret/of', 'secret /of')}` },
      ['fail blank-keys.key'],
      'line 3',
    ],
    [
      'T4 a key ID with nothing behind it',
      { config: work, credentials: `[work]\n${goodKey.replace('AKIASANDBOX000000001', '')}` },
      ['fail blank-keys.key'],
      'Give aws_access_key_id a value',
    ],
    [
      'T4 a zero-width space before a value',
      { config: work, credentials: `[work]\n${goodKey.replace('= AKIA', '= \u200BAKIA')}` },
      ['fail blank-keys.key'],
      'line 2',
    ],
    [
      'cycle: source_profile in a circle',
      {
        config: `${work}role_arn = arn:aws:iam::111122223333:role/a\nsource_profile = b\n[profile b]\nrole_arn = arn:aws:iam::111122223333:role/b\nsource_profile = work\n`,
        credentials: '',
      },
      ['fail role-chain.circle'],
      'source_profile of one of them',
    ],
    [
      'a source_profile that is nowhere',
      { config: `${work}role_arn = arn:aws:iam::111122223333:role/a\nsource_profile = bsae\n`, credentials: `[base]\n${goodKey}` },
      ['fail role-chain.source-missing'],
      'source_profile = base',
    ],
    [
      'a source_profile without credentials',
      { config: `${work}role_arn = arn:aws:iam::111122223333:role/a\nsource_profile = base\n[profile base]\nregion = eu-west-1\n`, credentials: '' },
      ['fail role-chain.source-empty'],
      'Give base a source of credentials',
    ],
    [
      'source_profile and credential_source',
      {
        config: `${work}role_arn = arn:aws:iam::111122223333:role/a\nsource_profile = base\ncredential_source = Environment\n`,
        credentials: `[base]\n${goodKey}`,
      },
      ['fail role-chain.both'],
      'Remove source_profile or credential_source',
    ],
    [
      'neither of them',
      { config: `${work}role_arn = arn:aws:iam::111122223333:role/a\n`, credentials: '' },
      ['fail role-chain.neither'],
      'source_profile = NAME',
    ],
    [
      'a credential_source that AWS does not know',
      { config: `${work}role_arn = arn:aws:iam::111122223333:role/a\ncredential_source = Env\n`, credentials: '' },
      ['fail role-chain.unknown-source'],
      'Correct credential_source',
    ],
    [
      'T7 a profile without a region, and none anywhere else',
      { settings: { awsProfile: 'work' }, config: '[profile work]\noutput = json\n', credentials: `[work]\n${goodKey}` },
      ['fail region.missing'],
      'lode config set region',
    ],
    [
      'a region that is a zone',
      { settings: { awsProfile: 'work' }, config: '[profile work]\nregion = eu-west-1a\n', credentials: `[work]\n${goodKey}` },
      ['fail region.malformed'],
      'eu-west-1',
    ],
    [
      'sso_region left out',
      {
        config: `${work}sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Dev\n[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\n`,
        credentials: '',
      },
      ['fail sso-region.missing'],
      'sso_region = REGION',
    ],
    [
      'sso_region that is none',
      {
        config: `${work}sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Dev\n[sso-session corp]\nsso_region = Ireland\nsso_start_url = https://corp.awsapps.com/start\n`,
        credentials: '',
      },
      ['fail sso-region.malformed'],
      'sso_region = REGION',
    ],
    [
      'a start URL that is none',
      {
        config: `${work}sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Dev\n[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = corp\n`,
        credentials: '',
      },
      ['fail sso-region.start-url'],
      'awsapps.com/start',
    ],
  ])('%s', async (_title, fault, expected, remedy) => expectOnly(await examine(fault), expected, remedy), 30_000);

  test.skipIf(process.getuid?.() === 0)('a file that may not be read is made readable', async () => {
    const results = await examine({ config: work, credentials: `[work]\n${goodKey}`, last: (scene) => chmodSync(scene.path('.aws/credentials'), 0) });
    expectOnly(results, ['fail aws-files.unreadable'], '"mode":384');
  });

  test('T6 another region for the sign-in than for Bedrock is a note', async () => {
    const results = await examine({ settings: { awsProfile: 'sandbox-sso', region: 'us-east-1' } });
    expect(results.find(({ code }) => code === 'sso-region.differs')).toMatchObject({ severity: 'note', args: { region: 'eu-west-1', bedrock: 'us-east-1' } });
  });

  test('a section of another tool, and keys that only that tool knows, are well', async () => {
    const results = await examine({
      config: `${work}granted_sso_start_url = x\nmfa_process = pass\n[toolkit]\na = b\n[preview]\ncloudfront = true\n`,
      credentials: `[work]\n${goodKey}`,
    });
    expectOnly(results, [], '');
  });

  test('nested keys, comments and windows line ends are well', async () => {
    const results = await examine({
      config: `# mine\r\n${work.replaceAll('\n', '\r\n')}s3 =\r\n  max_concurrent_requests = 20\r\n  multipart_threshold = 64MB\r\n`,
      credentials: `[work]\n${goodKey}`,
    });
    expectOnly(results, [], '');
  });

  test('no secret is in a report of a credentials file', async () => {
    const results = await examine({ config: work, credentials: `\uFEFF[work]\naws_acess_key_id = x\n${goodKey}` });
    expect(JSON.stringify(results)).not.toContain('sandbox/secret');
  });
});
