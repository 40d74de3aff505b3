import { regionFacts } from '../../models/catalog.ts';
import type { EndpointFacts } from './network-endpoints.ts';
import { failureOf, verdictOf } from './network-verdict.ts';

/** What is wrong with a certificate that was not accepted; undefined where none was refused. */
export type CertificateFault = 'untrusted' | 'wrong-time' | 'wrong-name' | 'no-tls';

/** Source: Node.js documentation, "X509 certificate error codes". Pure. */
export function certificateFault(endpoint: EndpointFacts): CertificateFault | undefined {
  const { code } = failureOf(endpoint) ?? {};
  if (code === undefined || verdictOf(endpoint) !== 'tls') return undefined;
  if (/EXPIRED|NOT_YET_VALID/.test(code)) return 'wrong-time';
  if (/ALTNAME|HOSTNAME/.test(code)) return 'wrong-name';
  return /CERT|SIGN|ISSUER|UNABLE_TO/.test(code) ? 'untrusted' : 'no-tls';
}

/** Whether a host showed a certificate that nobody this machine trusts has made. Pure. */
export function isUntrusted(endpoint: EndpointFacts): boolean {
  return certificateFault(endpoint) === 'untrusted';
}

/** Whether an accepted certificate of one of AWS's own hosts was made by somebody else: TLS is opened on the way. Pure. */
export function isInspected({ reached, givenBy, region }: EndpointFacts): boolean {
  const isPublic = ['aws', 'aws-us-gov'].includes(regionFacts(region)?.partition ?? '');
  return (
    isPublic && givenBy === undefined && reached.kind === 'answered' && reached.certificate !== undefined && !/\bAmazon\b/.test(reached.certificate.issuer)
  );
}
