import type { Check } from '../check.ts';
import type { EndpointFacts } from '../facts/network-endpoints.ts';
import { failureOf, groupsOf, verdictOf, type Group, type Verdict } from '../facts/network-verdict.ts';
import type { NetworkFacts } from '../facts/network.ts';
import { isPrivate } from '../facts/network-private.ts';
import { listed, noSession, setVariable } from '../facts/network-words.ts';
import type { Finding, FindingValue, Remedy } from '../finding.ts';

/** Whether the hosts of the session answer at all; a refusal of AWS is an answer. */
export const reach: Check = {
  id: 'reach',
  area: 'network',
  title: 'the way to AWS',
  needs: ['proxy', 'dns', 'tls'],
  run: ({ network }) => {
    const { endpoints } = network;
    if (endpoints === undefined) return { untried: noSession };
    return verdicts.flatMap(([verdict, what]) => groupsOf(endpoints, verdict, causeOf).map((group) => finding(network, what, group)));
  },
  sentences: {
    'reach.unreachable': ({ hosts, services, region, given, why }) =>
      `${listed(hosts)} cannot be reached (${why})${whence(given)}, so nothing of ${listed(services)} in ${region} works.`,
    'reach.no-answer': ({ hosts, services, region, given }) =>
      `${listed(hosts)} did not answer within 5 s${whence(given)}, so nothing of ${listed(services)} in ${region} works.`,
    'reach.not-aws': ({ hosts, status }) =>
      `Somebody else than AWS answers for ${listed(hosts)}: a web page (${status}), as a sign-in page of a network or a filter shows.`,
  },
  well: ({ network: { endpoints = [] } }) => {
    const [first] = endpoints;
    return `${listed(endpoints.map(({ service }) => service))} in ${first?.region ?? ''} answer${elsewhere(endpoints)}`;
  },
};

const verdicts: readonly (readonly [Verdict, string])[] = [
  ['unreachable', 'unreachable'],
  ['no-answer', 'no-answer'],
  ['stranger', 'not-aws'],
];

function elsewhere(endpoints: readonly EndpointFacts[]): string {
  const given = endpoints.filter(({ givenBy }) => givenBy !== undefined);
  const urls = [...new Set(given.map(({ url }) => url))];
  const places = urls.map((url) => `${url} (${[...new Set(given.filter((one) => one.url === url).map(({ givenBy }) => givenBy))].join(', ')})`);
  return places.length === 0 ? '' : `, at ${listed(places)} in place of AWS's own`;
}

/** A host of AWS's own stands beside others for the same reason; a given address is a reason by itself. */
function causeOf(endpoint: EndpointFacts): string {
  const { isEssential, givenBy, url } = endpoint;
  return `${isEssential} ${givenBy === undefined ? '' : url} ${failureOf(endpoint)?.code ?? ''}`;
}

function whence(given: FindingValue | undefined): string {
  return Array.isArray(given) && given.length > 0 ? ` (its address comes from ${listed(given)})` : '';
}

function finding(network: NetworkFacts, what: string, { first, hosts, services, givers, severity }: Group): Finding {
  const failure = failureOf(first);
  const status = first.reached.kind === 'answered' ? first.reached.status : 0;
  const args = { hosts, services, region: first.region, given: givers, why: failure?.code ?? '', status };
  return {
    code: `reach.${what}`,
    severity,
    args,
    remedies: remediesFor(network, what, { first, services, givers }),
    ...(failure === undefined ? {} : { proof: failure.message }),
  };
}

function remediesFor(network: NetworkFacts, what: string, { first, services, givers }: Pick<Group, 'first' | 'services' | 'givers'>): readonly Remedy[] {
  if (what === 'not-aws')
    return [{ kind: 'words', text: 'Open a web page in a browser and sign in to the network, or ask whoever runs the filter to let AWS through.' }];
  if (first.givenBy !== undefined) return [{ kind: 'words', text: `Start what should answer at ${first.url}, or correct or take away ${listed(givers)}.` }];
  return [
    ...endpointsMissing(network, first, services),
    ...proxyRemedy(network, first),
    { kind: 'words', text: 'Check the network, the VPN and what a firewall lets through to port 443.' },
  ];
}

/** Where some hosts have a VPC endpoint, the others may lack one. */
function endpointsMissing({ endpoints = [] }: NetworkFacts, { region, reached }: EndpointFacts, services: readonly string[]): readonly Remedy[] {
  const isInside = endpoints.some((endpoint) => verdictOf(endpoint) === 'well' && endpoint.reached.addresses.some(isPrivate));
  if (!isInside || reached.addresses.some(isPrivate)) return [];
  const names = services.map((service) => `com.amazonaws.${region}.${service}`);
  return [{ kind: 'words', text: `Other hosts are reached by VPC endpoints; these have none. Make one with private DNS for each: ${listed(names)}.` }];
}

function proxyRemedy({ proxies, platform }: NetworkFacts, { proxy }: EndpointFacts): readonly Remedy[] {
  if (proxy !== undefined) return [];
  const plain = proxies.find(({ name }) => /^http_proxy$/i.test(name));
  const address = plain === undefined ? 'HOST:PORT' : plain.address;
  return [
    setVariable(
      platform,
      'HTTPS_PROXY',
      `http://${address}`,
      plain === undefined ? 'if a browser here reaches AWS by a proxy' : `${plain.name} does not count for https`,
    ),
  ];
}
