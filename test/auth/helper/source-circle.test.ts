import { describe, expect, test } from 'vitest';
import { refuseSourceCircle } from '../../../src/auth/helper/source-circle.ts';
import type { CredentialSource } from '../../../src/auth/source.ts';
import { fakeSystem } from '../../support/fake-system.ts';

const config = `
[profile helped]
credential_process = get
[profile role]
role_arn = arn:aws:iam::111122223333:role/r
source_profile = helped
[profile keys]
aws_access_key_id = a
aws_secret_access_key = b
`;
const profile = (name: string): CredentialSource => ({ kind: 'profile', profile: name, via: 'process' });
const script: CredentialSource = { kind: 'export-script', command: 'get' };

function judged(waiting: readonly string[], source: CredentialSource): string {
  const files = { '/home/ada/.aws/config': config };
  try {
    refuseSourceCircle(fakeSystem({ files, env: { LODE_HELPERS: JSON.stringify(waiting) } }), source, '/u/settings.json');
    return 'may go on';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a source whose helper waits for this process is refused before anything is waited for', () => {
  test.each<[string, string, CredentialSource]>([
    ['a profile', 'profile helped', profile('helped')],
    ['a role on top of one', 'profile helped', profile('role')],
    ['a script', 'awsCredentialExport set by /u/settings.json', script],
  ])('%s', (_, link, source) => {
    expect(judged([link], source)).toBe(`Credential helpers wait for each other: ${link} → lode → ${link}.`);
  });

  test.each<[string, readonly string[], CredentialSource]>([
    ['nobody waits', [], profile('helped')],
    ['another one waits', ['profile other'], profile('helped')],
    ['its profile has no helper', ['profile keys'], profile('keys')],
    ['the waiting script is set elsewhere', ['awsCredentialExport set by --aws-credential-export'], script],
    ['it is no helper’s', ['profile helped', 'profile role'], { kind: 'instance-role' }],
  ])('but not when %s', (_, waiting, source) => {
    expect(judged(waiting, source)).toBe('may go on');
  });
});
