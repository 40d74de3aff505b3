import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { credentialsFormats, formatCredentials, formatRefused } from '../../src/auth/credentials-format.ts';
import { parseExportOutput } from '../../src/auth/export-output.ts';
import { Secret } from '../../src/secret.ts';

const expiration = Date.parse('2026-11-21T13:00:00Z');
const session = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: new Secret("s'ecret/+="), sessionToken: new Secret('t'), expiration };

test('as text for each reader', () => {
  expect(Object.fromEntries(credentialsFormats.map((format) => [format, formatCredentials(session, format)]))).toEqual({
    export: `{"Credentials":{"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"s'ecret/+=","SessionToken":"t","Expiration":"2026-11-21T13:00:00.000Z"}}\n`,
    process: `{"Version":1,"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"s'ecret/+=","SessionToken":"t","Expiration":"2026-11-21T13:00:00.000Z"}\n`,
    env: `export AWS_ACCESS_KEY_ID=ASIAEXAMPLE\nexport AWS_SECRET_ACCESS_KEY='s'\\''ecret/+='\nexport AWS_SESSION_TOKEN=t\nexport AWS_CREDENTIAL_EXPIRATION=2026-11-21T13:00:00.000Z\n`,
  });
});

test('a shell that takes the lines in has exactly the credentials, and nothing of older ones', () => {
  const lines = formatCredentials({ ...session, sessionToken: undefined, expiration: undefined }, 'env');
  const env = { AWS_SESSION_TOKEN: 'old', AWS_CREDENTIAL_EXPIRATION: 'old' };
  const script = `${lines}printf '%s|%s|%s' "$AWS_SECRET_ACCESS_KEY" "\${AWS_SESSION_TOKEN-unset}" "\${AWS_CREDENTIAL_EXPIRATION-unset}"`;
  expect(execFileSync('/bin/sh', ['-c', script], { env, encoding: 'utf8' })).toBe("s'ecret/+=|unset|unset");
});

describe('credentials that AWS refuses', () => {
  test.each(['export', 'process'] as const)('are well formed for %s, and over', (format) => {
    expect(parseExportOutput(formatRefused(format), Date.parse('1999-01-01T00:00:00Z')).kind).toBe('credentials');
    expect(parseExportOutput(formatRefused(format), Date.now())).toEqual({ kind: 'wrong', why: 'the credentials expired at 2000-01-01T00:00:00.000Z' });
  });
});
