import { expect, test } from 'vitest';
import { checkWords } from '../../src/setup/check-words.ts';
import type { GivenFlags } from '../../src/settings/given.ts';
import type { SsoWords } from '../../src/setup/setup-words.ts';

const none: SsoWords = { startUrl: undefined, region: undefined, session: undefined, account: undefined, role: undefined, profileName: undefined };

function said(flags: GivenFlags, sso: Partial<SsoWords> = {}): string | undefined {
  try {
    checkWords({ flags, sso: { ...none, ...sso } });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

test.each<[flags: GivenFlags, sso: Partial<SsoWords>, why: string]>([
  [{ geography: 'europe' }, {}, '--geography should be one of us, eu'],
  [{ residency: 'never' }, {}, '--residency should be'],
  [{ region: 'EU_WEST_1' }, {}, '--region should be an AWS region'],
  [{ region: 'cn-north-1' }, {}, 'no region of China'],
  [{ model: 'Claude Opus' }, {}, '--model should be a model name'],
  [{ models: '{"mine": 1}' }, {}, '--models, key "mine",'],
  [{ awsProfile: '' }, {}, '--aws-profile'],
  [{ awsCredentialExport: 'print-keys' }, {}, 'comes before every source'],
  [{}, { startUrl: 'console.aws.amazon.com' }, '--sso-start-url "console.aws.amazon.com": That is the AWS console.'],
  [{}, { region: 'Ireland' }, '--sso-region "Ireland": That is not written like an AWS region.'],
  [{}, { account: '1111-2222-3333' }, '--sso-account "1111-2222-3333": The number of an account has twelve digits'],
  [{}, { role: '' }, '--sso-role "": The name of a role is wanted.'],
  [{}, { profileName: 'two words' }, '--profile-name "two words": A profile name may hold'],
  [{}, { session: 'two words' }, '--sso-session "two words": A session name may hold'],
])('%j %j is refused before anything is asked', (flags, sso, why) => {
  expect(said(flags, sso)).toContain(why);
});

test.each<[flags: GivenFlags, sso: Partial<SsoWords>]>([
  [{ region: 'eu-east-7', model: 'opus', models: '{"mine":"opus"}' }, {}],
  [{}, { startUrl: 'acme', region: 'eu-west-1', session: 'acme', account: '111122223333', role: 'Developer', profileName: 'work' }],
  [{}, { account: 'Production 2' }],
])('%j %j is taken', (flags, sso) => expect(said(flags, sso)).toBeUndefined());
