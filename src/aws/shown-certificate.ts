import type { TLSSocket } from 'node:tls';

/** What a certificate says of itself. */
export interface ShownCertificate {
  readonly subject: string;
  /** Who made it: its name, and its organisation where that says more. */
  readonly issuer: string;
  /** Milliseconds since the epoch. */
  readonly validFrom: number;
  readonly validTo: number;
}

/** The certificate that the other end of a connection showed; undefined when it showed none. */
export function certificateOf(socket: Pick<TLSSocket, 'getPeerCertificate'>): ShownCertificate | undefined {
  const { subject, issuer, valid_from: from, valid_to: to } = socket.getPeerCertificate();
  if (issuer === undefined) return undefined;
  return { subject: nameOf(subject), issuer: nameOf(issuer), validFrom: Date.parse(from), validTo: Date.parse(to) };
}

/** A name of X.509; each part may be missing, or be there several times. */
function nameOf(name: Readonly<Record<string, string | readonly string[] | undefined>> | undefined): string {
  const [common, organisation] = [name?.['CN'], name?.['O']].map((part) => (Array.isArray(part) ? part.join(', ') : String(part ?? '')));
  if (!common || !organisation || common === organisation) return common || organisation || 'nobody';
  return `${common} (${organisation})`;
}

/** Whether Node's code means that a certificate was looked at and not accepted. Source: Node.js documentation, "X509 certificate error codes". */
export function isCertificateTrouble(code: string): boolean {
  return /CERT|CRL|SIGNATURE_FAILURE|UNABLE_TO_|PATH_LENGTH|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH/.test(code);
}
