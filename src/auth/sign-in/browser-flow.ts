import { createToken } from '../../aws/sso-oidc.ts';
import type { AwsFailure } from '../../aws/aws-failure.ts';
import type { Secret } from '../../secret.ts';
import type { LoopbackReply, System } from '../../system/system.ts';
import { waitFor, type Attempt } from './attempt.ts';
import { authorizeUrl } from './authorize-url.ts';
import { callbackPath } from './callback.ts';
import { callbackPage } from './callback-page.ts';
import { openCallbackServer, type CallbackServer, type FinalCallback } from './callback-server.ts';
import { asked, endOf, type FlowEnd } from './flow-end.ts';
import { newPkce, newState, type Pkce } from './pkce.ts';

/**
 * Signs in on a page that sends the browser back to this machine: authorization code with PKCE. The server listens before the page opens.
 * Source: RFC 8252; IAM Identity Center OIDC API reference, CreateToken.
 */
export async function browserFlow(system: System, attempt: Attempt): Promise<FlowEnd> {
  const { login, context } = attempt.request;
  const [pkce, state] = [newPkce(system.random), newState(system.random)];
  const opened = await openServer(system, state);
  if ('kind' in opened) return { kind: 'ended', ending: 'failed', failure: opened };
  const redirectUri = `http://127.0.0.1:${opened.port}${callbackPath}`;
  let end: FlowEnd = { kind: 'ended', ending: 'failed' };
  try {
    const { clientId } = attempt.client;
    await attempt.show({ url: authorizeUrl(login, { clientId, redirectUri, state: state.reveal(), challenge: pkce.challenge }, context.env) });
    const arrived = await waitFor(system, attempt, opened.arrived);
    end = typeof arrived === 'string' ? { kind: 'ended', ending: arrived } : await redeem(system, attempt, arrived.value, { pkce, redirectUri });
    return end;
  } finally {
    await opened.end(lastPage(end));
  }
}

async function openServer(system: System, state: Secret): Promise<CallbackServer | AwsFailure> {
  try {
    return await openCallbackServer(system, state);
  } catch (error) {
    const message = `no port of 127.0.0.1 could be listened on: ${error instanceof Error ? error.message : String(error)}`;
    return { kind: 'other', name: 'NoCallback', message, requestId: undefined };
  }
}

interface Redemption {
  readonly pkce: Pkce;
  readonly redirectUri: string;
}

async function redeem(system: System, { request, client }: Attempt, callback: FinalCallback, { pkce, redirectUri }: Redemption): Promise<FlowEnd> {
  if (callback.kind === 'refused') return { kind: 'ended', ending: 'refused' };
  if (callback.kind === 'failed') return { kind: 'ended', ending: 'failed', failure: pageFailure(callback.error) };
  const issuedAt = system.now();
  const grant = { grantType: 'authorization_code', code: callback.code, redirectUri, codeVerifier: pkce.verifier } as const;
  const token = await asked(createToken(request.login, client, grant, request.context));
  return token.kind === 'failure' ? endOf(token.failure) : { kind: 'issued', issued: token.answer, issuedAt, client };
}

function pageFailure(error: string): AwsFailure {
  return { kind: 'other', name: 'AuthorizationError', message: `the sign-in page came back with ${error}`, requestId: undefined };
}

function lastPage(end: FlowEnd): LoopbackReply {
  if (end.kind === 'issued') return callbackPage(200, 'Signed in', 'You can close this page and go back to your terminal.');
  if (end.kind === 'ended' && end.ending === 'refused') return callbackPage(200, 'Not signed in', 'You said no. Nothing was changed; you can close this page.');
  return callbackPage(200, 'Not signed in', 'The sign-in did not come to its end. Your terminal says why.');
}
