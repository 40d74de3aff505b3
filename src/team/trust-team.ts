import { fail } from '../errors.ts';
import { mayAsk } from '../launcher/may-ask.ts';
import { quoteForPosix } from '../posix-quote.ts';
import type { System } from '../system/system.ts';
import { fittedLines } from '../wrap-text.ts';
import { knownTeam, type KnownTeam } from './known-teams.ts';
import { contentBefore } from './content-before.ts';
import { changedTeamLines, countMarked, teamHead, teamLines } from './shown-team.ts';
import type { TeamContent, TeamFile } from './team-file.ts';

interface TrustWords {
  /** `--yes`: nobody is asked. It is no word about this content. */
  readonly yes: boolean;
  /** `-e` */
  readonly environment: string | undefined;
  /** Talk on stderr, a line each. */
  readonly say: (...lines: readonly string[]) => void;
}

/** Nobody reads more rows of a terminal than these before a question. */
const mostRows = 200;

/**
 * Goes on only with a team file whose content somebody answers for: it was pinned, or taken over before and is the same, or the person agrees now, having
 * seen all that it would set. Throws LodeError: `cancelled` when the person does not, `team.untrusted` when there is nobody to ask, `team.too-long` for more
 * than anybody reads.
 */
export async function trustTeam(system: System, team: TeamFile, { yes, environment, say }: TrustWords): Promise<void> {
  const before = knownTeam(system, team.from);
  if (team.pinned || before?.digest === team.digest) return say(...teamHead(team));
  const lines = shown(team, environment, before, await contentBefore(before));
  const rows = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 80)), 0);
  if (rows > mostRows) return fail(tooLong(team, rows));
  // Said whatever --quiet says: there is nothing to agree to without it.
  system.terminal.err(
    [...teamHead(team), ...lines]
      .flatMap((line) => fittedLines(line, system.terminal.columns))
      .map((line) => `${line}\n`)
      .join(''),
  );
  if (yes || !mayAsk(system)) return fail(untrusted(team, yes));
  const question = before === undefined ? 'Take this over?' : 'Take this over, as it is now?';
  if (await system.prompts.confirm(question, false)) return;
  say('Nothing was written.');
  return fail({ code: 'cancelled', exit: 'cancelled', message: 'The team file was not taken over.' });
}

function shown({ content }: TeamFile, environment: string | undefined, before: KnownTeam | undefined, was: TeamContent | undefined): readonly string[] {
  const changes = was === undefined ? [] : changedTeamLines(was, content).map((line) => `  ${line}`);
  const lines = teamLines(content);
  return [
    ...(before === undefined ? [] : [`It has changed since you took it over on ${before.at.slice(0, 10)}${changes.length === 0 ? '.' : ':'}`, ...changes]),
    'It would set (! chooses an account, runs a command or sends requests elsewhere):',
    ...lines.map((line) => `  ${line}`),
    ...(environment === undefined ? [] : [`All of it in environment ${environment}, and no other environment.`]),
    `${lines.length} in all, ${countMarked(lines)} of them with !, the gravest last.`,
  ];
}

function tooLong({ from, digest }: TeamFile, rows: number) {
  return {
    code: 'team.too-long',
    exit: 'user',
    message: `${from} would set more than anybody reads before a question (${rows} rows, at most ${mostRows}). Nothing was written.`,
    hints: [`Read the file itself; when it is what your team agreed on: ${pinnedCommand(from, digest)}`],
  } as const;
}

function untrusted({ from, digest }: TeamFile, yes: boolean) {
  const why = yes ? '--yes does not answer for it' : 'there is nobody to ask';
  return {
    code: 'team.untrusted',
    exit: 'user',
    message: `Nobody has answered for this content of ${from} yet, and ${why}. Nothing was written.`,
    hints: [`When it is what your team agreed on: ${pinnedCommand(from, digest)}${yes ? ' --yes' : ''}`],
  } as const;
}

function pinnedCommand(from: string, digest: string): string {
  return `lode setup --from ${quoteForPosix(from)} --digest ${digest}`;
}
