import { Secret } from '../secret.ts';
import type { AwsCredentials } from './aws-credentials.ts';

/** What an export script printed, judged. Nothing it printed is repeated: it may hold a secret. */
export type ExportOutput = { readonly kind: 'credentials'; readonly credentials: AwsCredentials } | { readonly kind: 'wrong'; readonly why: string };

/**
 * Parses what `awsCredentialExport` or `credential_process` may print: the STS shape (`{"Credentials":{…}}`) or the flat
 * shape with `Version` 1 (`aws configure export-credentials --format process`). Strict, and `Expiration` must not be past.
 * Source: Claude Code settings reference; AWS SDKs and Tools reference guide, "Process credential provider".
 */
export function parseExportOutput(stdout: string, now: number): ExportOutput {
  if (stdout.trim() === '') return wrong('it printed nothing on stdout');
  let value: unknown;
  try {
    value = JSON.parse(stdout);
  } catch {
    return wrong('its stdout is not one JSON document');
  }
  if (!isRecord(value)) return wrong('its stdout is JSON, but not an object');
  const nested = value['Credentials'];
  if (nested !== undefined && !isRecord(nested)) return wrong('"Credentials" is not an object');
  if (nested === undefined && value['Version'] !== undefined && value['Version'] !== 1) return wrong('"Version" is not 1');
  return judge(nested ?? value, now);
}

function judge(fields: Record<string, unknown>, now: number): ExportOutput {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = fields;
  for (const [name, value] of Object.entries({ AccessKeyId, SecretAccessKey })) {
    if (value === undefined) return wrong(`"${name}" is missing`);
    if (typeof value !== 'string' || value === '') return wrong(`"${name}" is not a non-empty string`);
  }
  if (SessionToken !== undefined && (typeof SessionToken !== 'string' || SessionToken === '')) {
    return wrong('"SessionToken" is not a non-empty string');
  }
  const expiration = Expiration === undefined || Expiration === null ? undefined : instantOf(Expiration);
  if (expiration !== undefined && Number.isNaN(expiration)) return wrong('"Expiration" is not an ISO 8601 time');
  if (expiration !== undefined && expiration <= now) {
    return wrong(`the credentials expired at ${new Date(expiration).toISOString()}`);
  }
  return {
    kind: 'credentials',
    credentials: {
      accessKeyId: AccessKeyId as string,
      secretAccessKey: new Secret(SecretAccessKey as string),
      sessionToken: SessionToken === undefined ? undefined : new Secret(SessionToken as string),
      expiration,
    },
  };
}

function instantOf(value: unknown): number {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(value)) return Number.NaN;
  return Date.parse(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(why: string): ExportOutput {
  return { kind: 'wrong', why };
}
