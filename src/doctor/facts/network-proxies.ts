import type { Environment } from '../../system/system.ts';

/** A variable that names a proxy, without what may be a password in it. */
export interface ProxyVariable {
  readonly name: string;
  /** `host:port`; empty when the value is no URL. */
  readonly address: string;
  /** E.g. `http`; empty when the value is no URL. */
  readonly scheme: string;
  /** Without one, it is taken for an https proxy. */
  readonly hasScheme: boolean;
  /** The same under the other spelling has another value; its name. */
  readonly contradicts: string | undefined;
}

const names = ['https_proxy', 'http_proxy', 'all_proxy'] as const;

/** Every proxy variable that is set, the stronger spelling (lower case) first. Pure. */
export function proxyVariables(env: Environment): readonly ProxyVariable[] {
  return names.flatMap((lower) => {
    const upper = lower.toUpperCase();
    const contradicts = env[lower] && env[upper] && env[lower] !== env[upper] ? upper : undefined;
    return [lower, upper].flatMap((name) => {
      const value = env[name];
      return value ? [{ name, ...parts(value), contradicts: name === lower ? contradicts : undefined }] : [];
    });
  });
}

function parts(value: string): Pick<ProxyVariable, 'address' | 'scheme' | 'hasScheme'> {
  const hasScheme = value.includes('://');
  const text = hasScheme ? value : `https://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // With an `@` further on, a password that was not encoded ends up where the host is looked for.
  if (url === undefined || /@/.test(url.pathname + url.search + url.hash)) return { address: '', scheme: '', hasScheme };
  return { address: url.host, scheme: url.protocol.replace(':', ''), hasScheme };
}

/**
 * The variable whose proxy a request to an https URL takes; undefined when it takes none. Pure. Source: the rules of lode's own calls, which are
 * curl's: `NO_PROXY` holds names, `.suffix`, `*`, each with a port or without.
 */
export function proxyFor(url: string, env: Environment): ProxyVariable | undefined {
  if (isExempt(new URL(url), env)) return undefined;
  const order = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];
  const name = order.find((one) => env[one]);
  return proxyVariables(env).find((variable) => variable.name === name);
}

/** Whether a proxy is set for anything at all, and this host not exempt from it. Pure. */
export function isProxied(url: string, env: Environment): boolean {
  return proxyVariables(env).length > 0 && !isExempt(new URL(url), env);
}

function isExempt({ hostname, port: given, protocol }: URL, env: Environment): boolean {
  const noProxy = env['no_proxy'] || env['NO_PROXY'] || '';
  const port = Number(given) || (protocol === 'https:' ? 443 : 80);
  if (noProxy.trim() === '*') return true;
  return noProxy
    .toLowerCase()
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [, name = entry, only] = /^(.+):(\d+)$/.exec(entry) ?? [];
      if (only !== undefined && Number(only) !== port) return false;
      return /^[.*]/.test(name) ? hostname.endsWith(name.replace(/^\*/, '')) : hostname === name;
    });
}
