import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { played } from './play.ts';
import { rowsOfSvg } from './rows-of-svg.ts';
import { scenes } from './scenes.ts';
import type { Session } from './session.ts';
import type { Place } from './stage-home.ts';
import { setStage } from './stage.ts';
import { steady } from './steady.ts';

/** What a recorded session shows now and its picture does not; one sentence for each row, none when the picture is true. */
export async function recordingFaults(name: string, session: Session, place: Place): Promise<readonly string[]> {
  const file = `docs/images/${name}.svg`;
  const remake = `remake it: npm run docs:record -- ${name}`;
  if (!existsSync(join(place.root, file))) return [`${file}: it is not there; ${remake}`];
  const svg = readFileSync(join(place.root, file), 'utf8');
  const stage = await setStage(scenes[session.scene] ?? {}, place);
  try {
    const { screens } = await played(session, stage, { letterMs: 5, pauses: false });
    return missingRows(
      svg,
      screens.map((screen) => stage.neutral(screen)),
    ).map((row) => `${file}: it does not show "${row}"; ${remake}`);
  } catch (error) {
    return [`${file}: ${error instanceof Error ? error.message : String(error)}`];
  } finally {
    await stage.close();
  }
}

/** The rows of screens that stood still, without those that a picture has; what differs from run to run aside. */
export function missingRows(svg: string, screens: readonly string[]): readonly string[] {
  const known = new Set(rowsOfSvg(svg).map(alike));
  const rows = new Map(screens.flatMap((screen) => screen.split('\n')).map((row) => [alike(row), row.trimEnd()]));
  return [...rows].flatMap(([row, shown]) => (row === '' || known.has(row) ? [] : [shown]));
}

/** Columns move with the lengths of what differs. */
const alike = (row: string): string => steady(row).replaceAll(/\s+/g, ' ').trim();
