import { fail } from '../errors.ts';
import type { CommandEnd, System } from '../system/system.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { parseExportOutput } from './export-output.ts';

export const exportScriptLimits = { timeoutMs: 30_000, maxBytes: 64 * 1024 } as const;

/**
 * Runs an `awsCredentialExport` command and returns what it yields. `setBy` names the place of the setting.
 * Throws `export-script.*` for every way to be wrong; its output is never repeated, since it may hold a secret.
 */
export async function runExportScript(
  system: System,
  command: string,
  setBy: string,
  timeoutMs: number = exportScriptLimits.timeoutMs,
): Promise<AwsCredentials> {
  const { end, stdout } = await system.processes.capture({
    command,
    env: system.env,
    cwd: system.cwd,
    timeoutMs,
    maxBytes: exportScriptLimits.maxBytes,
  });
  const trouble = describeEnd(end, timeoutMs);
  if (trouble !== undefined) return fail(scriptFailure(command, setBy, trouble));
  const output = parseExportOutput(stdout, system.now());
  return output.kind === 'credentials' ? output.credentials : fail(scriptFailure(command, setBy, output.why));
}

function describeEnd(end: CommandEnd, timeoutMs: number): string | undefined {
  switch (end.kind) {
    case 'exited':
      return end.code === 0 ? undefined : `it ended with exit code ${end.code}${end.code === 127 ? ' (command not found)' : ''}`;
    case 'signaled':
      return `it was ended by ${end.signal}`;
    case 'timed-out':
      return `it did not end within ${timeoutMs / 1000} s and was stopped`;
    case 'flooded':
      return `it printed more than ${exportScriptLimits.maxBytes / 1024} KiB and was stopped`;
    case 'not-started':
      return `it could not be started: ${end.reason}`;
  }
}

function scriptFailure(command: string, setBy: string, why: string) {
  return {
    code: 'credentials.export-script',
    exit: 'credentials',
    message: `The awsCredentialExport script (set by ${setBy}) gave no credentials: ${why}.`,
    hints: [
      `Run it by hand and look at what it prints: ${command}`,
      'It must print {"Credentials": {"AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"}} or the same keys flat with "Version": 1.',
    ],
  } as const;
}
