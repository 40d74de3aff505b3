import type { Result } from '../../src/doctor/report.ts';
import { setScene, type Scene } from '../support/scene.ts';

/** What `lode doctor --json` says in a scene: only what is not well. */
export async function diagnose(scene: Scene, args: readonly string[] = [], env: Readonly<Record<string, string | undefined>> = {}): Promise<readonly Result[]> {
  const { stdout, stderr } = await scene.run(['doctor', '--json', ...args], env);
  try {
    const { results } = JSON.parse(stdout) as { results: readonly Result[] };
    return results.filter(({ severity }) => severity !== 'ok');
  } catch {
    throw new Error(`no report: ${stdout}${stderr}`);
  }
}

/** `severity code` of everything that is wrong, without what could not be tried and what is only noted. */
export function faults(results: readonly Result[]): readonly string[] {
  return results.filter(({ severity }) => severity === 'fail' || severity === 'warn').map(({ severity, code }) => `${severity} ${code}`);
}

export { setScene, type Scene };
