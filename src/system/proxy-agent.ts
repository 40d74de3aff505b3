import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { fail } from '../errors.ts';

/**
 * The agent that takes requests to an https URL through the proxy of `HTTPS_PROXY`, minding `NO_PROXY`; undefined when none is set for it.
 * The SDK obeys neither by itself. A proxy that refuses the tunnel is named, instead of its answer being taken for AWS's. Throws LodeError
 * `proxy.malformed` for what is no URL; the value may hold a password and is not repeated.
 */
export function proxyAgentFor(url: string): HttpsProxyAgent<string> | undefined {
  const proxy = url.startsWith('https:') ? getProxyForUrl(url) : '';
  if (proxy === '') return undefined;
  if (!URL.canParse(proxy)) return fail(malformed);
  const agent = new HttpsProxyAgent(proxy, { keepAlive: true });
  const connect = agent.connect.bind(agent);
  agent.connect = async (request, options) => {
    let status = 200;
    request.once('proxyConnect', (answer: { statusCode: number }) => (status = answer.statusCode));
    const socket = await connect(request, options);
    if (status === 200) return socket;
    socket.destroy();
    throw refusedTunnel(new URL(proxy).host, url, status);
  };
  return agent;
}

const malformed = {
  code: 'proxy.malformed',
  exit: 'user',
  message: 'The proxy for https, which HTTPS_PROXY or ALL_PROXY (or the same in small letters) names, is no URL.',
  hints: ['Correct it: export HTTPS_PROXY=http://HOST:PORT', 'Or remove it: unset HTTPS_PROXY https_proxy ALL_PROXY all_proxy'],
} as const;

function refusedTunnel(proxy: string, url: string, status: number): Error {
  const why = status === 407 ? ', it wants a user name and password' : '';
  return Object.assign(new Error(`the proxy ${proxy} refused a tunnel to ${new URL(url).host} (${status}${why})`), { code: 'ERR_PROXY_TUNNEL' });
}
