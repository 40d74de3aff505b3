import { resolve } from 'node:path';
import { isObject } from '../../settings/value-type.ts';
import type { System } from '../../system/system.ts';
import type { DoctorBase } from '../doctor-base.ts';
import { seen } from '../look.ts';

/** A file of certificates that somebody named. */
export interface BundleFacts {
  /** The variable or the key that names it, e.g. `AWS_CA_BUNDLE`. */
  readonly name: string;
  /** Where that stands: empty for the environment, else a file. */
  readonly where: string;
  readonly path: string;
  readonly state: 'good' | 'missing' | 'unreadable' | 'not-pem';
  /** How many certificates it holds. */
  readonly count: number;
}

/** The first is the one that Node and so lode and Claude Code read; the others are for other programs. Source: aws-cli, requests, curl and OpenSSL. */
const variables = ['NODE_EXTRA_CA_CERTS', 'AWS_CA_BUNDLE', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'] as const;

const largestBundle = 16 * 1024 * 1024;

/** Looks at every file of certificates that the environment, the profile or Claude Code's settings name. */
export function gatherBundles(system: System, base: DoctorBase): readonly BundleFacts[] {
  const named = variables.flatMap((name) => {
    const path = system.env[name];
    return path ? [{ name, where: '', path }] : [];
  });
  return [...named, ...ofProfile(base), ...ofAssistant(base)].map((each) => ({ ...each, ...lookAt(system, each.path) }));
}

type Named = Pick<BundleFacts, 'name' | 'where' | 'path'>;

function ofProfile(base: DoctorBase): readonly Named[] {
  const session = seen(base.session)?.session;
  const { source } = session?.choice ?? {};
  const path = source?.kind === 'profile' ? session?.files.profiles.get(source.profile)?.keys.get('ca_bundle') : undefined;
  return path && session ? [{ name: 'ca_bundle', where: session.files.paths.config, path }] : [];
}

/** Claude Code sets these variables for itself once it runs, which is too late for Node. */
function ofAssistant({ loaded }: DoctorBase): readonly Named[] {
  return (seen(loaded)?.claude ?? []).flatMap((file) => {
    const env = file.kind === 'read' ? file.content['env'] : undefined;
    const path = isObject(env) ? env['NODE_EXTRA_CA_CERTS'] : undefined;
    return typeof path === 'string' && path !== '' ? [{ name: 'NODE_EXTRA_CA_CERTS', where: file.path, path }] : [];
  });
}

function lookAt({ files, cwd }: System, path: string): Pick<BundleFacts, 'state' | 'count'> {
  const read = files.readText(resolve(cwd, path), largestBundle);
  if (read.kind === 'missing') return { state: 'missing', count: 0 };
  if (read.kind === 'unreadable') return { state: read.why === 'binary' ? 'not-pem' : 'unreadable', count: 0 };
  const count = [...read.text.matchAll(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----\s+[A-Za-z0-9+/=\s]+-----END/g)].length;
  return { state: count === 0 ? 'not-pem' : 'good', count };
}

/** The bundle that this machine's shell gives to Node before it starts; undefined when there is none. Pure. */
export function bundleOfNode(bundles: readonly BundleFacts[]): BundleFacts | undefined {
  return bundles.find(({ name, where }) => name === 'NODE_EXTRA_CA_CERTS' && where === '');
}

/** A bundle that is good and that Node was not told of. Pure. */
export function bundleOfOthers(bundles: readonly BundleFacts[]): BundleFacts | undefined {
  return bundles.find(({ name, where, state }) => state === 'good' && !(name === 'NODE_EXTRA_CA_CERTS' && where === ''));
}
