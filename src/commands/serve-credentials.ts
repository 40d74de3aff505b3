import { readCachedCredentials } from '../auth/credential-cache.ts';
import { readHandoverRecord, type HandoverRecord } from '../auth/handover-record.ts';
import { renewHandover } from '../auth/renew-handover.ts';
import { LodeError } from '../errors.ts';
import { keepCredentials, type CredentialKeeper } from '../launcher/endpoint/credential-keeper.ts';
import { credentialsReply, refusal } from '../launcher/endpoint/replies.ts';
import { refuseRequest } from '../launcher/endpoint/request-gate.ts';
import type { FirstLine } from '../launcher/endpoint/start-endpoint.ts';
import { forgetDeadTokens, keepTokenFile, makeTokenFile, type TokenFile } from '../launcher/endpoint/token-file.ts';
import { personOfSession } from '../launcher/session-person.ts';
import { untilGone } from '../launcher/endpoint/until-gone.ts';
import { oneLine } from '../output/one-line.ts';
import { tryToKeep } from '../auth/try-to-keep.ts';
import type { LoopbackReply, LoopbackServer, System } from '../system/system.ts';

/** Sources may run programs that take their time; nobody waits for this but the renewal itself. */
const renewWithinMs = 90_000;

/**
 * Serves a launched session's credentials on loopback until the session's process is gone: `serve-credentials RECORD PID MARK`, started by
 * a launch and by nobody else. Prints one line of JSON, where it answers or why it cannot, and nothing after it.
 */
export async function serveCredentials(system: System, [recordPath = '', pid, mark = '']: readonly string[]): Promise<number> {
  try {
    const record = readHandoverRecord(system.files, recordPath);
    const token = makeTokenFile(system);
    const server = await listen(system, token, keeperOf(system, record, recordPath));
    say(system, { port: server.port, tokenFile: token.path, pid: system.pid });
    await serve(system, { pid: Number(pid), mark }, token, server);
    return 0;
  } catch (error) {
    say(system, { error: oneLine(error) });
    return 1;
  }
}

function say({ terminal }: System, line: FirstLine): void {
  terminal.out(`${JSON.stringify(line)}\n`);
}

function keeperOf(system: System, record: HandoverRecord, recordPath: string): CredentialKeeper {
  return keepCredentials(system, {
    first: readCachedCredentials(system.files, record.cachePath),
    renew: () => renewHandover(system, record, { limitMs: renewWithinMs, early: true, askPerson: personOfSession(system, recordPath) }),
  });
}

async function listen(system: System, { token }: TokenFile, keeper: CredentialKeeper): Promise<LoopbackServer> {
  const server: LoopbackServer = await system.loopback.listen((request) => refuseRequest(request, { port: server.port, token }) ?? answer(system, keeper));
  return server;
}

async function answer(system: System, keeper: CredentialKeeper): Promise<LoopbackReply> {
  const kept = await keeper.answer();
  if (kept.kind === 'credentials') return credentialsReply(kept.credentials, system.now());
  if (kept.kind === 'failed') return refusal(424, codeOf(kept.error), `lode has no credentials to give. ${oneLine(kept.error)}`);
  return refusal(424, 'credentials.renewing', 'lode is renewing the credentials; ask again in a second.');
}

async function serve(system: System, watched: Parameters<typeof untilGone>[1], token: TokenFile, server: LoopbackServer): Promise<void> {
  let told = false;
  system.processes.endure(() => (told = true));
  forgetDeadTokens(system);
  await untilGone(
    system,
    watched,
    () => told,
    () => void tryToKeep(() => keepTokenFile(system, token)),
  );
  tryToKeep(() => system.files.remove(token.path));
  await server.close();
}

function codeOf(error: unknown): string {
  return error instanceof LodeError ? error.failure.code : 'InternalError';
}
