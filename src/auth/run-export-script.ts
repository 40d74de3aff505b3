import { fail } from '../errors.ts';
import type { System } from '../system/system.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { parseExportOutput, type ExportOutput } from './export-output.ts';
import { exportLink } from './helper/chain.ts';
import { runHelper } from './helper/run-helper.ts';

const defaultTimeoutMs = 30_000;

/**
 * Runs an `awsCredentialExport` command and returns what it yields. `setBy` names the place of the setting. Throws
 * `credentials.export-script` (exit 4) for every way to be wrong, which repeats neither the command nor its output, since both may hold a
 * secret, and `credentials.circle` when it would wait for itself.
 */
export async function runExportScript(system: System, command: string, setBy: string, timeoutMs: number = defaultTimeoutMs): Promise<AwsCredentials> {
  const run = await runHelper(system, { link: exportLink(setBy), command, timeoutMs });
  const output: ExportOutput = run.kind === 'failed' ? { kind: 'wrong', why: run.why } : parseExportOutput(run.stdout, system.now());
  return output.kind === 'credentials' ? output.credentials : fail(failureOf(setBy, output.why));
}

function failureOf(setBy: string, why: string) {
  return {
    code: 'credentials.export-script',
    exit: 'credentials',
    message: `The awsCredentialExport script (set by ${setBy}) gave no credentials: ${why}.`,
    hints: [
      `Run the command by hand and look at what it prints; it is set by ${setBy}`,
      'On stdout it must print {"Credentials": {"AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"}}, or the same keys flat with "Version": 1, and nothing else',
    ],
  } as const;
}
