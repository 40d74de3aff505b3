import type { Call } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { jsonReply } from '../exchange.ts';
import { issueKey, roleSession, sandboxAccount } from '../identities.ts';

/** What `AWS_CONTAINER_AUTHORIZATION_TOKEN` must hold. */
export const containerToken = 'sandbox-container-token';

/** The container credential endpoint of ECS and EKS; strict about its token, as AWS's agent is. */
export function answerContainer({ world, request }: Call): Reply {
  if (request.headers['authorization'] !== containerToken) {
    return jsonReply(401, { Code: 'Unauthorized', Message: 'The authorization token is missing or wrong.' }, { error: 'Unauthorized' });
  }
  const key = issueKey(world, roleSession(sandboxAccount, 'sandbox-task', 'task'), world.knobs.sessionSeconds);
  return jsonReply(200, {
    AccessKeyId: key.accessKeyId,
    SecretAccessKey: key.secretAccessKey,
    Token: key.sessionToken,
    Expiration: new Date(key.expiration).toISOString(),
    AccountId: sandboxAccount,
  });
}
