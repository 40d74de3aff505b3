import { askedAgain } from '../auth/asked-again.ts';
import { freshness, type AwsCredentials } from '../auth/aws-credentials.ts';
import { readCachedCredentials } from '../auth/credential-cache.ts';
import { formatCredentials, formatRefused } from '../auth/credentials-format.ts';
import { readHandoverRecord, type HandoverRecord } from '../auth/handover-record.ts';
import { LodeError } from '../errors.ts';
import type { System } from '../system/system.ts';

/** A helper that never answers would hang the assistant; past this it answers with credentials that AWS refuses. */
const answerWithinMs = 60_000;

/**
 * Answers for a launched session: `credentials --format export --handover FILE`. It fails closed: whatever goes wrong, it
 * prints credentials that AWS refuses and ends with 0, because Claude Code takes the ambient identity when a helper fails.
 */
export async function answerHandover(system: System, argv: readonly string[]): Promise<number> {
  try {
    const record = readHandoverRecord(system.files, argv[argv.indexOf('--handover') + 1] ?? '');
    const cached = readCachedCredentials(system.files, record.cachePath);
    const fresh = cached && freshness(cached, system.now()) === 'fresh' ? cached : undefined;
    const refused =
      fresh !== undefined && askedAgain(system.files, record.cacheFolder, system.env['LODE_LAUNCH'], fresh) && (await isRefused(system, record, fresh));
    if (fresh && !refused) system.terminal.out(formatCredentials(fresh, 'export'));
    else {
      const { renewHandover } = await import('../auth/renew-handover.ts');
      system.terminal.out(formatCredentials(await renewHandover(system, record, answerWithinMs), 'export'));
    }
  } catch (error) {
    system.terminal.err(`lode: ${wordsOf(error)}\n`);
    system.terminal.out(formatRefused('export'));
  }
  return 0;
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
