import { askedAgain } from '../auth/asked-again.ts';
import { hasExpired, type AwsCredentials } from '../auth/aws-credentials.ts';
import { readCachedCredentials } from '../auth/credential-cache.ts';
import { formatCredentials, formatRefused } from '../auth/credentials-format.ts';
import { readHandoverRecord, type HandoverRecord } from '../auth/handover-record.ts';
import { decide } from '../auth/renewal.ts';
import { helperWords, personOfSession } from '../launcher/session-person.ts';
import { oneLine } from '../output/one-line.ts';
import type { System } from '../system/system.ts';

/** A helper that never answers would hang the assistant; past this it answers with credentials that AWS refuses. */
const answerWithinMs = 90_000;

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
    system.terminal.err(`lode: ${oneLine(error)}\n`);
    if (!argv.includes('--renew')) system.terminal.out(formatRefused('export'));
  }
  return 0;
}

/** From the cache while it lasts; what will soon be over is renewed by a process of its own, while this one answers. */
async function goodCredentials(system: System, record: HandoverRecord, path: string): Promise<AwsCredentials> {
  const cached = readCachedCredentials(system.files, record.cachePath);
  const renewal = cached && decide(system.now(), { obtainedAt: cached.obtainedAt, expiration: cached.expiration }, undefined);
  if (cached === undefined || (renewal !== 'use' && renewal !== 'use-and-renew')) {
    return renew(system, record, path, false).catch((error: unknown) => stillGood(system, cached) ?? Promise.reject(error));
  }
  const again = askedAgain(system.files, record.cacheFolder, system.env['LODE_LAUNCH'], cached);
  if (again && (await isRefused(system, record, cached))) return renew(system, record, path, false);
  if (renewal === 'use-and-renew') renewBehind(system, path);
  return cached;
}

/** What has not expired is better than an answer that is sure to be refused, whatever kept it from being renewed. */
function stillGood(system: System, cached: AwsCredentials | undefined): AwsCredentials | undefined {
  return cached !== undefined && !hasExpired(cached, system.now()) ? cached : undefined;
}

async function renew(system: System, record: HandoverRecord, path: string, early: boolean): Promise<AwsCredentials> {
  const { renewHandover } = await import('../auth/renew-handover.ts');
  return renewHandover(system, record, { limitMs: answerWithinMs, early, askPerson: early ? undefined : personOfSession(system, path) });
}

function renewBehind(system: System, path: string): void {
  system.processes.behind([...helperWords(system, path), '--renew'], system.env);
}

/** Asked a second time, STS decides whether the key still lives; a dead one leaves the cache. */
async function isRefused(system: System, record: HandoverRecord, credentials: AwsCredentials): Promise<boolean> {
  const { dropIfRefused } = await import('../auth/renew-handover.ts');
  return dropIfRefused(system, record, credentials);
}
