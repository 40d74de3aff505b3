import type { Check } from '../check.ts';
import type { EndpointFacts } from '../facts/network-endpoints.ts';
import type { NetworkFacts } from '../facts/network.ts';
import { failureOf, groupsOf, type Group } from '../facts/network-verdict.ts';
import { listed, noSession, setVariable, unsetVariable } from '../facts/network-words.ts';
import type { Finding, FindingValue, Remedy } from '../finding.ts';

/** The user's proxy: its variables, and whether it lets AWS through. */
export const proxy: Check = {
  id: 'proxy',
  area: 'network',
  title: 'the proxy',
  needs: [],
  run: ({ network }) => {
    if (network.endpoints === undefined) return { untried: noSession };
    const shut = groupsOf(network.endpoints, 'proxy', causeOf).map((group) => shutFinding(network, group));
    return [...shut, ...contradictions(network), ...localDetours(network)];
  },
  sentences: {
    'proxy.malformed': ({ variable, hosts }) => `${variable} is no URL of a proxy, so ${listed(hosts)} cannot be reached.`,
    'proxy.socks': ({ variable, proxy: address, scheme }) =>
      `${variable} names a proxy of the kind ${scheme} (${address}); neither lode nor Claude Code can speak to one, they need an HTTP proxy.`,
    'proxy.password-wanted': ({ proxy: address, hosts }) =>
      `The proxy ${address} wants a user name and password (407) before it lets anything through to ${listed(hosts)}.`,
    'proxy.refused': ({ proxy: address, status, hosts }) => `The proxy ${address} lets nothing through to ${listed(hosts)}: it answers ${status}.`,
    'proxy.unreachable': ({ proxy: address, variable, hosts }) => `The proxy ${address} of ${variable} cannot be reached, and with it ${listed(hosts)}.`,
    'proxy.no-scheme': ({ proxy: address, variable, hosts }) =>
      `${variable} is ${address} without http:// before it, which is taken for a proxy that speaks TLS itself; so ${listed(hosts)} cannot be reached.`,
    'proxy.two-values': ({ variable, address, other, otherAddress }) =>
      `${variable} is ${address}, but ${other} is ${otherAddress}: lode and Claude Code take the one in small letters, other programs may take the other.`,
    'proxy.local-detour': ({ host, variable, proxy: address }) =>
      `Requests go to ${host} on this machine, but ${variable} is set and NO_PROXY does not exempt it: Claude Code sends them to the proxy ${address}, which cannot reach it.`,
  },
  well: ({ network }) => {
    const through = network.endpoints?.find(({ proxy: address }) => address !== undefined);
    return through?.proxy === undefined ? 'AWS is reached without a proxy' : `AWS is reached through the proxy ${through.proxy}`;
  },
};

/** lode's own order of the variables for https. */
function variableOf({ proxies }: NetworkFacts): NetworkFacts['proxies'][number] | undefined {
  return proxies.find(({ name }) => /^https_proxy$/i.test(name)) ?? proxies.find(({ name }) => /^all_proxy$/i.test(name));
}

function causeOf(endpoint: EndpointFacts): string {
  const { code = '', proxyStatus = 0 } = failureOf(endpoint) ?? {};
  return `${endpoint.proxy ?? ''} ${code} ${proxyStatus}`;
}

function shutFinding(network: NetworkFacts, group: Group): Finding {
  const variable = variableOf(network);
  const { proxyStatus = 0, message = '' } = failureOf(group.first) ?? {};
  const args = {
    proxy: group.first.proxy ?? '',
    hosts: group.hosts,
    variable: variable?.name ?? 'HTTPS_PROXY',
    scheme: variable?.scheme ?? '',
    status: proxyStatus,
  };
  const [what, remedies] = kindOf(network, args, proxyStatus);
  return { code: `proxy.${what}`, severity: group.severity, args, remedies, ...(what === 'malformed' ? {} : { proof: message }) };
}

interface ShutArgs extends Readonly<Record<string, FindingValue>> {
  readonly variable: string;
  readonly hosts: readonly string[];
}

function kindOf({ proxies, platform }: NetworkFacts, { variable, hosts }: ShutArgs, status: number): readonly [what: string, remedies: readonly Remedy[]] {
  const { address = '', scheme = '', hasScheme = true } = proxies.find(({ name }) => name === variable) ?? {};
  const set = setVariable(platform, variable, 'http://HOST:PORT');
  if (address === '') return ['malformed', [set]];
  if (scheme.startsWith('socks')) return ['socks', [set, unsetVariable(platform, variable, 'if the network needs none')]];
  if (status === 407) return ['password-wanted', [password(variable), whoever(hosts)]];
  if (status !== 0) return ['refused', [whoever(hosts)]];
  if (!hasScheme) return ['no-scheme', [setVariable(platform, variable, `http://${address}`)]];
  return ['unreachable', [set, unsetVariable(platform, variable, 'if this network needs none, for example without the VPN')]];
}

function password(variable: string): Remedy {
  return { kind: 'words', text: `Put the user name and password before the host in ${variable}, as NAME:PASSWORD@HOST:PORT, each percent-encoded.` };
}

function whoever(hosts: readonly string[]): Remedy {
  return { kind: 'words', text: `Whoever runs the proxy lets these through: ${listed(hosts)} (or all of *.amazonaws.com, *.api.aws and *.awsapps.com).` };
}

function contradictions({ proxies, platform }: NetworkFacts): readonly Finding[] {
  return proxies.flatMap(({ name, address, contradicts }) => {
    if (contradicts === undefined) return [];
    const other = proxies.find((one) => one.name === contradicts)?.address ?? '';
    const [mine, theirs] = [address || 'no URL', other || 'no URL'];
    const args = {
      variable: name,
      address: mine,
      other: contradicts,
      otherAddress: mine === theirs ? `${theirs} with another path, name or password` : theirs,
    };
    return [{ code: 'proxy.two-values', severity: 'warn', args, remedies: [unsetVariable(platform, contradicts, `so that only ${name} is left`)] }];
  });
}

/** Claude Code takes the proxy for every host that NO_PROXY does not name, this machine included; lode's own calls do not. */
function localDetours({ endpoints = [], proxies, platform }: NetworkFacts): readonly Finding[] {
  const runtime = endpoints.find(({ service, isLocal, isProxied }) => service === 'bedrock-runtime' && isLocal && isProxied);
  const variable = proxies.find(({ name }) => !/^all_proxy$/i.test(name));
  if (runtime === undefined || variable === undefined) return [];
  const args = { host: runtime.host, variable: variable.name, proxy: variable.address };
  return [{ code: 'proxy.local-detour', severity: 'warn', args, remedies: [setVariable(platform, 'NO_PROXY', '127.0.0.1,localhost')] }];
}
