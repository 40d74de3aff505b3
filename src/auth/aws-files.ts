import { join } from 'node:path';
import { fail } from '../errors.ts';
import { quoteForPosix } from '../posix-quote.ts';
import type { Environment, System, Unreadable } from '../system/system.ts';
import { parseIniSections, type IniProblem } from './ini-sections.ts';
import { joinProfiles, type AwsProfiles } from './profiles.ts';

export interface AwsFilePaths {
  readonly config: string;
  readonly credentials: string;
}

export interface AwsFiles extends AwsProfiles {
  readonly paths: AwsFilePaths;
  readonly problems: readonly (IniProblem & { readonly path: string })[];
}

/**
 * Where the AWS files live: AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, else `~/.aws`. A `~` that no shell expanded is the home folder, as it is for
 * the AWS CLI (botocore, `Session.full_config` and `SharedCredentialProvider`).
 */
export function awsFilePaths(env: Environment, home: string): AwsFilePaths {
  const fromHome = (given: string | undefined): string | undefined => given?.replace(/^~(?=$|[\\/])/, () => home);
  return {
    config: fromHome(env['AWS_CONFIG_FILE']) || join(home, '.aws', 'config'),
    credentials: fromHome(env['AWS_SHARED_CREDENTIALS_FILE']) || join(home, '.aws', 'credentials'),
  };
}

const maxAwsFileBytes = 4 * 1024 * 1024;

const whyWords: Record<Unreadable, string> = {
  denied: 'may not be read by this user',
  'not-a-file': 'is not a regular file',
  'too-large': 'is larger than 4 MiB',
  binary: 'is not UTF-8 text',
  'link-loop': 'is a loop of symbolic links',
  io: 'could not be read',
};

/** Reads both files. A missing one is empty; one that cannot be read stops with `aws-files.unreadable`. */
export function readAwsFiles(system: System): AwsFiles {
  const paths = awsFilePaths(system.env, system.home);
  const config = parseIniSections(readAwsText(system, paths.config, 'AWS_CONFIG_FILE'));
  const credentials = parseIniSections(readAwsText(system, paths.credentials, 'AWS_SHARED_CREDENTIALS_FILE'));
  const problems = [
    ...config.problems.map((problem) => ({ ...problem, path: paths.config })),
    ...credentials.problems.map((problem) => ({ ...problem, path: paths.credentials })),
  ];
  return { ...joinProfiles(config, credentials), paths, problems };
}

/** The text of an AWS file that `variable` may name; empty when it is missing. Throws `aws-files.unreadable`. */
export function readAwsText(system: System, path: string, variable: 'AWS_CONFIG_FILE' | 'AWS_SHARED_CREDENTIALS_FILE'): string {
  const read = system.files.readText(path, maxAwsFileBytes);
  if (read.kind === 'text') return read.text;
  if (read.kind === 'missing') return '';
  return fail({
    code: 'aws-files.unreadable',
    exit: 'user',
    message: `The AWS file ${path} ${whyWords[read.why]}.`,
    hints: [lookAt(read.why, quoteForPosix(path)), `Or read another one: export ${variable}=/path/to/it`],
    causedBy: read.detail,
  });
}

function lookAt(why: Unreadable, path: string): string {
  if (why === 'denied') return `Make it yours and readable: sudo chown "$USER" ${path} && chmod 600 ${path}`;
  return why === 'binary' ? `Look at it: file ${path}` : `Look at it: ls -ld ${path}`;
}
