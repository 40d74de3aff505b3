import { createToken, startDevice, type DeviceCode } from '../../aws/sso-oidc.ts';
import type { System } from '../../system/system.ts';
import { afterPoll } from './after-poll.ts';
import { rest, type Attempt } from './attempt.ts';
import { asked, endOf, type FlowEnd } from './flow-end.ts';

/** A person who comes back late gets one more code. */
const codes = 2;

/**
 * Signs in on a page that any device can show, with a code to compare. Network trouble is waited out while the code lives.
 * Source: RFC 8628; IAM Identity Center OIDC API reference, StartDeviceAuthorization and CreateToken.
 */
export async function deviceFlow(system: System, attempt: Attempt): Promise<FlowEnd> {
  const { request, client } = attempt;
  for (let left = codes; left > 0; left--) {
    const code = await asked(startDevice(request.login, client, request.context));
    if (code.kind === 'failure') return endOf(code.failure);
    await attempt.show({ url: code.answer.verificationUriComplete, userCode: code.answer.userCode });
    const end = await poll(system, attempt, code.answer);
    if (end !== 'expired') return end;
    if (left > 1) request.say('The code has run out. Here is another one:');
  }
  return { kind: 'ended', ending: 'timed-out' };
}

async function poll(system: System, attempt: Attempt, code: DeviceCode): Promise<FlowEnd | 'expired'> {
  const { request, client } = attempt;
  const expires = system.elapsed() + code.expiresInMs;
  let { intervalMs } = code;
  for (let waitMs = intervalMs; ;) {
    const rested = await rest(system, attempt, waitMs);
    if (rested !== 'rested') return { kind: 'ended', ending: rested };
    const issuedAt = system.now();
    const grant = { grantType: 'urn:ietf:params:oauth:grant-type:device_code', deviceCode: code.deviceCode } as const;
    const token = await asked(createToken(request.login, client, grant, request.context));
    if (token.kind === 'answer') return { kind: 'issued', issued: token.answer, issuedAt, client };
    const next = afterPoll(token.failure, intervalMs);
    if (next.kind !== 'again') return next.kind === 'end' ? next.end : 'expired';
    if (system.elapsed() >= expires) return 'expired';
    ({ intervalMs, waitMs } = next);
  }
}
