import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStartUrl, sessionNameFor } from '../../../src/setup/start-url.ts';

describe('a start URL as people paste it', () => {
  test.each([
    ['whole', 'https://acme.awsapps.com/start', 'https://acme.awsapps.com/start', undefined],
    ['with the tail of the portal', 'https://acme.awsapps.com/start/#/', 'https://acme.awsapps.com/start', undefined],
    ['with a tab of the portal', 'https://acme.awsapps.com/start/#/?tab=accounts', 'https://acme.awsapps.com/start', undefined],
    ['with a slash at its end', 'https://acme.awsapps.com/start/', 'https://acme.awsapps.com/start', undefined],
    ['without its scheme', 'd-9067012345.awsapps.com/start', 'https://d-9067012345.awsapps.com/start', undefined],
    ['without its path', 'https://acme.awsapps.com', 'https://acme.awsapps.com/start', undefined],
    ['a bare alias', 'acme', 'https://acme.awsapps.com/start', undefined],
    ['a bare alias in capitals, with blanks around', '  Acme ', 'https://acme.awsapps.com/start', undefined],
    ['a directory’s number', 'd-9067012345', 'https://d-9067012345.awsapps.com/start', undefined],
    ['between angle brackets, as in a mail', '<https://acme.awsapps.com/start>', 'https://acme.awsapps.com/start', undefined],
    [
      'an issuer URL',
      'https://identitycenter.amazonaws.com/ssoins-7223abcdef012345',
      'https://identitycenter.amazonaws.com/ssoins-7223abcdef012345',
      undefined,
    ],
    ['one that names its region', 'https://ssoins-7223abcdef.portal.eu-west-1.app.aws', 'https://ssoins-7223abcdef.portal.eu-west-1.app.aws', 'eu-west-1'],
    ['GovCloud', 'https://start.us-gov-home.awsapps.com/directory/acme#/', 'https://start.us-gov-home.awsapps.com/directory/acme', 'us-gov-west-1'],
    ['a page on this machine', 'http://127.0.0.1:4566/start', 'http://127.0.0.1:4566/start', undefined],
  ])('%s is understood', (_, typed, url, region) => expect(readStartUrl(typed)).toEqual({ kind: 'url', url, region }));

  test.each([
    ['nothing', '', 'Type the address of your sign-in page'],
    ['plain http', 'http://acme.awsapps.com/start', 'It has to be an https address'],
    ['another scheme', 'ftp://acme.awsapps.com/start', 'It has to be an https address'],
    ['a password in it', 'https://ada:secret@acme.awsapps.com/start', 'may not hold a user name or a password'],
    ['a host without a dot', 'https://acme/start', 'acme is no host of a sign-in page'],
    ['a sentence', 'the acme one', 'An address has no blanks'],
    ['no address at all', 'https://', 'That is no address'],
    ['the console', 'https://eu-west-1.console.aws.amazon.com/bedrock', 'That is the AWS console'],
  ])('%s is not, and the answer says how it looks', (_, typed, what) => {
    const read = readStartUrl(typed);
    expect(read).toMatchObject({ kind: 'mistake', what: expect.stringContaining(what) });
    expect(read).toMatchObject({ what: expect.stringContaining('https://acme.awsapps.com/start') });
  });

  test('whatever is understood is understood as itself', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl({ validSchemes: ['https'], withFragments: true, withQueryParameters: true }), fc.string()), (typed) => {
        const read = readStartUrl(typed);
        if (read.kind === 'url') expect(readStartUrl(read.url)).toMatchObject({ kind: 'url', url: read.url });
      }),
    );
  });

  test.each([
    ['https://acme.awsapps.com/start', 'acme'],
    ['https://d-9067012345.awsapps.com/start', 'd-9067012345'],
    ['https://start.us-gov-home.awsapps.com/directory/acme', 'acme'],
    ['https://ssoins-7223abcdef.portal.eu-west-1.app.aws', 'ssoins-7223abcdef'],
    ['https://identitycenter.amazonaws.com/ssoins-7223abcdef', 'ssoins-7223abcdef'],
    ['http://127.0.0.1:4566/start', 'sso'],
    ['http://[::1]:4566/start', 'sso'],
  ])('%s is session %s', (url, name) => expect(sessionNameFor(url)).toBe(name));
});
