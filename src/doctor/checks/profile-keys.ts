import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { KeyLine } from '../facts/aws-files-lines.ts';
import { meantKey } from '../facts/aws-files-key-names.ts';
import type { AwsFileScan } from '../facts/aws-files-scan.ts';
import type { Finding, Remedy } from '../finding.ts';
import { isProven } from '../is-proven.ts';
import { seen } from '../look.ts';
import { isInUse, namedBy } from '../profiles-in-use.ts';

/** Without one of these a profile yields nothing. */
const vital = /^(aws_|sso_(session|start_url|region|account_id|role_name)|role_arn|source_profile|credential_|web_identity_token_file|login_session)/;

/** Misspelt keys of profiles and SSO sessions: AWS's tools pass over what they do not know. */
export const profileKeys: Check = {
  id: 'profile-keys',
  area: 'aws files',
  title: 'the spelling of keys in AWS files',
  needs: ['aws-files'],
  run: (facts) => facts.awsFiles.scans.flatMap((scan) => scan.keys.flatMap((key) => misspelt(facts, scan, key))),
  well: () => 'no key of a profile looks misspelt',
  sentences: {
    'profile-keys.misspelt': ({ path, line, section, name, meant }) =>
      `${path}:${line}: [${section}] has ${name}, which AWS does not know; ${meant} is probably meant.`,
  },
};

function misspelt(facts: DoctorFacts, scan: AwsFileScan, { line, section, name }: KeyLine): readonly Finding[] {
  const meant = meantKey(name);
  if (meant === undefined || namedBy(scan.file, section).kind === 'other' || has(facts, scan, section, meant)) return [];
  const used = isInUse(facts, scan.file, section);
  const trouble = vital.test(meant) && !isProven(facts) ? 'fail' : 'warn';
  const args = { path: scan.path, line, section, name, meant };
  return [{ code: 'profile-keys.misspelt', severity: used ? trouble : 'note', args, remedies: [respell(scan, line, name, meant)] }];
}

function has({ awsFiles }: DoctorFacts, { file }: AwsFileScan, section: string, key: string): boolean {
  const files = seen(awsFiles.files);
  const { kind, name } = namedBy(file, section);
  return (kind === 'profile' ? files?.profiles : files?.ssoSessions)?.get(name)?.keys.has(key) ?? false;
}

function respell({ path, showable }: AwsFileScan, line: number, name: string, meant: string): Remedy {
  const how = `Write ${meant} in the place of ${name} in line ${line} of ${path}`;
  if (showable === undefined) return { kind: 'words', text: how };
  const lines = showable.split('\n').map((text, index) => (index === line - 1 ? text.replace(/^(\s*)[^=]*?(\s*=)/, `$1${meant}$2`) : text));
  return { kind: 'edit', path, before: showable, after: lines.join('\n'), why: how };
}
