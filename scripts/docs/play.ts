import type { Rest } from './compress.ts';
import type { Frame } from './frames.ts';
import { frameOf, frameText } from './frames.ts';
import { onScreen } from './screen.ts';
import type { Session } from './session.ts';
import type { Stage } from './stage.ts';

export interface Recording {
  readonly frames: readonly Frame[];
  readonly rests: readonly Rest[];
  /** The text of the screen whenever what was waited for was there. */
  readonly screens: readonly string[];
}

export interface Manner {
  /** Between two letters that are typed. */
  readonly letterMs: number;
  /** Whether it stops where a person would look. */
  readonly pauses: boolean;
}

const waitMs = 60_000;
/** The screen stands still for so long before somebody goes on. */
const stillMs = 100;

/** Does what the session says, in a shell, and keeps every screen. Throws when something that is waited for is not shown in time. */
export async function played({ acts, columns, rows }: Session, stage: Stage, { letterMs, pauses }: Manner): Promise<Recording> {
  const env = { ...stage.env, TERM: 'xterm-256color', PS1: String.raw`\[\e[32m\]\w\[\e[0m\] $ `, HISTFILE: '/dev/null', BASH_SILENCE_DEPRECATION_WARNING: '1' };
  const screen = onScreen({ command: 'exec bash --norc --noprofile -i', env, cwd: stage.cwd, columns, rows });
  const started = performance.now();
  const now = (): number => performance.now() - started;
  const frames: Frame[] = [];
  const rests: Rest[] = [];
  const screens: string[] = [];
  let painted = 0;
  let cursorShown = true;
  // DECTCEM, the private mode 25, shows and hides the cursor.
  const onCursor = (shown: boolean) => (parameters: (number | number[])[]) => {
    if (parameters.includes(25)) cursorShown = shown;
    return false;
  };
  screen.terminal.parser.registerCsiHandler({ prefix: '?', final: 'h' }, onCursor(true));
  screen.terminal.parser.registerCsiHandler({ prefix: '?', final: 'l' }, onCursor(false));
  screen.onPaint(() => {
    painted = now();
    frames.push(frameOf(screen.terminal, painted, cursorShown));
  });
  const shown = (): string => frameText(frameOf(screen.terminal, 0, true));
  try {
    for (const act of acts) {
      if ('press' in act) screen.type(act.press);
      else if ('waitFor' in act) {
        await until(
          () => act.waitFor.test(`${shown()} `) && now() - painted > stillMs,
          () => `${String(act.waitFor)} was not shown in ${waitMs / 1000} s:\n${shown()}`,
        );
        screens.push(shown());
      } else if ('pause' in act) {
        if (!pauses) continue;
        rests.push({ from: now(), lasts: act.pause });
        await pause(act.pause);
      } else
        for (const letter of act.type) {
          screen.type(letter);
          await pause(letterMs);
        }
    }
    return { frames, rests, screens };
  } finally {
    screen.kill();
    await screen.ended;
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(so: () => boolean, describe: () => string): Promise<void> {
  const deadline = performance.now() + waitMs;
  while (!so()) {
    if (performance.now() > deadline) throw new Error(describe());
    await pause(20);
  }
}
