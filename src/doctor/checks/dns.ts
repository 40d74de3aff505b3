import { catalog, regionFacts } from '../../models/catalog.ts';
import { checkRegion } from '../../models/region-check.ts';
import type { Check } from '../check.ts';
import { failureOf, groupsOf, type Group } from '../facts/network-verdict.ts';
import type { NetworkFacts } from '../facts/network.ts';
import { listed, noSession, setVariable } from '../facts/network-words.ts';
import type { Finding, FindingValue, Remedy } from '../finding.ts';

/** Whether the names of AWS's hosts can be looked up; behind a proxy that is the proxy's business. */
export const dns: Check = {
  id: 'dns',
  area: 'network',
  title: 'the names of the hosts',
  needs: ['proxy'],
  run: ({ network }) => {
    if (network.endpoints === undefined) return { untried: noSession };
    return groupsOf(network.endpoints, 'dns', (endpoint) => `${endpoint.region} ${kindOf(endpoint.region, failureOf(endpoint)?.code)}`).map((group) =>
      finding(network, group),
    );
  },
  sentences: {
    'dns.unknown-region': ({ hosts, region }) =>
      `There is no ${listed(hosts)}, and the catalog of ${catalog.asOf} knows no region ${region}: it is likely misspelt, or has no Bedrock.`,
    'dns.not-found': ({ hosts, given }) => `${listed(hosts)} cannot be found in DNS${isGiven(given) ? `; the address comes from ${listed(given)}` : ''}.`,
    'dns.no-answer': ({ hosts }) => `The name server gave no answer when it was asked for ${listed(hosts)}.`,
  },
  well: ({ network: { endpoints = [] } }) =>
    namesOf(endpoints).length === 0 ? 'the names of the hosts: none to be looked up here' : `names are found: ${listed(namesOf(endpoints))}`,
};

function isGiven(given: FindingValue | undefined): boolean {
  return Array.isArray(given) && given.length > 0;
}

function namesOf(endpoints: NonNullable<NetworkFacts['endpoints']>): readonly string[] {
  return [...new Set(endpoints.filter(({ proxy, isLocal }) => proxy === undefined && !isLocal).map(({ host }) => host))];
}

function kindOf(region: string, code: string | undefined): string {
  if (code !== 'ENOTFOUND') return 'no-answer';
  return regionFacts(region) === undefined ? 'unknown-region' : 'not-found';
}

function finding(network: NetworkFacts, { first, hosts, givers, severity }: Group): Finding {
  const { code, message = '' } = failureOf(first) ?? {};
  const what = first.givenBy === undefined ? kindOf(first.region, code) : kindOf('us-east-1', code);
  return {
    code: `dns.${what}`,
    severity,
    args: { hosts, region: first.region, given: givers },
    remedies: what === 'unknown-region' ? regionRemedies(first.region) : wayRemedies(network, givers),
    proof: message,
  };
}

function regionRemedies(region: string): readonly Remedy[] {
  const check = checkRegion(region);
  const hints = check.kind === 'ok' ? [] : check.hints;
  const [near = 'REGION'] = hints.flatMap((hint) => /\b[a-z]{2,4}(?:-[a-z]+)+-\d+\b/.exec(hint) ?? []);
  return [{ kind: 'command', words: ['lode', 'config', 'set', 'region', near] }, ...hints.map((text): Remedy => ({ kind: 'words', text }))];
}

function wayRemedies({ proxies, platform }: NetworkFacts, givers: readonly string[]): readonly Remedy[] {
  const plain = proxies.find(({ name }) => /^http_proxy$/i.test(name));
  return [
    ...(givers.length === 0 ? [] : [{ kind: 'words', text: `Correct the address in ${listed(givers)}, or take it away to use AWS's own.` } as const]),
    plain === undefined
      ? setVariable(platform, 'HTTPS_PROXY', 'http://HOST:PORT', 'if this network reaches AWS by a proxy only, which then looks names up')
      : setVariable(platform, 'HTTPS_PROXY', `http://${plain.address}`, `${plain.name} does not count for AWS, which is asked by https`),
    { kind: 'words', text: 'Connect the network or VPN; a private zone for amazonaws.com must know these names too.' },
  ];
}
