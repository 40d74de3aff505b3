import { join } from 'node:path';
import { registerClient } from '../../aws/sso-oidc.ts';
import { Secret } from '../../secret.ts';
import type { System } from '../../system/system.ts';
import type { SsoLogin } from '../sso/sso-login.ts';
import type { ClientRegistration } from '../sso/sso-token.ts';
import { sha1Hex, ssoCacheFolder } from '../sso/token-path.ts';
import { tryToKeep } from '../try-to-keep.ts';
import { asked, type Asked } from './flow-end.ts';
import type { SignInFlow, SignInRequest } from './sign-in-request.ts';

const grantTypes: Record<SignInFlow, readonly string[]> = {
  browser: ['authorization_code', 'refresh_token'],
  device: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
};

/** A registration that ends within a day would take its token's renewal with it. */
const renewWithinMs = 24 * 3_600_000;

/** The client registration that was kept for this sign-in, else a new one, which is kept. */
export async function clientFor(system: System, request: SignInRequest): Promise<Asked<ClientRegistration>> {
  const kept = keptClient(system, request);
  if (kept !== undefined) return { kind: 'answer', answer: kept };
  const registered = await asked(registerClient(request.login, request.flow, request.context));
  if (registered.kind === 'answer') keepClient(system, request, registered.answer);
  return registered;
}

/** Forgets a registration that the service does not know any more. */
export function forgetClient(system: System, request: Pick<SignInRequest, 'login' | 'flow'>): void {
  tryToKeep(() => system.files.remove(registrationPath(system.home, request)));
}

/**
 * Where lode keeps its registration: in the folder and form of the AWS CLI, yet under a name of its own, since a registration is one tool's.
 * Pure. Source: aws-cli 2.36, `BaseSSOTokenFetcher._registration_cache_key`.
 */
export function registrationPath(home: string, { login, flow }: Pick<SignInRequest, 'login' | 'flow'>): string {
  const { startUrl, region, scopes } = login;
  return join(ssoCacheFolder(home), `${sha1Hex(JSON.stringify({ tool: 'lode', startUrl, region, scopes, grantTypes: grantTypes[flow] }))}.json`);
}

function keptClient(system: System, request: SignInRequest): ClientRegistration | undefined {
  const read = system.files.readText(registrationPath(system.home, request), 64 * 1024);
  const client = read.kind === 'text' ? parseClient(read.text) : undefined;
  return client !== undefined && client.expiresAt - system.now() > renewWithinMs ? client : undefined;
}

function parseClient(text: string): ClientRegistration | undefined {
  try {
    const { clientId, clientSecret, expiresAt } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (typeof clientId !== 'string' || typeof clientSecret !== 'string' || typeof expiresAt !== 'string') return undefined;
    const instant = Date.parse(expiresAt);
    return Number.isNaN(instant) ? undefined : { clientId, clientSecret: new Secret(clientSecret), expiresAt: instant };
  } catch {
    return undefined;
  }
}

function keepClient(system: System, request: SignInRequest, client: ClientRegistration): void {
  tryToKeep(() => system.files.writeAtomic(registrationPath(system.home, request), registrationText(request.login, request.flow, client), 0o600));
}

function registrationText({ scopes }: SsoLogin, flow: SignInFlow, { clientId, clientSecret, expiresAt }: ClientRegistration): string {
  const expires = new Date(expiresAt).toISOString().replace(/\.\d+Z$/, 'Z');
  return `${JSON.stringify({ clientId, clientSecret: clientSecret.reveal(), expiresAt: expires, scopes, grantTypes: grantTypes[flow] }, null, 2)}\n`;
}
