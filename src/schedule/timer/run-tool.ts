import { describeCommandEnd } from '../../auth/command-end.ts';
import { fail } from '../../errors.ts';
import type { Captured, System } from '../../system/system.ts';

const toolLimitMs = 20_000;

type Words = readonly [program: string, ...args: string[]];

/** Runs a scheduler's own tool; how it ended is in the answer. */
export function runTool(system: System, words: Words): Promise<Captured> {
  // Its words are read by us, so they must not be translated.
  const env = { ...system.env, LC_ALL: 'C' };
  return system.processes.capture({ command: words, env, cwd: system.home, timeoutMs: toolLimitMs, maxBytes: 4 * 1024 * 1024 });
}

/** Whether the tool ended well. */
export function isWell({ end }: Captured): boolean {
  return end.kind === 'exited' && end.code === 0;
}

/** Runs it and throws LodeError `refresh.scheduler-failed` with its own words when it fails; returns its output. */
export async function mustRun(system: System, words: Words): Promise<string> {
  const captured = await runTool(system, words);
  if (isWell(captured)) return captured.stdout;
  return fail({
    code: 'refresh.scheduler-failed',
    exit: 'user',
    message: `${words.join(' ')} failed: ${describeCommandEnd(captured.end, toolLimitMs)}.`,
    hints: ['Choose another scheduler: lode refresh --install --with systemd|cron|launchd|schtasks', 'Or keep it running yourself: lode refresh --watch'],
    causedBy: firstLines(captured),
  });
}

function firstLines({ stderr, stdout }: Captured): string | undefined {
  const text = (stderr.trim() || stdout.trim()).replaceAll(/\s+/g, ' ').slice(0, 300);
  return text === '' ? undefined : text;
}
