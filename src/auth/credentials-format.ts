import { quoteForPosix } from '../posix-quote.ts';
import type { AwsCredentials } from './aws-credentials.ts';

export type CredentialsFormat = 'export' | 'process' | 'env';

export const credentialsFormats: readonly CredentialsFormat[] = ['export', 'process', 'env'];

/**
 * Credentials as another program wants them: `export` for Claude Code's `awsCredentialExport` (the STS shape), `process` for
 * `credential_process`, `env` as shell lines. The only place where secrets are turned into text for stdout.
 */
export function formatCredentials(credentials: AwsCredentials, format: CredentialsFormat): string {
  const fields = {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey.reveal(),
    ...(credentials.sessionToken === undefined ? {} : { SessionToken: credentials.sessionToken.reveal() }),
    ...(credentials.expiration === undefined ? {} : { Expiration: new Date(credentials.expiration).toISOString() }),
  };
  switch (format) {
    case 'export':
      return `${JSON.stringify({ Credentials: fields })}\n`;
    case 'process':
      return `${JSON.stringify({ Version: 1, ...fields })}\n`;
    case 'env':
      return envLines(fields);
  }
}

function envLines(fields: { AccessKeyId: string; SecretAccessKey: string; SessionToken?: string; Expiration?: string }): string {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['AWS_ACCESS_KEY_ID', fields.AccessKeyId],
    ['AWS_SECRET_ACCESS_KEY', fields.SecretAccessKey],
    ['AWS_SESSION_TOKEN', fields.SessionToken],
    ['AWS_CREDENTIAL_EXPIRATION', fields.Expiration],
  ];
  return rows.map(([name, value]) => (value === undefined ? `unset ${name}\n` : `export ${name}=${quoteForPosix(value)}\n`)).join('');
}

/**
 * Credentials of the right form that AWS refuses. A helper with nothing good must print these: when it fails, Claude Code goes
 * on with the ambient identity. Their expiry is past, so the helper is asked again before the next try.
 */
export const refusedCredentials = {
  Credentials: {
    AccessKeyId: 'ASIAREFUSEDBYLODE000',
    SecretAccessKey: 'refused-by-lode-because-no-good-credentials',
    SessionToken: 'refused-by-lode',
    Expiration: '2000-01-01T00:00:00Z',
  },
} as const;

/** The refused credentials in a helper's format. */
export function formatRefused(format: CredentialsFormat): string {
  return format === 'export' ? `${JSON.stringify(refusedCredentials)}\n` : `${JSON.stringify({ Version: 1, ...refusedCredentials.Credentials })}\n`;
}
