import type { Environment } from '../../system/system.ts';

/** A variable whose value is not what it looks like; the value itself is not kept. */
export interface CredentialVariable {
  readonly name: string;
  readonly flaw: 'blank' | 'quoted' | 'spaced' | 'line-break';
}

const names = [
  'AWS_BEARER_TOKEN_BEDROCK',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ROLE_ARN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
] as const;

/** Variables of credentials with blanks, line breaks or quotes about them; empty ones count as not set. Pure. */
export function credentialVariables(env: Environment): readonly CredentialVariable[] {
  return names.flatMap((name) => {
    const flaw = flawOf(env[name] ?? '');
    return flaw === undefined ? [] : [{ name, flaw }];
  });
}

function flawOf(value: string): CredentialVariable['flaw'] | undefined {
  if (value === '') return undefined;
  if (value.trim() === '') return 'blank';
  if (/[\r\n]/.test(value)) return 'line-break';
  if (value !== value.trim()) return 'spaced';
  return /^(["']).*\1$/.test(value) ? 'quoted' : undefined;
}
