import { fail, LodeError } from '../errors.ts';
import { mayAsk } from '../launcher/may-ask.ts';
import { quoteForPosix } from '../posix-quote.ts';
import type { System } from '../system/system.ts';
import { knownTeam, type KnownTeam } from './known-teams.ts';
import { parseTeam } from './read-team.ts';
import { changedTeamLines, teamHead, teamLines } from './shown-team.ts';
import type { TeamContent, TeamFile } from './team-file.ts';

interface TrustWords {
  /** `--yes`: nobody is asked. It is no word about this content. */
  readonly yes: boolean;
  /** Talk on stderr, a line each. */
  readonly say: (...lines: readonly string[]) => void;
}

/**
 * Goes on only with a team file whose content somebody answers for: it was pinned, or taken over before and is the same, or the person agrees now, having
 * seen all that it would set. Throws LodeError: `cancelled` when the person does not, `team.untrusted` when there is nobody to ask.
 */
export async function trustTeam(system: System, team: TeamFile, { yes, say }: TrustWords): Promise<void> {
  const before = knownTeam(system, team.from);
  say(...teamHead(team));
  if (team.pinned || before?.digest === team.digest) return;
  // Said whatever --quiet says: there is nothing to agree to without it.
  system.terminal.err(
    shown(team, before, before && (await contentOf(before)))
      .map((line) => `${line}\n`)
      .join(''),
  );
  if (yes || !mayAsk(system)) return fail(untrusted(team, yes));
  const question = before === undefined ? 'Take this over?' : 'Take this over, as it is now?';
  if (await system.prompts.confirm(question, false)) return;
  say('Nothing was written.');
  return fail({ code: 'cancelled', exit: 'cancelled', message: 'The team file was not taken over.' });
}

function shown({ content }: TeamFile, before: KnownTeam | undefined, was: TeamContent | undefined): readonly string[] {
  const changes = was === undefined ? [] : changedTeamLines(was, content).map((line) => `  ${line}`);
  return [
    ...(before === undefined ? [] : [`It has changed since you took it over on ${before.at.slice(0, 10)}${changes.length === 0 ? '.' : ':'}`, ...changes]),
    'It would set (! chooses an account, runs a command or sends requests elsewhere):',
    ...teamLines(content).map((line) => `  ${line}`),
  ];
}

/** A kept text may be of an older lode, to which other settings were known. */
async function contentOf({ text }: KnownTeam): Promise<TeamContent | undefined> {
  try {
    return await parseTeam('the text taken over before', text);
  } catch (error) {
    if (!(error instanceof LodeError)) throw error;
    return undefined;
  }
}

function untrusted({ from, digest }: TeamFile, yes: boolean) {
  const why = yes ? '--yes does not answer for it' : 'there is nobody to ask';
  return {
    code: 'team.untrusted',
    exit: 'user',
    message: `Nobody has answered for this content of ${from} yet, and ${why}. Nothing was written.`,
    hints: [`When it is what your team agreed on: lode setup --from ${quoteForPosix(from)} --digest ${digest}${yes ? ' --yes' : ''}`],
  } as const;
}
