import { fail } from '../../errors.ts';
import type { System } from '../../system/system.ts';
import type { AwsCredentials } from '../aws-credentials.ts';
import { parseProcessOutput, type ExportOutput } from '../export-output.ts';
import { profileLink } from './chain.ts';
import { runHelper } from './run-helper.ts';
import { splitCommand } from './split-command.ts';

/** The SDK for Go gives it a minute; those for JavaScript and Python wait for ever. */
const defaultTimeoutMs = 60_000;

export interface CredentialProcess {
  readonly profile: string;
  /** The line as it stands in the profile. */
  readonly command: string;
  /** The file in which the profile stands, for errors. */
  readonly configFile: string;
  readonly timeoutMs?: number;
}

/**
 * Runs a profile's `credential_process` and returns what it yields. Throws `credentials.process` (exit 4) for every way to be wrong, which
 * names the profile and the file but repeats neither the command nor its output, since both may hold a secret, and `credentials.circle`
 * when it would wait for itself.
 */
export async function runCredentialProcess(system: System, request: CredentialProcess): Promise<AwsCredentials> {
  const output = await outputOf(system, request);
  return output.kind === 'credentials' ? output.credentials : fail(failureOf(request, output.why));
}

async function outputOf(system: System, { profile, command, timeoutMs = defaultTimeoutMs }: CredentialProcess): Promise<ExportOutput> {
  const line = splitCommand(command, system.platform);
  if (line.kind === 'wrong') return line;
  const run = await runHelper(system, { link: profileLink(profile), command: line.kind === 'shell' ? line.line : line.words, timeoutMs });
  return run.kind === 'failed' ? { kind: 'wrong', why: run.why } : parseProcessOutput(run.stdout, system.now());
}

function failureOf({ profile, configFile }: CredentialProcess, why: string) {
  return {
    code: 'credentials.process',
    exit: 'credentials',
    message: `The credential_process of profile ${profile} in ${configFile} gave no credentials: ${why}.`,
    hints: [
      `Run the command by hand and look at what it prints: key credential_process of profile ${profile} in ${configFile}`,
      'On stdout it must print {"Version": 1, "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"} and nothing else; talk belongs on stderr',
      'It gets no terminal and nothing to read, so it cannot ask: sign in before it runs',
    ],
  } as const;
}
