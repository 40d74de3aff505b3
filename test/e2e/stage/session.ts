import { onTestFinished } from 'vitest';
import { startPty, type Pty } from '../../support/pty.ts';
import { builtProgram } from '../../support/run-lode.ts';
import { waitFor } from './conversation.ts';
import { linesShown } from './screen.ts';
import type { Stage } from './stage.ts';

const [columns, rows] = [140, 45];

/** An interactive session of Claude Code in a terminal, started by lode. */
export interface Session {
  /** Types a prompt or a command, and sends it once it stands in its line. */
  say(text: string): Promise<void>;
  press(keys: string): void;
  /** The lines on the screen, as soon as one of them has the pattern. */
  shows(pattern: RegExp): Promise<readonly string[]>;
  /** Waits until no line has the pattern. */
  hides(pattern: RegExp): Promise<readonly string[]>;
}

/** Starts one in a folder that is trusted, and waits for its prompt. `extra` is added to its environment; undefined removes. */
export async function openSession(stage: Stage, extra: Readonly<Record<string, string | undefined>> = {}): Promise<Session> {
  const trusted = { hasCompletedOnboarding: true, theme: 'dark', projects: { [stage.project]: { hasTrustDialogAccepted: true } } };
  stage.write('home', { '.claude.json': trusted });
  const env = { ...stage.env(extra), TERM: 'xterm-256color' };
  const terminal = startPty(process.execPath, [builtProgram(), 'claude'], { env, cwd: stage.project, columns, rows });
  onTestFinished(() => terminal.end());
  const until = (fits: (lines: readonly string[]) => boolean, what: string) => shownBy(terminal, fits, what);
  const shows: Session['shows'] = (pattern) => until((lines) => lines.some((line) => pattern.test(line)), `${pattern} is not shown`);
  await shows(/^❯/);
  return {
    shows,
    hides: (pattern) => until((lines) => !lines.some((line) => pattern.test(line)), `${pattern} is still shown`),
    press: (keys) => terminal.type(keys),
    async say(text) {
      await until((lines) => inputOf(lines) === '', 'the prompt is not empty');
      terminal.type(text);
      await until((lines) => inputOf(lines) === text, `${text} is not in the prompt`);
      if (text.startsWith('/')) await shows(new RegExp(`^[❯\\s]*${text}\\s+\\S`));
      terminal.type('\r');
    },
  };
}

/** What stands in the line that is typed in, which is the last of those that look like it. */
function inputOf(lines: readonly string[]): string | undefined {
  return lines
    .findLast((line) => line.startsWith('❯'))
    ?.slice(1)
    .trim();
}

function shownBy(terminal: Pty, fits: (lines: readonly string[]) => boolean, what: string): Promise<readonly string[]> {
  const lines = (): readonly string[] => linesShown(terminal.bytes(), columns, rows);
  return waitFor(
    () => (fits(lines()) ? lines() : undefined),
    20_000,
    () => `${what}:\n${lines().join('\n')}`,
  );
}
