import { askedAgain } from '../auth/asked-again.ts';
import type { AwsCredentials } from '../auth/aws-credentials.ts';
import { readCachedCredentials } from '../auth/credential-cache.ts';
import { formatCredentials, formatRefused } from '../auth/credentials-format.ts';
import { readHandoverRecord, type HandoverRecord } from '../auth/handover-record.ts';
import { decide } from '../auth/renewal.ts';
import type { PersonAnswer } from '../auth/renew-handover.ts';
import type { SignInNote } from '../auth/sign-in/may-start.ts';
import type { SsoLogin } from '../auth/sso/sso-login.ts';
import { LodeError } from '../errors.ts';
import { isWatched } from '../launcher/launch-mark.ts';
import type { System } from '../system/system.ts';

/** A helper that never answers would hang the assistant; past this it answers with credentials that AWS refuses. */
const answerWithinMs = 60_000;

/** How long an answer waits for a person. Claude Code itself sets it no limit (docs/claude-code-helper.md). */
const personWithinMs = 180_000;

/**
 * Answers for a launched session: `credentials --format export --handover FILE`. It fails closed: whatever goes wrong, it
 * prints credentials that AWS refuses and ends with 0, because Claude Code takes the ambient identity when a helper fails.
 */
export async function answerHandover(system: System, argv: readonly string[]): Promise<number> {
  try {
    const path = argv[argv.indexOf('--handover') + 1] ?? '';
    const record = readHandoverRecord(system.files, path);
    if (argv.includes('--renew')) await renew(system, record, path, true);
    else system.terminal.out(formatCredentials(await goodCredentials(system, record, path), 'export'));
  } catch (error) {
    system.terminal.err(`lode: ${wordsOf(error)}\n`);
    if (!argv.includes('--renew')) system.terminal.out(formatRefused('export'));
  }
  return 0;
}

/** From the cache while it lasts; what will soon be over is renewed by a process of its own, while this one answers. */
async function goodCredentials(system: System, record: HandoverRecord, path: string): Promise<AwsCredentials> {
  const cached = readCachedCredentials(system.files, record.cachePath);
  const renewal = cached && decide(system.now(), { obtainedAt: cached.obtainedAt, expiration: cached.expiration }, undefined);
  if (cached === undefined || (renewal !== 'use' && renewal !== 'use-and-renew')) return renew(system, record, path, false);
  const again = askedAgain(system.files, record.cacheFolder, system.env['LODE_LAUNCH'], cached);
  if (again && (await isRefused(system, record, cached))) return renew(system, record, path, false);
  if (renewal === 'use-and-renew') renewBehind(system, path);
  return cached;
}

async function renew(system: System, record: HandoverRecord, path: string, early: boolean): Promise<AwsCredentials> {
  const { renewHandover } = await import('../auth/renew-handover.ts');
  const watched = !early && isWatched(system);
  return renewHandover(system, record, { limitMs: answerWithinMs, early, askPerson: watched ? (there, login) => askThem(there, login, path) : undefined });
}

async function askThem(system: System, login: SsoLogin, path: string): Promise<PersonAnswer> {
  const { askPerson } = await import('../auth/sign-in/ask-person.ts');
  const onWaiting = ({ url, userCode }: SignInNote): void =>
    system.terminal.err(`lode: waiting for you to sign in: ${url ?? ''}${userCode === undefined ? '' : ` (code ${userCode})`}\n`);
  return askPerson(system, login, { command: (refused) => helperWords(system, path, '--sign-in', refused), waitMs: personWithinMs, onWaiting });
}

function renewBehind(system: System, path: string): void {
  system.processes.behind(helperWords(system, path, '--renew'), system.env);
}

function helperWords({ nodePath, programPath }: System, path: string, ...words: readonly string[]): readonly string[] {
  return [nodePath, programPath, 'credentials', '--format', 'export', '--handover', path, ...words];
}

/** Asked a second time, STS decides whether the key still lives; a dead one leaves the cache. */
async function isRefused(system: System, record: HandoverRecord, credentials: AwsCredentials): Promise<boolean> {
  const { dropIfRefused } = await import('../auth/renew-handover.ts');
  return dropIfRefused(system, record, credentials);
}

/** One line: the assistant shows what a helper says at most as one. */
function wordsOf(error: unknown): string {
  if (!(error instanceof LodeError)) return String(error);
  const { message, causedBy, hints } = error.failure;
  return [message, causedBy, hints?.[0]].filter((part) => part !== undefined).join(' ');
}
