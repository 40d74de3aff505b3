import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AwsSession } from '../../../src/auth/aws-session.ts';
import type { Reached } from '../../../src/aws/reach.ts';
import type { Check } from '../../../src/doctor/check.ts';
import { clock } from '../../../src/doctor/checks/clock.ts';
import { dns } from '../../../src/doctor/checks/dns.ts';
import { proxy } from '../../../src/doctor/checks/proxy.ts';
import { reach } from '../../../src/doctor/checks/reach.ts';
import { tls } from '../../../src/doctor/checks/tls.ts';
import { vpcEndpoint } from '../../../src/doctor/checks/vpc-endpoint.ts';
import type { DoctorFacts } from '../../../src/doctor/doctor-facts.ts';
import type { EndpointFacts } from '../../../src/doctor/facts/network-endpoints.ts';
import { hostsOf } from '../../../src/doctor/facts/network-hosts.ts';
import { isPrivate } from '../../../src/doctor/facts/network-private.ts';
import { proxyFor, proxyVariables } from '../../../src/doctor/facts/network-proxies.ts';
import { verdictOf } from '../../../src/doctor/facts/network-verdict.ts';
import type { NetworkFacts } from '../../../src/doctor/facts/network.ts';
import type { Finding } from '../../../src/doctor/finding.ts';

const answer: Reached = {
  kind: 'answered',
  status: 404,
  date: 0,
  contentType: 'application/xml',
  redirect: undefined,
  fromAws: true,
  addresses: ['3.248.1.2'],
};

function failure(code: string, message = code, more: Partial<Extract<Reached, { kind: 'failed' }>> = {}): Reached {
  return { kind: 'failed', stage: 'port', code, message, addresses: [], ...more };
}

function endpoint(service: string, reached: Reached, more: Partial<EndpointFacts> = {}): EndpointFacts {
  const region = more.region ?? 'eu-west-1';
  const host = `${service}.${region}.amazonaws.com`;
  return {
    service,
    host,
    region,
    url: `https://${host}`,
    isEssential: true,
    givenBy: undefined,
    isLocal: false,
    proxy: undefined,
    isProxied: false,
    reached,
    aheadMs: 0,
    ...more,
  };
}

const quiet: NetworkFacts = {
  platform: 'linux',
  endpoints: [],
  proxies: [],
  bundles: [],
  trustsAnybody: false,
  metadata: { kind: 'not-asked', why: 'this is a test' },
};

function run(check: Check, endpoints: readonly EndpointFacts[], more: Partial<NetworkFacts> = {}): readonly Finding[] {
  const found = check.run({ now: Date.parse('2026-11-21T12:00:00Z'), network: { ...quiet, endpoints, ...more } } as unknown as DoctorFacts);
  if ('untried' in found) throw new Error(found.untried);
  return found;
}

const said = (check: Check, { code, args }: Finding): string => check.sentences[code]?.(args) ?? '';
const codes = (found: readonly Finding[]): readonly string[] => found.map(({ severity, code }) => `${severity} ${code}`);

describe('one verdict for each way to fail', () => {
  test.each([
    ['dns', failure('ENOTFOUND', 'getaddrinfo ENOTFOUND x', { stage: 'name' })],
    ['dns', failure('EAI_AGAIN', 'getaddrinfo EAI_AGAIN x', { stage: 'name' })],
    ['dns', failure('ETIMEDOUT', 'no answer within 5 s', { stage: 'name' })],
    ['proxy', failure('ENOTFOUND', 'getaddrinfo ENOTFOUND proxy.corp', { stage: 'proxy' })],
    ['proxy', failure('ERR_PROXY_TUNNEL', 'the proxy p:1 refused a tunnel', { stage: 'proxy', proxyStatus: 403 })],
    ['tls', failure('SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain', { stage: 'certificate' })],
    ['tls', failure('UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unable to get local issuer certificate', { stage: 'certificate' })],
    ['tls', failure('EPROTO', 'write EPROTO wrong version number', { stage: 'certificate' })],
    ['unreachable', failure('ECONNRESET', 'socket hang up', { stage: 'certificate' })],
    ['unreachable', failure('ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.1:443')],
    ['unreachable', failure('EHOSTUNREACH', 'connect EHOSTUNREACH')],
    ['no-answer', failure('ETIMEDOUT', 'no answer within 5 s')],
    ['no-answer', failure('ETIMEDOUT', 'no answer within 5 s', { stage: 'answer' })],
    ['stranger', { ...answer, fromAws: false, contentType: 'text/html' }],
    ['stranger', { ...answer, fromAws: false, status: 302, redirect: 'login.hotel.example' }],
    ['well', { ...answer, fromAws: false, status: 302, redirect: 'aws.amazon.com' }],
    ['well', { ...answer, status: 403 }],
    ['well', { ...answer, contentType: 'text/html' }],
  ] as const)('%s: %j', (verdict, reached) => expect(verdictOf(endpoint('sts', reached))).toBe(verdict));

  test('what a gateway answers is its own affair', () => {
    expect(verdictOf(endpoint('sts', { ...answer, fromAws: false, contentType: 'text/html' }, { givenBy: 'AWS_ENDPOINT_URL_STS' }))).toBe('well');
  });
});

describe('the checks', () => {
  test('with no region there is nothing to ask', () => {
    const facts = { now: 0, network: { ...quiet, endpoints: undefined } } as unknown as DoctorFacts;
    for (const check of [proxy, dns, tls, reach, clock, vpcEndpoint]) expect(check.run(facts)).toHaveProperty('untried');
  });

  test('row ENOTFOUND: a region that nobody knows is named, with the one that is meant', () => {
    const lost = failure('ENOTFOUND', 'getaddrinfo ENOTFOUND', { stage: 'name' });
    const found = run(dns, [endpoint('bedrock', lost, { region: 'eu-wset-1' }), endpoint('sts', lost, { region: 'eu-wset-1' })]);
    expect(codes(found)).toEqual(['fail dns.unknown-region']);
    expect(said(dns, found[0] as Finding)).toMatch(/bedrock\.eu-wset-1\.amazonaws\.com and sts\.eu-wset-1\.amazonaws\.com.*knows no region eu-wset-1/);
    expect(found[0]?.remedies[0]).toEqual({ kind: 'command', words: ['lode', 'config', 'set', 'region', 'eu-west-1'] });
  });

  test('row ENOTFOUND: where only HTTP_PROXY is set, HTTPS_PROXY is the remedy', () => {
    const lost = failure('ENOTFOUND', 'getaddrinfo ENOTFOUND', { stage: 'name' });
    const [found] = run(dns, [endpoint('bedrock', lost)], { proxies: proxyVariables({ HTTP_PROXY: 'http://ada:secret@proxy.corp:3128' }) });
    expect(found?.remedies[0]).toMatchObject({ words: ['export', 'HTTPS_PROXY=http://proxy.corp:3128'] });
  });

  test('hosts for signing in warn, and shut nothing', () => {
    const found = run(reach, [endpoint('sts', answer), endpoint('oidc', failure('ECONNREFUSED'), { isEssential: false })]);
    expect(codes(found)).toEqual(['warn reach.unreachable']);
  });

  test('row ECONNREFUSED: hosts with VPC endpoints beside one without', () => {
    const inside = { ...answer, addresses: ['10.0.3.4'] };
    const found = run(reach, [endpoint('bedrock-runtime', inside), endpoint('sts', failure('ETIMEDOUT', 'no answer within 5 s', { addresses: ['54.1.2.3'] }))]);
    expect(codes(found)).toEqual(['fail reach.no-answer']);
    expect(JSON.stringify(found[0]?.remedies)).toContain('com.amazonaws.eu-west-1.sts');
  });

  test('row time-out: private addresses are noted, with the 350 s after which a silent connection ends', () => {
    const found = run(vpcEndpoint, [endpoint('bedrock-runtime', { ...answer, addresses: ['10.0.3.4', '10.0.4.4'] }), endpoint('sts', answer)]);
    expect(codes(found)).toEqual(['note vpc-endpoint.used']);
    expect(said(vpcEndpoint, found[0] as Finding)).toMatch(/bedrock-runtime\.eu-west-1\.amazonaws\.com at 10\.0\.3\.4.*350 s/);
    expect(run(vpcEndpoint, [endpoint('sts', answer)])).toEqual([]);
  });

  test.each([
    [0, []],
    [59_000, []],
    [-61_000, ['note clock.drifting']],
    [5 * 60_000, ['note clock.drifting']],
    [5 * 60_000 + 1, ['fail clock.skewed']],
    [-86_400_000, ['fail clock.skewed']],
  ])('row clock: %i ms ahead', (aheadMs, expected) => expect(codes(run(clock, [endpoint('sts', answer, { aheadMs })]))).toEqual(expected));

  test.each([
    ['linux', 'sudo timedatectl set-ntp true'],
    ['darwin', 'sudo sntp -sS time.apple.com'],
    ['win32', 'w32tm /resync'],
  ] as const)('the clock is set on %s by %s', (platform, command) => {
    const [found] = run(clock, [endpoint('sts', answer, { aheadMs: 3_600_000 })], { platform });
    const [first] = found?.remedies ?? [];
    expect(first?.kind === 'command' && first.words.join(' ')).toBe(command);
  });

  test('certificates that Amazon made are no news, and other partitions are not judged', () => {
    const by = (issuer: string): Reached => ({ ...answer, certificate: { subject: 'x', issuer, validFrom: 0, validTo: 1 } });
    expect(run(tls, [endpoint('sts', by('Amazon RSA 2048 M02 (Amazon)'))])).toEqual([]);
    expect(codes(run(tls, [endpoint('sts', by('Zscaler Root (Zscaler)'))]))).toEqual(['note tls.inspected']);
    expect(run(tls, [endpoint('sts', by('Other CA'), { region: 'cn-north-1' })])).toEqual([]);
  });

  test('a gateway without TLS elsewhere than on this machine is warned of', () => {
    const plain = { url: 'http://gateway.corp/bedrock', host: 'gateway.corp', givenBy: 'AWS_ENDPOINT_URL_BEDROCK' };
    expect(codes(run(tls, [endpoint('bedrock', answer, plain)]))).toEqual(['warn tls.plain']);
    expect(run(tls, [endpoint('bedrock', answer, { ...plain, isLocal: true })])).toEqual([]);
  });
});

describe('proxy variables', () => {
  test.each([
    ['small letters come first', { https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:2' }, 'a:1'],
    ['ALL_PROXY is the last', { ALL_PROXY: 'http://c:3' }, 'c:3'],
    ['HTTP_PROXY does not count', { HTTP_PROXY: 'http://d:4' }, undefined],
    ['NO_PROXY by suffix', { HTTPS_PROXY: 'http://b:2', NO_PROXY: 'localhost,.amazonaws.com' }, undefined],
    ['NO_PROXY by wildcard and port', { HTTPS_PROXY: 'http://b:2', no_proxy: '*.eu-west-1.amazonaws.com:443' }, undefined],
    ['NO_PROXY of another port', { HTTPS_PROXY: 'http://b:2', no_proxy: 'sts.eu-west-1.amazonaws.com:8443' }, 'b:2'],
    ['NO_PROXY by star', { HTTPS_PROXY: 'http://b:2', no_proxy: '*' }, undefined],
  ])('%s', (_, env, address) => expect(proxyFor('https://sts.eu-west-1.amazonaws.com', env)?.address).toBe(address));

  test('a password is in no fact, whatever is written', () => {
    const canary = 'q7canary';
    const around = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom('http://', 'https://', 'socks5://', ''), around, around, (scheme, before, after) => {
        const shown = JSON.stringify(proxyVariables({ HTTPS_PROXY: `${scheme}ada:${before}${canary}${after}@proxy.corp:3128` }));
        expect(shown).not.toContain(canary);
      }),
    );
  });
});

describe('the hosts of a session', () => {
  function session(region: string, env: Record<string, string> = {}, kind = 'key-pair'): AwsSession {
    const files = { profiles: new Map(), ssoSessions: new Map() };
    return { region, env, endpoints: {}, settings: {}, files, choice: { source: { kind } } } as unknown as AwsSession;
  }
  const urls = (one: AwsSession): readonly string[] => hostsOf(one).map(({ url }) => url);

  test.each([
    ['eu-west-1', {}, 'https://sts.eu-west-1.amazonaws.com'],
    ['us-gov-west-1', {}, 'https://sts.us-gov-west-1.amazonaws.com'],
    ['cn-north-1', {}, 'https://sts.cn-north-1.amazonaws.com.cn'],
    ['eusc-de-east-1', {}, 'https://sts.eusc-de-east-1.amazonaws.eu'],
    ['us-east-1', { AWS_USE_FIPS_ENDPOINT: 'true' }, 'https://sts-fips.us-east-1.amazonaws.com'],
    ['us-east-1', { AWS_USE_DUALSTACK_ENDPOINT: 'TRUE' }, 'https://sts.us-east-1.api.aws'],
  ])('%s %j', (region, env, url) => expect(urls(session(region, env))).toContain(url));

  test('an API key asks STS nothing', () => expect(urls(session('eu-west-1', {}, 'bearer-token')).join()).not.toContain('sts'));
});

test.each([
  ['10.1.2.3', true],
  ['172.16.0.1', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['100.64.0.1', true],
  ['100.128.0.1', false],
  ['fd00:ec2::254', true],
  ['3.248.1.2', false],
  ['2a05:d018::1', false],
])('%s is private: %s', (address, expected) => expect(isPrivate(address)).toBe(expected));
