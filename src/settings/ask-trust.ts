import { LodeError } from '../errors.ts';
import type { System } from '../system/system.ts';
import type { Note } from './note.ts';
import { restrictedLines } from './restricted.ts';
import type { RestrictedKey } from './restricted.ts';
import { judge } from './trust.ts';
import type { Verdict } from './trust.ts';
import { readTrust, rememberWord, trustDigest } from './trust-file.ts';

/** A project file and everything in it that needs trust. */
export interface Gate {
  readonly path: string;
  readonly text: string;
  readonly restricted: readonly RestrictedKey[];
}

interface TrustAnswer {
  readonly trusted: boolean;
  readonly notes: readonly Note[];
}

/** Decides whether a project file may set its restricted keys: by what the user said before, else by asking, else not. */
export async function decideTrust(system: System, gate: Gate, mayAsk: boolean): Promise<TrustAnswer> {
  const { store, damage } = readTrust(system);
  const damaged: readonly Note[] = damage === undefined ? [] : [{ code: 'settings.trust-store-damaged', sentence: damage }];
  const real = system.files.realPath(gate.path) ?? gate.path;
  const verdict = judge(store, real, trustDigest(real, gate.text));
  if (verdict === 'trusted') return { trusted: true, notes: damaged };
  if (verdict === 'refused' || !mayAsk) return { trusted: false, notes: [...damaged, ignoredNote(gate)] };
  const answer = await ask(system, gate, verdict);
  return { ...answer, notes: [...damaged, ...answer.notes] };
}

async function ask(system: System, gate: Gate, verdict: Verdict): Promise<TrustAnswer> {
  const again = verdict === 'changed' ? ' (it has changed since you last decided)' : '';
  const lines = restrictedLines(gate.restricted).map((line) => `  ${line}\n`);
  system.terminal.err(`The project file ${gate.path}${again} wants to set:\n${lines.join('')}`);
  const trusted = await system.prompts.confirm('Such settings can run commands or choose the account. Trust this content?', false);
  const notes = remember(system, gate, trusted);
  return { trusted, notes: trusted ? notes : [...notes, ignoredNote(gate)] };
}

/** A folder that cannot be written must not stop the launch; the question will just come again. */
function remember(system: System, gate: Gate, trusted: boolean): readonly Note[] {
  try {
    rememberWord(system, gate, trusted);
    return [];
  } catch (error) {
    if (!(error instanceof LodeError)) throw error;
    return [{ code: 'settings.trust-not-kept', sentence: `Your answer counts for now only. ${error.message}` }];
  }
}

function ignoredNote({ path, restricted }: Gate): Note {
  const keys = restricted.map(({ key }) => key).join(', ');
  return { code: 'settings.untrusted', sentence: `${path} is not trusted, so it does not decide ${keys}. If it should: lode config trust` };
}
