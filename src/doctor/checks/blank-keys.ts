import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { CredentialVariable } from '../facts/credentials-variables.ts';
import type { KeyLine } from '../facts/aws-files-lines.ts';
import type { AwsFileScan } from '../facts/aws-files-scan.ts';
import type { Finding, Remedy } from '../finding.ts';
import { isProven } from '../is-proven.ts';
import { seen } from '../look.ts';
import { isInUse } from '../profiles-in-use.ts';

const flawWords = {
  blank: 'holds nothing but blanks',
  quoted: 'has quotes about its value, which AWS takes for a part of it',
  spaced: 'has a blank at or in its value',
  'line-break': 'has a line break in its value',
  invisible: 'has a character in its value that cannot be seen or is no plain quote',
} as const;

/** Keys whose value is one word; a blank or quote in it is a slip. */
const oneWord =
  /^(aws_(access_key_id|secret_access_key|session_token)|region|role_arn|source_profile|credential_source|mfa_serial|login_session|sso_(session|start_url|region|account_id|role_name))$/;

/** AWS variables and keys whose value is not what it looks like. */
export const blankKeys: Check = {
  id: 'blank-keys',
  area: 'aws files',
  title: 'the values of AWS variables and keys',
  needs: [],
  run: (facts) => [
    ...facts.credentials.variables.map((variable) => ofVariable(facts, variable)),
    ...facts.awsFiles.scans.flatMap((scan) => ofFile(facts, scan)),
  ],
  well: () => 'no AWS variable or key has blanks or quotes about its value',
  sentences: {
    'blank-keys.variable': ({ name, flaw }) => `The variable ${name} ${flaw}.`,
    'blank-keys.key': ({ path, line, name, section, flaw }) => `${path}:${line}: ${name} of [${section}] ${flaw}.`,
  },
};

function ofVariable(facts: DoctorFacts, { name, flaw }: CredentialVariable): Finding {
  const severity = decides(facts, name) && !isProven(facts) ? 'fail' : 'warn';
  const remedies: readonly Remedy[] = [
    { kind: 'words', text: `Set ${name} again, without blanks, quotes or line breaks about its value` },
    { kind: 'command', words: ['unset', name], why: 'Or take it away' },
  ];
  return { code: 'blank-keys.variable', severity, args: { name, flaw: flawWords[flaw] }, remedies };
}

/** Whether a launch's credentials or region come from a variable, or cannot be found because of it. */
function decides({ base, credentials }: DoctorFacts, name: string): boolean {
  const source = seen(credentials.choice)?.source;
  const region = seen(base.session)?.region;
  if (name.endsWith('_REGION'))
    return region === undefined ? base.session.kind === 'failed' && base.session.failure.code.startsWith('region.') : region.why.startsWith(name);
  if (name === 'AWS_PROFILE') return source === undefined || credentials.wanted?.setBy === name;
  if (name === 'AWS_BEARER_TOKEN_BEDROCK') return source?.kind === 'bearer-token';
  if (source?.kind === 'web-identity') return name === 'AWS_ROLE_ARN' || name === 'AWS_WEB_IDENTITY_TOKEN_FILE';
  return source?.kind === 'key-pair' && /^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$/.test(name);
}

function ofFile(facts: DoctorFacts, { file, path, keys }: AwsFileScan): readonly Finding[] {
  return keys.flatMap((key) =>
    key.flaw === undefined || !oneWord.test(key.name) ? [] : [ofKey(facts, path, { ...key, flaw: key.flaw }, isInUse(facts, file, key.section))],
  );
}

function ofKey(facts: DoctorFacts, path: string, { line, name, section, flaw }: KeyLine & { flaw: NonNullable<KeyLine['flaw']> }, used: boolean): Finding {
  const what = flaw === 'blank' ? 'has no value' : flawWords[flaw];
  const text =
    flaw === 'blank' ? `Give ${name} a value in line ${line} of ${path}, or remove the line` : `Write the bare value of ${name} in line ${line} of ${path}`;
  const trouble = isProven(facts) ? 'warn' : 'fail';
  return { code: 'blank-keys.key', severity: used ? trouble : 'note', args: { path, line, name, section, flaw: what }, remedies: [{ kind: 'words', text }] };
}
