import { expect, test } from 'vitest';
import { defaultCredentials } from '../../../src/launcher/endpoint/obstacle.ts';
import { fakeSystem } from '../../support/fake-system.ts';

const [config, credentials] = ['/home/ada/.aws/config', '/home/ada/.aws/credentials'];

const said = ({ path, key }: { path: string; key: string }): string =>
  `[default] in ${path} has credentials (${key}), which the AWS SDK takes before an endpoint's`;

test.each<[string, Record<string, string>, { path: string; key: string } | undefined]>([
  ['no AWS files', {}, undefined],
  ['[default] with a region only', { [config]: '[default]\nregion = eu-west-1\noutput = json\n' }, undefined],
  ['other profiles with credentials', { [config]: '[profile work]\nsso_session = s\n', [credentials]: '[mine]\naws_access_key_id = x\n' }, undefined],
  [
    'keys in the credentials file',
    { [credentials]: '[default]\naws_access_key_id = x\naws_secret_access_key = y\n' },
    { path: credentials, key: 'aws_access_key_id' },
  ],
  ['keys in the config file', { [config]: '[default]\naws_access_key_id = x\naws_secret_access_key = y\n' }, { path: config, key: 'aws_access_key_id' }],
  ['half a key, at which botocore stops', { [credentials]: '[default]\naws_secret_access_key = y\n' }, { path: credentials, key: 'aws_secret_access_key' }],
  ['a sign-in', { [config]: '[default]\nsso_session = s\n' }, { path: config, key: 'sso_session' }],
  ['a sign-in in the old form', { [config]: '[default]\nsso_start_url = https://x\n' }, { path: config, key: 'sso_start_url' }],
  ['a role', { [config]: '[profile default]\nrole_arn = r\nsource_profile = s\n' }, { path: config, key: 'role_arn' }],
  ['a process', { [config]: '[profile "default"]\ncredential_process = get\n' }, { path: config, key: 'credential_process' }],
  ['a login session', { [config]: '[default]\nlogin_session = arn\n' }, { path: config, key: 'login_session' }],
  [
    'both files',
    { [config]: '[default]\nsso_session = s\n', [credentials]: '[default]\naws_access_key_id = x\n' },
    { path: credentials, key: 'aws_access_key_id' },
  ],
])('%s', (_, files, found) => expect(defaultCredentials(fakeSystem({ files }))?.what).toBe(found && said(found)));

test('looks where AWS_CONFIG_FILE says', () => {
  const system = fakeSystem({ env: { AWS_CONFIG_FILE: '/x/config' }, files: { '/x/config': '[default]\nsso_session = s\n' } });
  expect(defaultCredentials(system)?.what).toBe(said({ path: '/x/config', key: 'sso_session' }));
});
