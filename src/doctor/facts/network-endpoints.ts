import type { AwsSession } from '../../auth/aws-session.ts';
import type { Reached } from '../../aws/reach.ts';
import type { System } from '../../system/system.ts';
import { hostsOf, type Host } from './network-hosts.ts';
import { isProxied, proxyFor } from './network-proxies.ts';

/** One host of the session, and what came of asking it. */
export interface EndpointFacts extends Host {
  /** Host and, where it is not the usual one, port. */
  readonly host: string;
  /** On this machine. */
  readonly isLocal: boolean;
  /** `host:port` of the proxy that lode's calls take to it. */
  readonly proxy: string | undefined;
  /** NO_PROXY does not exempt it, whatever lode's own calls do: a program may take the proxy to it. */
  readonly isProxied: boolean;
  readonly reached: Reached;
  /** Milliseconds by which this machine's clock is ahead of the server's; undefined when it told none. */
  readonly aheadMs: number | undefined;
}

const limitMs = 5000;

/** Asks every host of a session, each address once. */
export async function gatherEndpoints(system: System, session: AwsSession): Promise<readonly EndpointFacts[]> {
  const hosts = hostsOf(session).filter(({ url }) => URL.canParse(url));
  const { reach } = await import('../../aws/reach.ts');
  const urls = [...new Set(hosts.map(({ url }) => url))];
  const asked = new Map(urls.map((url) => [url, ask(system, () => reach({ url, env: session.env, limitMs }))]));
  return Promise.all(hosts.map(async (host) => ({ ...host, ...placeOf(system, host), ...(await (asked.get(host.url) as Promise<Asked>)) })));
}

type Asked = Pick<EndpointFacts, 'reached' | 'aheadMs'>;

async function ask(system: Pick<System, 'now'>, act: () => Promise<Reached>): Promise<Asked> {
  const reached = await act();
  return { reached, aheadMs: reached.kind === 'answered' && reached.date !== undefined ? system.now() - reached.date : undefined };
}

function placeOf({ env }: Pick<System, 'env'>, { url }: Host): Pick<EndpointFacts, 'url' | 'host' | 'isLocal' | 'proxy' | 'isProxied'> {
  const { host, hostname, origin, pathname } = new URL(url);
  return {
    url: `${origin}${pathname.replace(/\/$/, '')}`,
    host,
    isLocal: isLoopback(hostname),
    isProxied: isProxied(url, env),
    proxy: url.startsWith('https:') ? proxyFor(url, env)?.address : undefined,
  };
}

/** RFC 6761, section 6.3; RFC 1122, section 3.2.1.3. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
