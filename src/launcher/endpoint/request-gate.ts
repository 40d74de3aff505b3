import { createHash, timingSafeEqual } from 'node:crypto';
import type { LoopbackReply, LoopbackRequest } from '../../system/system.ts';
import { credentialsPath } from './endpoint-variables.ts';
import { refusal } from './replies.ts';

export interface Gate {
  readonly port: number;
  readonly token: string;
}

/**
 * Why a request gets no credentials; undefined when it may have them. The name in `Host` is checked because a web page can make a browser ask
 * 127.0.0.1 under a name of its own (DNS rebinding). The token counts only as the header that SDKs send it in.
 */
export function refuseRequest(request: LoopbackRequest, gate: Gate): LoopbackReply | undefined {
  if (!hostsOf(gate).includes((request.headers['host'] ?? '').toLowerCase())) return refusal(403, 'WrongHost', 'Ask 127.0.0.1 by that name.');
  if (!isSame(request.headers['authorization'] ?? '', gate.token)) {
    return refusal(401, 'WrongToken', 'The Authorization header must be the content of the file that AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names.');
  }
  if (request.path !== credentialsPath) return refusal(404, 'NotFound', `There is only ${credentialsPath}.`);
  return request.method === 'GET' ? undefined : refusal(405, 'MethodNotAllowed', 'There is only GET.', { allow: 'GET' });
}

function hostsOf({ port }: Gate): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}

/** In constant time: digests have one length, whatever was sent. */
function isSame(given: string, token: string): boolean {
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
