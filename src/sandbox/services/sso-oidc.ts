import { createHash, randomBytes } from 'node:crypto';
import type { Call } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { jsonBody, jsonReply, queryOf } from '../exchange.ts';
import { catalogued, refusalReply } from '../refusal.ts';
import type { SsoSession } from '../world.ts';
import { endSession, newSsoSession, rotate } from '../world.ts';

const ninetyDays = 90 * 24 * 3600;
const graceMs = 60_000;

/** IAM Identity Center's OIDC service: registration, device and authorization codes, tokens. */
export function answerSsoOidc(call: Call): Reply {
  switch (call.route.operation) {
    case 'RegisterClient':
      return registerClient(call);
    case 'StartDeviceAuthorization':
      return startDevice(call);
    case 'Authorize':
      return authorize(call);
    case 'CreateToken':
      return createToken(call);
    default:
      return { status: 200, headers: { 'content-type': 'text/plain' }, body: 'The sandbox approves by itself; close this page.\n' };
  }
}

function registerClient({ world }: Call): Reply {
  const clientId = `sandbox-client-${randomBytes(8).toString('hex')}`;
  const clientSecret = randomBytes(24).toString('hex');
  world.clients.set(clientId, clientSecret);
  const now = Math.floor(world.now() / 1000);
  return jsonReply(200, { clientId, clientSecret, clientIdIssuedAt: now, clientSecretExpiresAt: now + ninetyDays });
}

function startDevice(call: Call): Reply {
  const body = jsonBody(call.request);
  if (!knowsClient(call, body)) return refuse('invalid-client');
  if (typeof body['startUrl'] !== 'string' || body['startUrl'] === '') return refuse('device-start');
  const { deviceSeconds, devicePollSeconds } = call.world.knobs;
  const deviceCode = randomBytes(16).toString('hex');
  const userCode = `${letters()}-${letters()}`;
  call.world.deviceCodes.set(deviceCode, { polls: 0, expires: call.world.now() + deviceSeconds * 1000 });
  const verificationUri = `${call.world.url()}/device`;
  const verificationUriComplete = `${verificationUri}?user_code=${userCode}`;
  return jsonReply(200, { deviceCode, userCode, verificationUri, verificationUriComplete, expiresIn: deviceSeconds, interval: devicePollSeconds });
}

/** The page a browser would show: the sandbox's person agrees at once and is sent back with a code. */
function authorize(call: Call): Reply {
  const query = queryOf(call.request);
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!call.world.clients.has(query.get('client_id') ?? '') || !/^http:\/\/127\.0\.0\.1(:\d+)?\//.test(redirectUri)) return refuse('invalid-client');
  const target = new URL(redirectUri);
  target.searchParams.set('state', query.get('state') ?? '');
  if (call.world.knobs.device === 'refuses') {
    target.searchParams.set('error', 'access_denied');
  } else {
    const code = randomBytes(16).toString('hex');
    call.world.authorizationCodes.set(code, { challenge: query.get('code_challenge') ?? '', redirectUri });
    target.searchParams.set('code', code);
  }
  return { status: 302, headers: { location: target.href }, body: '' };
}

function createToken(call: Call): Reply {
  const body = jsonBody(call.request);
  if (!knowsClient(call, body)) return refuse('invalid-client');
  switch (body['grantType']) {
    case 'refresh_token':
      return byRefreshToken(call, String(body['refreshToken']));
    case 'authorization_code':
      return byAuthorizationCode(call, body);
    case 'urn:ietf:params:oauth:grant-type:device_code':
      return byDeviceCode(call, String(body['deviceCode']));
    default:
      return oauthRefusal('UnsupportedGrantTypeException', 'Unsupported grant type');
  }
}

/** A refresh token works once; what becomes of whoever comes second with it is the knob `rotation`. */
function byRefreshToken(call: Call, token: string): Reply {
  const session = call.world.ssoSessions.find((one) => one.refreshToken === token && !one.ended);
  if (session === undefined) return bySpentToken(call, token);
  rotate(call.world, session);
  return tokens(call, session);
}

function bySpentToken(call: Call, token: string): Reply {
  const { spentTokens, knobs } = call.world;
  const spent = spentTokens.get(token);
  if (spent === undefined) return refuse('invalid-grant');
  if (knobs.rotation === 'family') endSession(spent.session);
  const forgiven = knobs.rotation === 'grace' && !spent.session.ended && call.world.now() - spent.at <= graceMs;
  return forgiven ? tokens(call, spent.session) : refuse('invalid-grant');
}

function byAuthorizationCode(call: Call, body: Record<string, unknown>): Reply {
  const code = String(body['code']);
  const pending = call.world.authorizationCodes.get(code);
  call.world.authorizationCodes.delete(code);
  const challenge = createHash('sha256').update(String(body['codeVerifier'])).digest('base64url');
  if (pending === undefined || pending.challenge !== challenge || pending.redirectUri !== body['redirectUri']) return refuse('invalid-grant');
  return tokens(call, newSsoSession(call.world));
}

function byDeviceCode(call: Call, code: string): Reply {
  const { deviceCodes, knobs } = call.world;
  const pending = deviceCodes.get(code);
  if (pending === undefined || pending.expires <= call.world.now()) return oauthRefusal('ExpiredTokenException', 'Invalid device code provided');
  if (knobs.device === 'refuses') return oauthRefusal('AccessDeniedException', 'access_denied');
  if (knobs.device === 'waits' || pending.polls++ < knobs.pendingPolls) {
    return oauthRefusal('AuthorizationPendingException', 'Authorization pending');
  }
  deviceCodes.delete(code);
  return tokens(call, newSsoSession(call.world));
}

function tokens({ world }: Call, session: SsoSession): Reply {
  const { accessToken, refreshToken, accessExpires } = session;
  return jsonReply(200, { accessToken, refreshToken, tokenType: 'Bearer', expiresIn: Math.max(0, Math.round((accessExpires - world.now()) / 1000)) });
}

function knowsClient({ world }: Call, body: Record<string, unknown>): boolean {
  const secret = world.clients.get(String(body['clientId']));
  return secret !== undefined && secret === body['clientSecret'];
}

const letters = (): string => [...randomBytes(4)].map((byte) => 'BCDFGHJKLMNPQRSTVWXZ'[byte % 20]).join('');
const refuse = (id: string): Reply => refusalReply('sso-oidc', catalogued(id, 'sso-oidc'));
const oauthRefusal = (name: string, message: string): Reply => refusalReply('sso-oidc', { status: 400, name, message, form: 'oauth' });
