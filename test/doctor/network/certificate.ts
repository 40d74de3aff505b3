import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** A certificate made for one test, with its key. */
export interface MadeCertificate {
  readonly cert: string;
  readonly key: string;
  readonly name: Name;
  readonly signer: KeyObject;
}

interface Name {
  readonly common: string;
  readonly organisation: string;
}

interface Wish extends Name {
  /** Host names; none makes an authority. */
  readonly hosts?: readonly string[];
  readonly by?: MadeCertificate;
  /** Days from now. */
  readonly from?: number;
  readonly to?: number;
}

const oid = { ecdsaSha256: '06082a8648ce3d040302', common: '0603550403', organisation: '060355040a', basic: '0603551d13', names: '0603551d11' };

/** Makes a certificate of X.509 v3 (RFC 5280) on the curve P-256, signed by `by` or by itself. */
export function makeCertificate({ common, organisation, hosts, by, from = -1, to = 30 }: Wish): MadeCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = { common, organisation };
  const algorithm = sequence(Buffer.from(oid.ecdsaSha256, 'hex'));
  const extension = hosts === undefined ? sequence(hex(oid.basic), der(0x04, sequence(der(0x01, hex('ff'))))) : namesExtension(hosts);
  const body = sequence(
    der(0xa0, hex('020102')),
    der(0x02, Buffer.concat([hex('01'), randomBytes(8)])),
    algorithm,
    nameOf(by?.name ?? name),
    sequence(time(from), time(to)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extension)),
  );
  const signature = sign('sha256', body, by?.signer ?? privateKey);
  const whole = sequence(body, algorithm, der(0x03, Buffer.concat([hex('00'), signature])));
  const lines = whole.toString('base64').replaceAll(/.{64}/g, '$&\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    name,
    signer: privateKey,
  };
}

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const text = (value: string): Buffer => der(0x0c, Buffer.from(value));

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function nameOf({ common, organisation }: Name): Buffer {
  const part = (id: string, value: string): Buffer => der(0x31, sequence(hex(id), text(value)));
  return sequence(part(oid.organisation, organisation), part(oid.common, common));
}

function time(days: number): Buffer {
  const stamp = new Date(Date.now() + days * 86_400_000).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return der(0x17, Buffer.from(stamp.slice(2)));
}

function namesExtension(hosts: readonly string[]): Buffer {
  return sequence(hex(oid.names), der(0x04, sequence(...hosts.map((host) => der(0x82, Buffer.from(host))))));
}
