import type { Environment } from '../../system/system.ts';
import { configuredEndpoint } from './authorize-url.ts';

/**
 * The address in its normal form if a browser may be sent there, else undefined: https anywhere, and plain http only to a sign-in service
 * that the user set up on this machine. Pure.
 */
export function openableUrl(url: string, env: Environment): string | undefined {
  const target = parsed(url);
  if (target === undefined || target.username !== '' || target.password !== '') return undefined;
  if (target.protocol === 'https:') return target.href;
  const endpoint = parsed(configuredEndpoint(env) ?? '');
  return target.protocol === 'http:' && endpoint?.host === target.host && isLoopback(target.hostname) ? target.href : undefined;
}

function parsed(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
