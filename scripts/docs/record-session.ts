import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compressed } from './compress.ts';
import type { Rest } from './compress.ts';
import type { Frame } from './frames.ts';
import { frameOf, frameText } from './frames.ts';
import { scenes } from './scenes.ts';
import { onScreen } from './screen.ts';
import type { Session } from './session.ts';
import { sessions } from './sessions/index.ts';
import type { Stage } from './stage.ts';
import { setStage } from './stage.ts';
import type { Built, Place } from './stage-home.ts';
import { installLode } from './stage-home.ts';
import { svgOf } from './svg.ts';

export interface RecordWords extends Built {
  /** The program of Claude Code. */
  readonly claude: string;
  /** Which sessions; all when empty. */
  readonly names: readonly string[];
}

interface Recording {
  readonly frames: readonly Frame[];
  readonly rests: readonly Rest[];
}

const waitMs = 60_000;
const letterMs = 55;
const largest = 200_000;

/** Records sessions into docs/images; gives the exit code. Throws when a session never shows what it waits for. */
export async function recordSessions({ names, claude, ...built }: RecordWords): Promise<number> {
  const unknown = names.find((name) => !Object.hasOwn(sessions, name));
  if (unknown !== undefined) {
    process.stderr.write(`There is no session ${unknown}; there are: ${Object.keys(sessions).join(', ')}.\n`);
    return 2;
  }
  const owner = installLode(built);
  try {
    await recordAll(names.length === 0 ? Object.keys(sessions) : names, { root: built.root, owner, claude });
  } finally {
    rmSync(owner, { recursive: true, force: true });
  }
  return 0;
}

async function recordAll(names: readonly string[], place: Place): Promise<void> {
  const folder = join(place.root, 'docs', 'images');
  mkdirSync(folder, { recursive: true });
  for (const name of names) {
    const session = sessions[name];
    if (session === undefined) continue;
    const svg = await recorded(session, place);
    if (svg.length > largest) throw new Error(`${name}.svg would be larger than ${largest} bytes: ${svg.length}.`);
    writeFileSync(join(folder, `${name}.svg`), svg);
    process.stdout.write(`docs/images/${name}.svg: ${svg.length} bytes\n`);
  }
}

async function recorded(session: Session, place: Place): Promise<string> {
  const scene = scenes[session.scene];
  if (scene === undefined) throw new Error(`There is no scene ${session.scene}.`);
  const stage = await setStage(scene, place);
  try {
    const { frames, rests } = await played(session, stage);
    const told = frames.map((frame) => ({ ...frame, rows: frame.rows.map((runs) => runs.map((run) => ({ ...run, text: stage.neutral(run.text) }))) }));
    const svg = svgOf({ ...session, frames: compressed(told, rests, { shortest: 30, longest: 900 }), lastMs: 8000 });
    const leaked = [stage.home, place.owner, place.root].find((path) => svg.includes(path));
    if (leaked !== undefined) throw new Error(`A path of this machine would stand in the picture: ${leaked}.`);
    return svg;
  } finally {
    await stage.close();
  }
}

/** Does what the session says, in a shell, and keeps every screen. */
async function played({ acts, columns, rows }: Session, stage: Stage): Promise<Recording> {
  const env = { ...stage.env, TERM: 'xterm-256color', PS1: String.raw`\[\e[32m\]\w\[\e[0m\] $ `, HISTFILE: '/dev/null', BASH_SILENCE_DEPRECATION_WARNING: '1' };
  const screen = onScreen({ command: 'exec bash --norc --noprofile -i', env, cwd: stage.cwd, columns, rows });
  const started = performance.now();
  const now = (): number => performance.now() - started;
  const frames: Frame[] = [];
  const rests: Rest[] = [];
  let cursorShown = true;
  // DECTCEM, the private mode 25, shows and hides the cursor.
  const onCursor = (shown: boolean) => (parameters: (number | number[])[]) => {
    if (parameters.includes(25)) cursorShown = shown;
    return false;
  };
  screen.terminal.parser.registerCsiHandler({ prefix: '?', final: 'h' }, onCursor(true));
  screen.terminal.parser.registerCsiHandler({ prefix: '?', final: 'l' }, onCursor(false));
  screen.onPaint(() => frames.push(frameOf(screen.terminal, now(), cursorShown)));
  const shown = (): string => frameText(frameOf(screen.terminal, 0, true));
  try {
    for (const act of acts) {
      if ('press' in act) screen.type(act.press);
      else if ('waitFor' in act)
        await until(
          () => act.waitFor.test(`${shown()} `),
          () => `${String(act.waitFor)} was not shown in ${waitMs / 1000} s:\n${shown()}`,
        );
      else if ('pause' in act) {
        rests.push({ from: now(), lasts: act.pause });
        await pause(act.pause);
      } else
        for (const letter of act.type) {
          screen.type(letter);
          await pause(letterMs);
        }
    }
    return { frames, rests };
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
