import { readKeptList } from '../../discovery/kept-list.ts';
import { lodePaths, pathOf } from '../../settings/paths.ts';
import type { System } from '../../system/system.ts';
import type { DoctorBase } from '../doctor-base.ts';
import { look } from '../look.ts';
import type { Looked } from '../probe.ts';
import { gatherLeftovers, type Leftovers } from './housekeeping-leftovers.ts';
import { gatherRights, type LooseRights } from './housekeeping-rights.ts';

/** How tidy and how private lode's own files and AWS's are. */
export interface HousekeepingFacts {
  readonly platform: NodeJS.Platform;
  /** Files and folders that others can read or change, or that belong to somebody else; none are looked for on Windows. */
  readonly rights: readonly LooseRights[];
  readonly leftovers: Leftovers;
  /** Whether lode can write where it keeps things. */
  readonly cache: Room;
  readonly state: Room;
  /** Lists of models that are kept and cannot be used; `why` is the end of a sentence. */
  readonly brokenLists: readonly { readonly path: string; readonly why: string }[];
}

/** A folder that lode writes to. */
export interface Room {
  readonly path: string;
  readonly looked: Looked<true>;
}

/** More than the largest file that a launch has to write. */
const roomBytes = 32 * 1024;

/** Looks at modes, owners and what lies about; takes room on the disk for a moment and gives it back. */
export async function gatherHousekeeping(system: System, _base: DoctorBase): Promise<HousekeepingFacts> {
  const { cache, state } = lodePaths(system);
  const [brokenLists, rights, leftovers] = [gatherBrokenLists(system, cache), gatherRights(system), gatherLeftovers(system)];
  return { platform: system.platform, rights, leftovers, brokenLists, cache: await roomIn(system, cache), state: await roomIn(system, state) };
}

async function roomIn(system: System, path: string): Promise<Room> {
  const { join } = pathOf(system.platform);
  const looked = await look((): true => {
    system.files.reserve(join(path, 'doctor-room'), roomBytes, 0o600).giveBack();
    return true;
  });
  return { path, looked };
}

/** Names of kept lists: partition, account, region and a digest of the principal. */
const listName = /^[\w-]+\.[\w-]+\.[a-z0-9-]+\.[0-9a-f]{16}\.json$/;

function gatherBrokenLists(system: System, cache: string): HousekeepingFacts['brokenLists'] {
  const { join } = pathOf(system.platform);
  const folder = join(cache, 'models');
  const paths = system.files
    .list(folder)
    .filter((name) => listName.test(name))
    .map((name) => join(folder, name));
  return paths.flatMap((path) => {
    const kept = readKeptList(system, path);
    return kept.kind === 'unusable' ? [{ path, why: kept.why }] : [];
  });
}
