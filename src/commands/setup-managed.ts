import { exitCodes } from '../errors.ts';
import { lodePaths } from '../settings/paths.ts';
import type { System } from '../system/system.ts';
import { managedText, onlyInside } from '../team/managed-text.ts';
import { readTeamFile } from '../team/read-team.ts';
import { teamHead } from '../team/shown-team.ts';
import type { TeamWords } from '../team/team-for.ts';

/** Prints a team's file as managed settings, for whoever distributes those; writes nothing. Throws LodeError when it cannot be had or is not valid. */
export async function managedSetupCommand(system: System, { from, digest }: TeamWords): Promise<number> {
  const team = await readTeamFile(system, from, digest);
  const text = managedText(team.content);
  const open = team.content.locked === undefined ? onlyInside(team.content) : [];
  const lines = [
    ...teamHead(team),
    `Its place on this kind of machine: ${lodePaths(system).managed}`,
    ...(open.length === 0 ? [] : [`Not locked, since only environments set it: ${open.join(', ')}`]),
  ];
  system.terminal.err(lines.map((line) => `${line}\n`).join(''));
  system.terminal.out(text);
  return exitCodes.ok;
}
