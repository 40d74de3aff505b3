import { instantOf } from './token-fields.ts';

/** What a Bedrock API key says of itself, read without sending it anywhere. It never holds the key or a part of it that opens anything. */
export type ApiKeyReading =
  | {
      readonly kind: 'short-term';
      readonly region: string;
      /** The access key that signed it. */
      readonly accessKeyId: string;
      /** Milliseconds since the epoch. It ends earlier when the session that signed it does. */
      readonly madeAt: number;
      readonly expiresAt: number;
    }
  /** A credential of an IAM user; the account where the key names it. */
  | { readonly kind: 'long-term'; readonly account: string | undefined }
  /** A short-term key that ends too early, and what is gone with its end. */
  | { readonly kind: 'truncated'; readonly lacks: readonly string[] }
  /** Something else that was put in its place. */
  | { readonly kind: 'foreign'; readonly looksLike: string }
  /** Nothing can be said of it. */
  | { readonly kind: 'opaque' };

const shortTermPrefix = 'bedrock-api-key-';
const signedHost = 'bedrock.amazonaws.com/?';
const parameters = ['X-Amz-Credential', 'X-Amz-Date', 'X-Amz-Expires', 'X-Amz-Signature'] as const;

const foreignKeys: readonly (readonly [beginning: RegExp, looksLike: string])[] = [
  [/^sk-ant-/, 'an API key of Anthropic'],
  [/^(AKIA|ASIA)[A-Z0-9]{12,}$/, 'an AWS access key ID'],
  [/^sk-/, 'an API key of another provider'],
  [/^eyJ[\w-]+\.eyJ/, 'a web token (JWT)'],
];

/**
 * Reads a key: a short-term one is a presigned request in base64 behind its prefix, a long-term one begins with `ABSK`. Pure.
 * Source: aws-bedrock-token-generator-js 1.1, `getToken`; Amazon Bedrock user guide, "Generate an Amazon Bedrock API key"; gitleaks,
 * `aws-amazon-bedrock-api-key-long-lived`.
 */
export function readApiKey(text: string): ApiKeyReading {
  const key = text.trim();
  const foreign = foreignKeys.find(([beginning]) => beginning.test(key));
  if (foreign !== undefined) return { kind: 'foreign', looksLike: foreign[1] };
  if (key.startsWith('ABSK')) return { kind: 'long-term', account: /-at-(\d{12})/.exec(fromBase64(key.slice(4)))?.[1] };
  // Of a key that lost its end, the prefix may be all there is, or less.
  if (shortTermPrefix.startsWith(key)) return { kind: 'truncated', lacks: parameters };
  return key.startsWith(shortTermPrefix) ? readSigned(fromBase64(key.slice(shortTermPrefix.length))) : { kind: 'opaque' };
}

function readSigned(url: string): ApiKeyReading {
  const bare = url.replace(/^https:\/\//, '');
  if (signedHost.startsWith(bare)) return { kind: 'truncated', lacks: parameters };
  if (!bare.startsWith(signedHost)) return { kind: 'opaque' };
  const query = new URLSearchParams(bare.slice(signedHost.length));
  const [accessKeyId = '', , region = '', service] = (query.get('X-Amz-Credential') ?? '').split('/');
  const madeAt = instantOf(isoTime(query.get('X-Amz-Date') ?? ''));
  const seconds = Number(query.get('X-Amz-Expires'));
  const lacks = parameters.filter((name) => !isWhole(name, query.get(name)));
  if (lacks.length > 0 || madeAt === undefined || service === undefined) return { kind: 'truncated', lacks };
  return { kind: 'short-term', region, accessKeyId, madeAt, expiresAt: madeAt + seconds * 1000 };
}

function isWhole(name: (typeof parameters)[number], value: string | null): boolean {
  if (name === 'X-Amz-Signature') return /^[0-9a-f]{64}$/.test(value ?? '');
  if (name === 'X-Amz-Credential') return value?.split('/').length === 5;
  return name === 'X-Amz-Date' ? /^\d{8}T\d{6}Z$/.test(value ?? '') : /^\d+$/.test(value ?? '');
}

/** `20261121T120000Z` with the marks that AWS leaves out. */
function isoTime(text: string): string {
  return text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('latin1');
}
