import type { Scene } from '../../support/scene.ts';
import { makeCertificate, type MadeCertificate } from './certificate.ts';
import { openTls, tunnelTo } from './servers.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** What a scene has to lose to ask AWS's own host names, of which only a proxy on this machine knows. */
export const awsOwn: Variables = {
  AWS_ENDPOINT_URL: undefined,
  AWS_ENDPOINT_URL_STS: undefined,
  AWS_ENDPOINT_URL_SSO: undefined,
  AWS_ENDPOINT_URL_SSO_OIDC: undefined,
  AWS_ENDPOINT_URL_SIGNIN: undefined,
  AWS_ENDPOINT_URL_BEDROCK: undefined,
  AWS_ENDPOINT_URL_BEDROCK_RUNTIME: undefined,
  ANTHROPIC_BEDROCK_BASE_URL: undefined,
  NO_PROXY: undefined,
  no_proxy: undefined,
};

const hosts = ['*.eu-west-1.amazonaws.com', '*.sso.eu-west-1.amazonaws.com'];

/** The authority of a company that opens TLS. */
export const company = makeCertificate({ common: 'Corp Inspection CA', organisation: 'Corp' });
/** What AWS's own certificates look like. */
export const amazon = makeCertificate({ common: 'Amazon RSA 2048 M02', organisation: 'Amazon' });

export function leafOf(by: MadeCertificate, more: { hosts?: readonly string[]; from?: number; to?: number } = {}): MadeCertificate {
  return makeCertificate({ common: 'amazonaws.com', organisation: 'Leaf', hosts, by, ...more });
}

/** The variables of a shell in which AWS's hosts are the sandbox, behind a proxy and a certificate. */
export async function throughTls(scene: Scene, leaf: MadeCertificate, port = scene.sandbox.port): Promise<Variables> {
  return { ...awsOwn, HTTPS_PROXY: `http://127.0.0.1:${await tunnelTo(await openTls(leaf, port))}` };
}
