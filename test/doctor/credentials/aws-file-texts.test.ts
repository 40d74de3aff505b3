import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meantKey } from '../../../src/doctor/facts/aws-files-key-names.ts';
import { keyLines } from '../../../src/doctor/facts/aws-files-lines.ts';
import { scanAwsText } from '../../../src/doctor/facts/aws-files-scan.ts';

describe('the key that was probably meant', () => {
  test.each([
    ['sso_rolename', 'sso_role_name'],
    ['sso-account-id', 'sso_account_id'],
    ['sso_start_uri', 'sso_start_url'],
    ['regoin', 'region'],
    ['source_profiles', 'source_profile'],
    ['credentials_process', 'credential_process'],
    ['aws_secret_key', undefined],
    ['sso_account_name', undefined],
    ['granted_sso_region', undefined],
    ['mfa_process', undefined],
    ['s3.region_', undefined],
    ['color', undefined],
    ['region', undefined],
  ])('%s: %s', (name, meant) => expect(meantKey(name)).toBe(meant));
});

describe('key lines of an AWS file', () => {
  test.each<readonly [title: string, text: string, flaws: readonly (string | undefined)[]]>([
    ['plain values', '[a]\nregion = x\noutput=json', [undefined, undefined]],
    ['no value', '[a]\nregion =\noutput = json', ['blank', undefined]],
    ['no value but a comment', '[a]\nregion = # soon', ['blank']],
    ['a block of its own keys is no missing value', '[a]\ns3 =\n  x = y', [undefined, undefined]],
    ['single and double quotes', '[a]\nregion = "x"\noutput = \'y\'', ['quoted', 'quoted']],
    ['one quote only', '[a]\nregion = x"', [undefined]],
    ['a blank inside', '[a]\nregion = x y', ['spaced']],
    ['a blank before a comment', '[a]\nregion = x # y', [undefined]],
    ['what cannot be seen', '[a]\nregion = \u00A0x\noutput = y\u200B', ['invisible', 'invisible']],
  ])('%s', (_title, text, flaws) => expect(keyLines(text).map(({ flaw }) => flaw)).toEqual(flaws));

  test('a key continues the one above only where it is indented deeper, in the same section and in no block', () => {
    const text = '[a]\n  region = x\n  output = y\n\tca_bundle = z\n    cli_pager = w\n[b]\n  region = x\n[c]\ns3 =\n  x = y\nregion = x';
    expect(keyLines(text).filter(({ continues }) => continues)).toEqual([
      expect.objectContaining({ line: 5, name: 'cli_pager', section: 'a', sectionLine: 1 }),
    ]);
  });

  test('a secret is in nothing that is kept of a text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9+/]{20,40}$/), fc.constantFrom('aws_secret_access_key', 'aws_session_token'), (secret, name) => {
        const scan = scanAwsText('credentials', '~/c', `[a]\nregion = x\n${name} = ${secret}\n${name} = ${secret}\n`, false);
        expect(JSON.stringify(scan)).not.toContain(secret);
      }),
    );
  });

  test('no text makes it throw, and lines are counted from one', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('[a]', '[b', 'k = v', ' k = v', '\tk =', '# c', '', '=', 'k', ']', '\r')), (lines) => {
        const scan = scanAwsText('config', '~/c', lines.join('\n'), false);
        for (const { line } of scan.keys) expect(lines[line - 1]).toContain('=');
      }),
    );
  });
});
