import { editDistance } from '../../nearest.ts';

/** Keys of a profile or SSO session (AWS SDKs and Tools reference guide, "Settings reference"; AWS CLI user guide, "Supported config file settings"). */
const knownKeys: readonly string[] = [
  'region',
  'output',
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'aws_account_id',
  'role_arn',
  'role_session_name',
  'source_profile',
  'credential_source',
  'credential_process',
  'external_id',
  'mfa_serial',
  'duration_seconds',
  'web_identity_token_file',
  'login_session',
  'sso_session',
  'sso_start_url',
  'sso_region',
  'sso_account_id',
  'sso_role_name',
  'sso_registration_scopes',
  'endpoint_url',
  'services',
  'ca_bundle',
  'cli_pager',
  'retry_mode',
  'max_attempts',
  'sts_regional_endpoints',
  'use_fips_endpoint',
  'use_dualstack_endpoint',
  'auth_scheme_preference',
];

/** Names of other tools that are near a known one and meant as they stand. */
const othersKeys: readonly string[] = ['aws_security_token', 'mfa_process', 'sso_account_name', 'source_identity'];

/**
 * The key of AWS's that a name was probably meant to be; undefined when it is one itself, or like none. Nested names (`s3.x`) are not judged.
 */
export function meantKey(name: string): string | undefined {
  if (knownKeys.includes(name) || othersKeys.includes(name) || name.includes('.') || name.length < 5) return undefined;
  const sameLetters = knownKeys.find((known) => bare(known) === bare(name));
  return sameLetters ?? knownKeys.find((known) => known.length > 5 && editDistance(name, known) <= (known.length > 8 ? 2 : 1));
}

function bare(name: string): string {
  return name.replaceAll(/[_\s-]/g, '');
}
