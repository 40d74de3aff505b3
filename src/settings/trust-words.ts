import { exitCodes } from '../errors.ts';
import type { System } from '../system/system.ts';
import { projectGates, trustStates } from './project-trust.ts';
import { restrictedLines } from './restricted.ts';
import { withoutFiles } from './trust.ts';
import { readTrust, rememberWord, writeTrust } from './trust-file.ts';

/** Trusts the present content of every project file that asks for it, and shows what that means. */
export async function trustProject(system: System): Promise<number> {
  const gates = (await projectGates(system)).filter(({ restricted }) => restricted.length > 0);
  for (const gate of gates) {
    rememberWord(system, gate, true);
    const lines = restrictedLines(gate.restricted).map((line) => `  ${line}\n`);
    system.terminal.err(`Trusted as it is now: ${gate.path}\n${lines.join('')}`);
  }
  if (gates.length === 0) system.terminal.err('No settings file of this project asks for anything that needs trust.\n');
  return exitCodes.ok;
}

/** Lists every file the user decided about, and whether the decision still holds. */
export async function listTrust(system: System): Promise<number> {
  const { damage } = readTrust(system);
  if (damage !== undefined) system.terminal.err(`note: ${damage}\n`);
  for (const { path, at, state } of trustStates(system)) system.terminal.out(`${state.padEnd(8)} ${at.slice(0, 10)}  ${path}\n`);
  return exitCodes.ok;
}

/** Forgets every decision about this project's files. */
export async function revokeTrust(system: System): Promise<number> {
  const { store } = readTrust(system);
  const paths = (await projectGates(system)).map(({ path }) => system.files.realPath(path) ?? path);
  const revoked = paths.filter((path) => store.has(path));
  if (revoked.length > 0) writeTrust(system, withoutFiles(store, revoked));
  system.terminal.err(revoked.length > 0 ? revoked.map((path) => `No longer trusted: ${path}\n`).join('') : 'Nothing of this project was trusted.\n');
  return exitCodes.ok;
}
