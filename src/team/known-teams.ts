import { pathOf, lodePaths, type Place } from '../settings/paths.ts';
import { isObject } from '../settings/value-type.ts';
import { oldText } from '../setup/edits/old-text.ts';
import type { SetupEdit } from '../setup/setup-edit.ts';
import type { System } from '../system/system.ts';
import type { TeamFile } from './team-file.ts';

/** A team file as it was when somebody took it over. */
export interface KnownTeam {
  readonly digest: string;
  /** ISO date. */
  readonly at: string;
  readonly text: string;
}

/** Nobody belongs to more teams; the oldest ones are forgotten. */
const mostKnown = 20;

/** What was taken over from this place the last time; undefined: nothing, or the record of it is damaged. */
export function knownTeam(system: System, from: string): KnownTeam | undefined {
  const known = readKnown(system);
  return Object.hasOwn(known, from) ? known[from] : undefined;
}

/** The edit that remembers that this content was taken over now, which is the person's trust in it too; none where that is known. Throws LodeError. */
export function planTeamRecord(system: System, { from, digest, text }: TeamFile): readonly SetupEdit[] {
  if (knownTeam(system, from)?.digest === digest) return [];
  const path = recordPath(system);
  const at = new Date(system.now()).toISOString();
  const others = Object.entries(readKnown(system)).filter(([place]) => place !== from);
  const kept = [...others.toSorted(([, a], [, b]) => (a.at < b.at ? 1 : -1)).slice(0, mostKnown - 1), [from, { digest, at, text }] as const];
  const record = { schema: 1, applied: { from, digest, at }, known: Object.fromEntries(kept) };
  const edit = { path, newMode: 0o600, before: oldText(system, path), after: `${JSON.stringify(record, null, 2)}\n` };
  return [{ ...edit, why: 'what was taken over from where', isOwn: true }];
}

function recordPath(place: Place): string {
  return pathOf(place.platform).join(lodePaths(place).state, 'team.json');
}

function readKnown(system: System): Readonly<Record<string, KnownTeam>> {
  const read = system.files.readText(recordPath(system));
  const record = read.kind === 'text' ? tryParse(read.text) : undefined;
  if (!isObject(record) || record['schema'] !== 1 || !isObject(record['known'])) return {};
  return Object.fromEntries(Object.entries(record['known']).filter((entry): entry is [string, KnownTeam] => isKnown(entry[1])));
}

function isKnown(value: unknown): value is KnownTeam {
  return isObject(value) && ['digest', 'at', 'text'].every((key) => typeof value[key] === 'string');
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
