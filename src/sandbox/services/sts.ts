import { randomUUID } from 'node:crypto';
import type { Call } from '../call.ts';
import { errorFacts } from '../error-facts.ts';
import type { Reply } from '../exchange.ts';
import type { Principal } from '../identities.ts';
import { issueKey, roleSession } from '../identities.ts';
import { mfaRefusal } from '../mfa.ts';
import { catalogued, refusalReply, xmlText } from '../refusal.ts';

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** STS, query protocol: a form comes in, XML goes out. */
export function answerSts(call: Call): Reply {
  const form = new URLSearchParams(call.request.body.toString('utf8') || call.request.query);
  switch (call.route.operation) {
    case 'GetCallerIdentity':
      return result(call, identityFields(call.caller));
    case 'GetSessionToken':
      return sessionToken(call, form);
    case 'AssumeRole':
    case 'AssumeRoleWithWebIdentity':
      return assumeRole(call, form);
    default:
      return invalid('InvalidAction', `Could not find operation ${call.route.operation} for version 2011-06-15`);
  }
}

function sessionToken(call: Call, form: URLSearchParams): Reply {
  const { caller } = call;
  if (caller === undefined) return refusalReply('sts', catalogued('unsigned', 'sts'));
  if (caller.sessionToken !== undefined) {
    return refusalReply('sts', { status: 403, name: 'AccessDenied', message: 'Cannot call GetSessionToken with session credentials' });
  }
  const seconds = duration(form, 43_200);
  if (!(seconds >= 900 && seconds <= 129_600)) return badDuration(seconds);
  return result(call, credentialFields(call, caller, seconds, form.has('TokenCode') ? {} : { withoutCode: true }));
}

function assumeRole(call: Call, form: URLSearchParams): Reply {
  const arn = form.get('RoleArn') ?? '';
  const session = form.get('RoleSessionName') ?? '';
  const match = /^arn:aws[\w-]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn);
  if (match === null || session.length < 2) return invalid('ValidationError', `1 validation error detected: Value '${arn}' at 'roleArn' is invalid`);
  if (call.route.operation === 'AssumeRoleWithWebIdentity' && (form.get('WebIdentityToken') ?? '').length < 4) {
    return invalid('InvalidIdentityToken', 'The ID Token provided is not a valid JWT.');
  }
  if ((call.world.knobs.keys[arn] ?? 'good') !== 'good') {
    return refusalReply('sts', catalogued('assume', 'sts', errorFacts(call)));
  }
  const unproven = mfaRefusal(call, arn, form);
  if (unproven !== undefined) return refusalReply('sts', unproven);
  const seconds = duration(form, 3600);
  if (!(seconds >= 900 && seconds <= (call.caller?.sessionToken === undefined ? 43_200 : 3600))) return badDuration(seconds);
  const principal = roleSession(match[1] ?? '', match[2] ?? '', session);
  const assumed = `<AssumedRoleUser><AssumedRoleId>${principal.userId}</AssumedRoleId><Arn>${xmlText(principal.arn)}</Arn></AssumedRoleUser>`;
  return result(call, assumed + credentialFields(call, principal, seconds));
}

/** A role assumed by a session of another lasts an hour at most, one assumed by a user twelve (STS API reference, AssumeRole). */
const badDuration = (seconds: number): Reply =>
  invalid('ValidationError', `The requested DurationSeconds ${seconds} is outside of what this session may ask for.`);

const duration = (form: URLSearchParams, byDefault: number): number => Number(form.get('DurationSeconds') ?? byDefault);

function identityFields(caller: Principal | undefined): string {
  return `<Arn>${xmlText(caller?.arn ?? '')}</Arn><UserId>${xmlText(caller?.userId ?? '')}</UserId><Account>${caller?.account ?? ''}</Account>`;
}

function credentialFields(call: Call, principal: Principal, seconds: number, more: Parameters<typeof issueKey>[3] = {}): string {
  const key = issueKey(call.world, principal, seconds, more);
  const expiration = new Date(key.expiration).toISOString().replace(/\.\d+/, '');
  const fields = `<AccessKeyId>${key.accessKeyId}</AccessKeyId><SecretAccessKey>${key.secretAccessKey}</SecretAccessKey>`;
  return `<Credentials>${fields}<SessionToken>${key.sessionToken}</SessionToken><Expiration>${expiration}</Expiration></Credentials>`;
}

function result({ route: { operation } }: Call, fields: string): Reply {
  const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: `<${operation}Response xmlns="${namespace}"><${operation}Result>${fields}</${operation}Result>${metadata}</${operation}Response>`,
  };
}

const invalid = (name: string, message: string): Reply => refusalReply('sts', { status: 400, name, message });
