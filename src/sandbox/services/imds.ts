import { randomBytes } from 'node:crypto';
import type { Call } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { jsonReply } from '../exchange.ts';
import { issueKey, roleSession, sandboxAccount } from '../identities.ts';

const role = 'sandbox-instance';

/** The instance metadata service, version 2 only: everything but the token itself needs a token. */
export function answerImds(call: Call): Reply {
  const { world, request, route } = call;
  if (route.operation === 'GetToken') return token(call);
  if (!world.imdsTokens.has(request.headers['x-aws-ec2-metadata-token'] ?? '')) return text(401, 'Unauthorized');
  if (route.operation === 'ListRoles') return text(200, role);
  if (route.operation === 'GetRegion') return text(200, 'eu-west-1');
  if (route.id !== role) return text(404, 'Not Found');
  const key = issueKey(world, roleSession(sandboxAccount, role, 'i-0123456789abcdef0'), world.knobs.sessionSeconds);
  return jsonReply(200, {
    Code: 'Success',
    LastUpdated: new Date(world.now()).toISOString(),
    Type: 'AWS-HMAC',
    AccessKeyId: key.accessKeyId,
    SecretAccessKey: key.secretAccessKey,
    Token: key.sessionToken,
    Expiration: new Date(key.expiration).toISOString(),
  });
}

function token({ world, request }: Call): Reply {
  const seconds = Number(request.headers['x-aws-ec2-metadata-token-ttl-seconds']);
  if (!(seconds >= 1 && seconds <= 21_600)) return text(400, 'Bad Request');
  const value = randomBytes(24).toString('base64url');
  world.imdsTokens.add(value);
  return { ...text(200, value), headers: { 'content-type': 'text/plain', 'x-aws-ec2-metadata-token-ttl-seconds': String(seconds) } };
}

const text = (status: number, body: string): Reply => ({ status, headers: { 'content-type': 'text/plain' }, body });
