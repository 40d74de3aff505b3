import type { AwsFiles } from '../../auth/aws-files.ts';
import { quoteForPosix } from '../../posix-quote.ts';
import type { Check } from '../check.ts';
import type { DoctorFacts } from '../doctor-facts.ts';
import type { UnreadableFile } from '../facts/aws-files.ts';
import type { AwsFileScan } from '../facts/aws-files-scan.ts';
import type { Finding, Remedy } from '../finding.ts';
import { seen } from '../look.ts';
import { namedBy } from '../profiles-in-use.ts';

const why: Readonly<Record<UnreadableFile['why'], string>> = {
  denied: 'may not be read by this user',
  'not-a-file': 'is not a regular file',
  'too-large': 'is larger than 4 MiB',
  binary: 'is not UTF-8 text',
  'link-loop': 'is a loop of symbolic links',
  io: 'could not be read',
};

/** The AWS config and credentials files as texts: what cannot be read, and what AWS's tools read differently. */
export const awsFiles: Check = {
  id: 'aws-files',
  area: 'aws files',
  title: 'the AWS config and credentials files',
  needs: [],
  run(facts) {
    const files = seen(facts.awsFiles.files);
    const texts = facts.awsFiles.scans.flatMap(ofText);
    return [...facts.awsFiles.unreadable.map(ofUnreadable), ...(files === undefined ? [] : ofProfiles(facts, files)), ...texts];
  },
  well: ({ awsFiles: { scans } }) => (scans.length === 0 ? 'there are no AWS files' : `${scans.map(({ path }) => path).join(' and ')} can be read`),
  sentences: {
    'aws-files.unreadable': ({ path, what }) => `The AWS file ${path} ${what}.`,
    'aws-files.line': ({ path, line, what }) => `${path}:${line} is not read: ${what}.`,
    'aws-files.ignored-section': ({ path, line, title }) => `${path}:${line} says [${title}], which AWS reads as no profile.`,
    'aws-files.byte-order-mark': ({ path }) => `${path} begins with a byte order mark, and AWS's own tools do not find the first section behind it.`,
    'aws-files.duplicate-section': ({ path, name, lines }) =>
      `${path} has the section [${name}] more than once (lines ${join(lines)}); the AWS CLI then refuses the whole file.`,
    'aws-files.duplicate-key': ({ path, name, section, lines }) =>
      `${path} has ${name} more than once in [${section}] (lines ${join(lines)}); the AWS CLI then refuses the whole file.`,
    'aws-files.indented': ({ path, line, name }) => `${path}:${line}: ${name} is indented, so the AWS CLI takes it for a part of the value above it.`,
  },
};

const join = (lines: unknown): string => (Array.isArray(lines) ? lines.join(', ') : String(lines));

function ofUnreadable({ path, why: reason, detail, ours }: UnreadableFile): Finding {
  const denied: Remedy = ours
    ? { kind: 'mode', path, mode: 0o600, why: 'So that you, and nobody else, can read it' }
    : { kind: 'words', text: `Make it yours and readable: sudo chown "$USER" ${quoteForPosix(path)} && chmod 600 ${quoteForPosix(path)}` };
  const look: Remedy = { kind: 'command', words: reason === 'binary' ? ['file', path] : ['ls', '-ld', path], why: 'Look at it' };
  return { code: 'aws-files.unreadable', severity: 'fail', args: { path, what: why[reason] }, remedies: [reason === 'denied' ? denied : look], proof: detail };
}

function ofProfiles(facts: DoctorFacts, { problems, ignored, profiles, paths }: AwsFiles): readonly Finding[] {
  const { choice, wanted } = facts.credentials;
  // The key that is missed may stand in a line that nobody can read.
  const missed = choice.kind === 'failed' && choice.failure.code.startsWith('credentials.profile-');
  const lines = problems.map(({ path, line, what }): Finding => {
    const remedy: Remedy = { kind: 'words', text: `Correct or remove line ${line} of ${path}` };
    return { code: 'aws-files.line', severity: missed ? 'fail' : 'warn', args: { path, line, what }, remedies: [remedy] };
  });
  const sections = ignored
    .filter(({ title }) => !/^(preview|plugins)$/.test(title))
    .map(({ file, title, line }): Finding => {
      const name = bareName(title);
      const hidden = name === wanted?.name && !profiles.has(name);
      const right = file === 'config' && name !== 'default' ? `[profile ${name}]` : `[${name}]`;
      const remedies: readonly Remedy[] = [{ kind: 'words', text: `If it is meant as one, write ${right} in line ${line} of ${paths[file]}` }];
      return { code: 'aws-files.ignored-section', severity: hidden ? 'fail' : 'note', args: { path: paths[file], line, title }, remedies };
    });
  return [...lines, ...sections];
}

function bareName(title: string): string {
  const { kind, name } = namedBy('config', title);
  return (kind === 'profile' ? name : title).trim();
}

function ofText({ path, mark, duplicateSections, duplicateKeys, keys }: AwsFileScan): readonly Finding[] {
  const marked: readonly Finding[] = mark
    ? [
        {
          code: 'aws-files.byte-order-mark',
          severity: 'warn',
          args: { path },
          remedies: [{ kind: 'words', text: `Save ${path} as UTF-8 without a byte order mark` }],
        },
      ]
    : [];
  const sections = duplicateSections.map(({ name, lines }): Finding => {
    const remedies: readonly Remedy[] = [{ kind: 'words', text: `Put what the sections [${name}] of ${path} say into one of them, and remove the others` }];
    return { code: 'aws-files.duplicate-section', severity: 'warn', args: { path, name, lines: lines.map(String) }, remedies };
  });
  const repeated = duplicateKeys.map(({ name, section, lines }): Finding => {
    const remedies: readonly Remedy[] = [{ kind: 'words', text: `Keep one of the lines ${lines.join(', ')} of ${path}; the last one counts` }];
    return { code: 'aws-files.duplicate-key', severity: 'warn', args: { path, name, section, lines: lines.map(String) }, remedies };
  });
  const indented = keys
    .filter(({ continues }) => continues)
    .map(({ line, name }): Finding => {
      const remedies: readonly Remedy[] = [{ kind: 'words', text: `Remove the blanks or tabs before ${name} in line ${line} of ${path}` }];
      return { code: 'aws-files.indented', severity: 'warn', args: { path, line, name }, remedies };
    });
  return [...marked, ...sections, ...repeated, ...indented];
}
