import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'ini';
import { thumbprintOf } from './dpop.ts';
import type { Sections } from './home-profiles.ts';
import { configSections, credentialsSections, homeRegion, legacyStartUrl, loginSession, ssoSessionName } from './home-profiles.ts';
import { issueKey, roleSession, sandboxAccount } from './identities.ts';
import type { Sandbox } from './server.ts';
import { loginPrincipal, newLoginToken } from './services/signin.ts';
import type { World } from './world.ts';
import { newSsoSession } from './world.ts';

export interface HomeOptions {
  /** Puts the other account's keys into `[default]`. */
  readonly ambient?: boolean;
  /** Writes the SSO token and the `aws login` credentials as if they had run out. */
  readonly expired?: boolean;
  /** The node binary that the `credential_process` helper runs on. */
  readonly nodePath?: string;
}

/**
 * Writes a home with AWS files that only this sandbox understands: profiles `sandbox` (keys), `sandbox-sso`, `sandbox-other` (SSO, the
 * other account), `sandbox-role`, `sandbox-process`, `sandbox-login` (`aws login`), `sandbox-expired`, `sandbox-legacy` (SSO without a session),
 * `sandbox-mfa` (a role with a code), `sandbox-sso-role` and `sandbox-process-role`, all in eu-west-1. Throws the system's error when the folder
 * cannot be written.
 */
export function writeSandboxHome(folder: string, sandbox: Pick<Sandbox, 'url' | 'world'>, options: HomeOptions = {}): void {
  const ambient = options.ambient === true;
  const helper = join(folder, '.aws', 'credential-process.mjs');
  // The word after the quoted path keeps `ini` from taking the whole value for one quoted string.
  const helperCommand = `"${options.nodePath ?? process.execPath}" "${helper}" print`;
  const write = (path: string, text: string) => writePrivate(join(folder, '.aws', path), text);
  write('config', sectionsText(configSections({ url: sandbox.url, helperCommand, ambient })));
  write('credentials', sectionsText(credentialsSections(ambient)));
  write('credential-process.mjs', helperText(sandbox.world));
  write(join('sso', 'cache', `${hex('sha1', ssoSessionName)}.json`), ssoToken(sandbox, options.expired === true));
  write(join('sso', 'cache', `${hex('sha1', legacyStartUrl(sandbox.url))}.json`), legacyToken(sandbox, options.expired === true));
  write(join('login', 'cache', `${hex('sha256', loginSession)}.json`), loginToken(sandbox.world, options.expired === true));
}

const sectionsText = (sections: Sections): string => stringify(sections, { whitespace: true });
const hex = (algorithm: string, text: string): string => createHash(algorithm).update(text).digest('hex');

function writePrivate(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, text, { mode: 0o600 });
}

/** A `credential_process` that prints one session of the role `helper`, good for as long as the sandbox runs. */
function helperText(world: World): string {
  const key = issueKey(world, roleSession(sandboxAccount, 'helper', 'sandbox'), 12 * 3600);
  const printed = {
    Version: 1,
    AccessKeyId: key.accessKeyId,
    SecretAccessKey: key.secretAccessKey,
    SessionToken: key.sessionToken,
    Expiration: new Date(key.expiration).toISOString(),
  };
  return `console.log(${JSON.stringify(JSON.stringify(printed))});\n`;
}

/** The token file that `aws sso login` writes for an sso-session. */
function ssoToken({ url, world }: Pick<Sandbox, 'url' | 'world'>, expired: boolean): string {
  const session = newSsoSession(world);
  if (expired) session.accessExpires = world.now() - 60_000;
  const clientId = 'sandbox-client-of-the-home';
  const clientSecret = 'sandbox-client-secret';
  world.clients.set(clientId, clientSecret);
  return JSON.stringify({
    startUrl: `${url}/start`,
    region: homeRegion,
    accessToken: session.accessToken,
    expiresAt: seconds(session.accessExpires),
    clientId,
    clientSecret,
    registrationExpiresAt: seconds(world.now() + 90 * 24 * 3_600_000),
    refreshToken: session.refreshToken,
  });
}

/** The token file of a profile that names its start URL itself: it carries nothing to renew it with. */
function legacyToken({ url, world }: Pick<Sandbox, 'url' | 'world'>, expired: boolean): string {
  const session = newSsoSession(world);
  if (expired) session.accessExpires = world.now() - 60_000;
  const { accessToken, accessExpires } = session;
  return JSON.stringify({ startUrl: legacyStartUrl(url), region: homeRegion, accessToken, expiresAt: seconds(accessExpires) });
}

/** The file that `aws login` writes: 15 minutes of credentials, and what their renewal needs. */
function loginToken(world: World, expired: boolean): string {
  const { accessKeyId, secretAccessKey, sessionToken, expiration, account } = issueKey(world, loginPrincipal, expired ? -60 : 900);
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return JSON.stringify({
    accessToken: { accessKeyId, secretAccessKey, sessionToken, accountId: account, expiresAt: seconds(expiration) },
    tokenType: 'aws_sigv4',
    clientId: 'arn:aws:signin:::devtools/same-device',
    refreshToken: newLoginToken(world, thumbprintOf(publicKey.export({ format: 'jwk' }))),
    dpopKey: privateKey.export({ format: 'pem', type: 'sec1' }),
  });
}

const seconds = (time: number): string => new Date(time).toISOString().replace(/\.\d+/, '');
