import { randomBytes } from 'node:crypto';
import type { Call } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { jsonBody, jsonReply } from '../exchange.ts';
import type { Principal } from '../identities.ts';
import { issueKey, sandboxAccount } from '../identities.ts';
import { proofOf } from '../dpop.ts';
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

/** Clients of `aws login` (AWS Sign-In API reference, CreateOAuth2TokenRequestBody). */
const clients = ['arn:aws:signin:::devtools/same-device', 'arn:aws:signin:::devtools/cross-device'];

/** The refresh behind `aws login`: a single-use refresh token, and a proof by the key it is bound to, for 15-minute credentials. */
export function answerSignin({ world, request }: Call): Reply {
  const body = jsonBody(request);
  const proof = proofOf(request, world.now(), world.usedProofs);
  if ('why' in proof) return refuse('login-invalid', proof.why);
  if (body['grantType'] !== 'refresh_token' || !clients.includes(String(body['clientId']))) return refuse('login-invalid', 'grantType or clientId');
  const token = String(body['refreshToken']);
  const boundTo = world.loginTokens.get(token);
  if (boundTo === undefined) return refuse('login-over');
  if (boundTo !== proof.thumbprint) return refuse('login-invalid', 'the key is not that of the sign-in');
  world.loginTokens.delete(token);
  const seconds = Math.min(longest, world.knobs.sessionSeconds);
  const { accessKeyId, secretAccessKey, sessionToken } = issueKey(world, loginPrincipal, seconds);
  return jsonReply(200, {
    accessToken: { accessKeyId, secretAccessKey, sessionToken },
    tokenType: 'aws_sigv4',
    expiresIn: seconds,
    refreshToken: newLoginToken(world, boundTo),
  });
}

/** A refresh token that works for whoever holds the key of this thumbprint. */
export function newLoginToken(world: World, thumbprint: string): string {
  const token = `sandbox-login-refresh-${randomBytes(16).toString('hex')}`;
  world.loginTokens.set(token, thumbprint);
  return token;
}

function refuse(id: string, why?: string): Reply {
  const refusal = catalogued(id, 'signin');
  return refusalReply('signin', why === undefined ? refusal : { ...refusal, message: why });
}
