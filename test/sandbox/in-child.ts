import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const whoAmIProgram = fileURLToPath(new URL('./who-am-i.mjs', import.meta.url));

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program with exactly this environment and waits for it, while the sandbox of the test goes on answering. */
export async function inChild(file: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  try {
    return { code: 0, ...(await execute(file, args, { env, timeout: 25_000 })) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number | string; stdout: string; stderr: string };
    return { code: typeof code === 'number' ? code : 127, stdout, stderr };
  }
}

/** What the SDK's own default chain makes of an environment. */
export async function whoAmI(env: Readonly<Record<string, string>>, ...steps: readonly ('arn' | 'reply')[]): Promise<{ arn?: string; reply?: string }> {
  const ended = await inChild(process.execPath, [whoAmIProgram, ...steps], env);
  return JSON.parse(ended.stdout || '{}');
}
