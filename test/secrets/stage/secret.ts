/**
 * Where a secret may come to rest: session `keys`, the `sso` and `login` tokens of a sign-in, what an `endpoint` asks for, what works `once` and
 * is never kept, and what the user wrote or exported (`own`), which stays where the user put it.
 */
export type SecretKind = 'keys' | 'sso' | 'login' | 'endpoint' | 'once' | 'own';

/** A text that must not come out, and what it is. */
export interface Marked {
  readonly name: string;
  readonly kind: SecretKind;
  readonly text: string;
}

type Rule = readonly [name: string, kind: SecretKind, pattern: RegExp];

/** The quote at its end may be missing: an answer that broke off has half a secret. */
const field = (name: string, letters = String.raw`[^"\\\n]`): RegExp => new RegExp(`"${name}": ?"(${letters}{8,})`, 'gi');

/** How secrets look in requests, answers and AWS's own files; the first group is the secret. */
const rules: readonly Rule[] = [
  ['SSO access token', 'sso', field('accessToken')],
  ['SSO refresh token', 'sso', field('refreshToken', String.raw`(?!sandbox-login)[^"\\\n]`)],
  ['client secret', 'sso', field('clientSecret')],
  ['aws login refresh token', 'login', /"(sandbox-login-refresh-\w+)"/g],
  ['DPoP key', 'login', /\\n([A-Za-z0-9+/]{40,}={0,2})(?=\\n)/g],
  ['secret access key', 'keys', field('secretAccessKey')],
  ['session token', 'keys', field('(?:sessionToken|Token)')],
  ['secret access key', 'keys', /<SecretAccessKey>([^<\n]{8,})/g],
  ['session token', 'keys', /<SessionToken>([^<\n]{8,})/g],
  ['device code', 'once', field('deviceCode')],
  ['PKCE verifier', 'once', field('codeVerifier')],
  ['authorization code', 'once', field('code', '[0-9a-f]')],
  ['authorization code', 'once', /^location: \S*[?&]code=([^&\s]+)/gim],
  ['MFA code', 'once', /\bTokenCode=(\d{6})/g],
  ['DPoP proof', 'once', /^dpop: (\S+)/gim],
];

/** Every secret in a text, each once. Pure. */
export function secretsIn(text: string): readonly Marked[] {
  const found = rules.flatMap(([name, kind, pattern]) => [...text.matchAll(pattern)].map((match): Marked => ({ name, kind, text: match[1] ?? '' })));
  return [...new Map(found.map((one) => [one.text, one])).values()];
}
