import { Secret } from '../secret.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { readExpiration } from './helper/expiration.ts';
import { isRecord, readJsonDocument } from './helper/json-document.ts';

/** What a helper printed, judged. Nothing it printed is repeated: it may hold a secret. */
export type ExportOutput = { readonly kind: 'credentials'; readonly credentials: AwsCredentials } | { readonly kind: 'wrong'; readonly why: string };

type Fields = Readonly<Record<string, unknown>>;

/**
 * Parses what `awsCredentialExport` may print at `now` (ms): the STS shape (`{"Credentials":{…}}`) or the flat shape with `Version` 1
 * (`aws configure export-credentials --format process`). Other fields are allowed; `Expiration` must not be past.
 * Source: Claude Code settings reference.
 */
export function parseExportOutput(stdout: string, now: number): ExportOutput {
  const document = readJsonDocument(stdout);
  if (document.kind === 'wrong') return document;
  const { Credentials: nested, Version: version } = document.fields;
  if (nested !== undefined) return isRecord(nested) ? judge(nested, now) : wrong('"Credentials" is not an object');
  return version === undefined || version === 1 ? judge(document.fields, now) : wrong(wrongVersion(version));
}

/**
 * Parses what `credential_process` may print at `now` (ms): the keys flat beside `Version` 1, and nothing else.
 * Source: AWS SDKs and Tools reference guide, "Process credential provider".
 */
export function parseProcessOutput(stdout: string, now: number): ExportOutput {
  const document = readJsonDocument(stdout);
  if (document.kind === 'wrong') return document;
  const { Credentials: nested, Version: version, AccessKeyId } = document.fields;
  if (AccessKeyId === undefined && isRecord(nested)) return wrong('its keys stand inside "Credentials", as only awsCredentialExport may print them');
  return version === 1 ? judge(document.fields, now) : wrong(version === undefined ? '"Version" is missing, and must be 1' : wrongVersion(version));
}

function wrongVersion(version: unknown): string {
  return typeof version === 'string' ? '"Version" is a string, and must be the number 1' : '"Version" is not 1';
}

function judge(fields: Fields, now: number): ExportOutput {
  const trouble = troubleWith(fields, 'AccessKeyId') ?? troubleWith(fields, 'SecretAccessKey') ?? troubleWith(fields, 'SessionToken');
  if (trouble !== undefined) return wrong(trouble);
  const expiration = readExpiration(fields['Expiration'], now);
  return expiration.kind === 'wrong' ? expiration : { kind: 'credentials', credentials: credentialsOf(fields, expiration.at) };
}

function troubleWith(fields: Fields, name: 'AccessKeyId' | 'SecretAccessKey' | 'SessionToken'): string | undefined {
  const value = fields[name];
  if (value === undefined) return name === 'SessionToken' ? undefined : `"${name}" is missing`;
  if (typeof value !== 'string') return `"${name}" is not a string`;
  if (value === '') return `"${name}" is empty`;
  return /^[\x21-\x7E]+$/.test(value) ? undefined : `"${name}" holds white space or letters that no AWS key has`;
}

function credentialsOf(fields: Fields, expiration: number | undefined): AwsCredentials {
  const { AccessKeyId, SecretAccessKey, SessionToken } = fields as Readonly<Record<string, string | undefined>>;
  return {
    accessKeyId: AccessKeyId ?? '',
    secretAccessKey: new Secret(SecretAccessKey ?? ''),
    sessionToken: SessionToken === undefined ? undefined : new Secret(SessionToken),
    expiration,
  };
}

function wrong(why: string): ExportOutput {
  return { kind: 'wrong', why };
}
