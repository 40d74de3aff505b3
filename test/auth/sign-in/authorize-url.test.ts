import { describe, expect, test } from 'vitest';
import { authorizeUrl } from '../../../src/auth/sign-in/authorize-url.ts';
import { openableUrl } from '../../../src/auth/sign-in/may-open.ts';
import type { Environment } from '../../../src/system/system.ts';

const query = { clientId: 'client+1', redirectUri: 'http://127.0.0.1:4711/oauth/callback', state: 's-t_a', challenge: 'c-h_a' };
const login = { region: 'eu-west-1', scopes: ['sso:account:access', 'codewhisperer:completions'] };

describe('the page that asks the person', () => {
  test('has the shape that the AWS CLI uses, with the scopes joined by spaces', () => {
    expect(authorizeUrl(login, query, {})).toBe(
      'https://oidc.eu-west-1.amazonaws.com/authorize?response_type=code&client_id=client%2B1' +
        '&redirect_uri=http%3A%2F%2F127.0.0.1%3A4711%2Foauth%2Fcallback&state=s-t_a&code_challenge_method=S256' +
        '&scopes=sso%3Aaccount%3Aaccess%20codewhisperer%3Acompletions&code_challenge=c-h_a',
    );
  });

  test.each<[what: string, region: string, env: Environment, starts: string]>([
    ['the region of the sign-in', 'us-gov-west-1', {}, 'https://oidc.us-gov-west-1.amazonaws.com/authorize?'],
    ['the names of China', 'cn-north-1', {}, 'https://oidc.cn-north-1.amazonaws.com.cn/authorize?'],
    ['an endpoint for all services', 'eu-west-1', { AWS_ENDPOINT_URL: 'https://all.example/' }, 'https://all.example/authorize?'],
    [
      'an endpoint of its own first',
      'eu-west-1',
      { AWS_ENDPOINT_URL: 'https://all', AWS_ENDPOINT_URL_SSO_OIDC: 'http://127.0.0.1:9' },
      'http://127.0.0.1:9/authorize?',
    ],
  ])('is at %s', (_, region, env, starts) => {
    expect(authorizeUrl({ ...login, region }, query, env).startsWith(starts)).toBe(true);
  });
});

describe('an address is opened', () => {
  const local = { AWS_ENDPOINT_URL_SSO_OIDC: 'http://127.0.0.1:4000' };
  test.each<[what: string, opens: boolean, url: string, env: Environment]>([
    ['https anywhere', true, 'https://device.sso.eu-west-1.amazonaws.com/?user_code=AB', {}],
    ["the local endpoint's own host", true, 'http://127.0.0.1:4000/device?user_code=AB', local],
    ['http elsewhere', false, 'http://example.com/', {}],
    ['http on loopback that nobody set up', false, 'http://127.0.0.1:4000/device', {}],
    ['http on another port of loopback', false, 'http://127.0.0.1:4001/device', local],
    ['http on the host of an endpoint that is not here', false, 'http://sso.example/', { AWS_ENDPOINT_URL: 'http://sso.example' }],
    ['a host that only begins like loopback', false, 'http://127.0.0.1.example/', { AWS_ENDPOINT_URL: 'http://127.0.0.1.example' }],
    ['a file', false, 'file:///etc/passwd', {}],
    ['a program of the desktop', false, 'vscode://evil', {}],
    ['a script', false, 'javascript:alert(1)', {}],
    ['a name and password in the address', false, 'https://aws.amazon.com@evil.example/', {}],
    ['words for a program', false, '--new-window', {}],
    ['nothing', false, '', {}],
  ])('%s: %s', (_, opens, url, env) => {
    expect(openableUrl(url, env) !== undefined).toBe(opens);
  });

  test('in its normal form, so that no letter of it can mean something to a program', () => {
    expect(openableUrl('https://a.example/x y"$(id)`|;\n', {})).toBe('https://a.example/x%20y%22$(id)%60|;');
  });
});
