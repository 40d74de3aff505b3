import { randomBytes } from 'node:crypto';
import type { Call } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { jsonBody, jsonReply } from '../exchange.ts';
import type { Principal } from '../identities.ts';
import { issueKey, sandboxAccount } from '../identities.ts';
import { catalogued, refusalReply } from '../refusal.ts';
import type { World } from '../world.ts';

/** Who `aws login` signs in as. */
export const loginPrincipal: Principal = {
  account: sandboxAccount,
  arn: `arn:aws:iam::${sandboxAccount}:user/console`,
  userId: 'AIDASANDBOX000000004',
};

/** At most 15 minutes, whatever is asked (AWS Sign-In, CreateOAuth2Token). */
const longest = 900;

/** The refresh behind `aws login`: a single-use refresh token for 15-minute credentials. */
export function answerSignin(call: Call): Reply {
  const body = jsonBody(call.request);
  const tokens = call.world.loginTokens;
  const refused = call.request.headers['dpop'] === undefined || !tokens.delete(String(body['refreshToken']));
  if (refused || body['grantType'] !== 'refresh_token') return refusalReply('signin', catalogued('login-over', 'signin'));
  const seconds = Math.min(longest, call.world.knobs.sessionSeconds);
  const { accessKeyId, secretAccessKey, sessionToken } = issueKey(call.world, loginPrincipal, seconds);
  return jsonReply(200, {
    accessToken: { accessKeyId, secretAccessKey, sessionToken },
    tokenType: 'aws_sigv4',
    expiresIn: seconds,
    refreshToken: newLoginToken(call.world),
  });
}

export function newLoginToken(world: World): string {
  const token = `sandbox-login-refresh-${randomBytes(16).toString('hex')}`;
  world.loginTokens.add(token);
  return token;
}
