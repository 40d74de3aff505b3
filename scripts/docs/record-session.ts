import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compressed } from './compress.ts';
import { played } from './play.ts';
import { scenes } from './scenes.ts';
import type { Session } from './session.ts';
import { sessions } from './sessions/index.ts';
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
    const { frames, rests } = await played(session, stage, { letterMs, pauses: true });
    const told = frames.map((frame) => ({ ...frame, rows: frame.rows.map((runs) => runs.map((run) => ({ ...run, text: stage.neutral(run.text) }))) }));
    const svg = svgOf({ ...session, frames: compressed(told, rests, { shortest: 30, longest: 900 }), lastMs: 8000 });
    const leaked = [stage.home, place.owner, place.root].find((path) => svg.includes(path));
    if (leaked !== undefined) throw new Error(`A path of this machine would stand in the picture: ${leaked}.`);
    return svg;
  } finally {
    await stage.close();
  }
}
