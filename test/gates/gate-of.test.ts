import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gateOf } from '../../src/gates/gate-of.ts';
import type { Gate, GateAbout, GateFailure } from '../../src/gates/gate.ts';
import { aboutOpus } from './about.ts';

const gate = (name: string, message: string, changes: Partial<GateAbout> = {}, more: Partial<GateFailure> = {}): Gate =>
  gateOf({ name, message, requestId: undefined, ...more }, aboutOpus(changes));
const user = 'arn:aws:iam::111122223333:user/ana';
const denied = (rest: string, resource = 'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-opus-5-5'): string =>
  `User: ${user} is not authorized to perform: bedrock:InvokeModelWithResponseStream on resource: ${resource} ${rest}`;

describe('the same name means many things, the words tell them apart', () => {
  test.each<[string, string, string]>([
    ['AccessDeniedException', denied('because no identity-based policy allows the bedrock:InvokeModelWithResponseStream action'), 'iam-missing'],
    ['AccessDeniedException', denied('because no service control policy allows the bedrock:InvokeModelWithResponseStream action'), 'scp'],
    ['AccessDeniedException', denied('because no permissions boundary allows the bedrock:InvokeModelWithResponseStream action'), 'boundary'],
    ['AccessDeniedException', denied('with an explicit deny in a session policy'), 'session-policy'],
    ['AccessDeniedException', denied('because no VPC endpoint policy allows the bedrock:InvokeModelWithResponseStream action'), 'vpc-endpoint-policy'],
    ['AccessDeniedException', denied('with an explicit deny in a resource control policy'), 'resource-control-policy'],
    ['AccessDeniedException', denied('with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/NoBedrock'), 'iam-deny'],
    ['AccessDeniedException', denied('with an explicit deny'), 'iam-deny'],
    ['AccessDeniedException', denied(''), 'iam-missing'],
    ['AccessDeniedException', `User: ${user} is not authorized to perform: bedrock:ListInferenceProfiles on resource: *`, 'discovery'],
    ['AccessDenied', `User: ${user} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/r`, 'assume'],
    ['AccessDeniedException', 'No.', 'denied'],
    ['SubscriptionRequiredException', 'The AWS Access Key Id needs a subscription for the service', 'new-account'],
    ['ForbiddenException', 'No access', 'sso-role'],
    ['SignatureDoesNotMatch', 'Credential should be scoped to a valid region.', 'scope'],
    ['RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', 'clock'],
    ['RequestExpired', 'Request has expired.', 'clock'],
    ['ExpiredToken', 'Token expired: current date/time 1 must be before the expiration date/time 0', 'expired'],
    ['InvalidClientTokenId', 'The security token included in the request is invalid.', 'invalid-token'],
    ['CredentialsProviderError', 'Could not load credentials from any providers', 'no-credentials'],
    ['ValidationException', 'Invalid API Key format: Must start with pre-defined prefix', 'key-format'],
    ['ValidationException', 'Missing required parameters in the API Key', 'key-format'],
    ['AccessDeniedException', 'Bearer Token has expired', 'key-expired'],
    ['ThrottlingException', 'Rate exceeded', 'throttled'],
    ['ThrottlingException', 'Model is getting throttled. Try your request again.', 'capacity'],
    ['ServiceUnavailableException', 'Service Unavailable', 'capacity'],
    ['ServiceQuotaExceededException', 'The number of inference profiles exceeds the service limit.', 'resource-quota'],
    ['ValidationException', 'input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000', 'context'],
    ['ValidationException', 'max_tokens: 70000 > 64000, which is the maximum allowed number of output tokens for this model', 'max-out'],
    ['ValidationException', 'Something new.', 'unknown'],
    ['NewException', 'Something new.', 'unknown'],
  ])('%s: %s → %s', (name, message, id) => {
    expect(gate(name, message).id).toBe(id);
  });

  test("words count when a gateway gave the answer a name of its own, or Anthropic's", () => {
    expect(gate('UnknownError', 'anthropic.claude-opus-5-5 is not available for this account.').id).toBe('account-gate');
    expect(gate('Error', "You don't have access to the model with the specified model ID.").id).toBe('no-access');
    expect(gate('rate_limit_error', 'slow').id).toBe('throttled');
  });

  test('a status alone says whose trouble it is', () => {
    expect(gate('UnknownError', 'UnknownError', {}, { status: 502 }).id).toBe('internal');
    expect(gate('UnknownError', 'UnknownError', {}, { status: 403 }).id).toBe('unknown');
  });
});

describe('the way there', () => {
  test.each<[string, string, string | undefined, string]>([
    ['no such host, inside HTTP/2', 'The pending stream has been canceled (caused by: getaddrinfo ENOTFOUND x)', 'ERR_HTTP2_STREAM_CANCEL', 'dns'],
    [
      'a port nobody listens on',
      'The pending stream has been canceled (caused by: connect ECONNREFUSED 127.0.0.1:9)',
      'ERR_HTTP2_STREAM_CANCEL',
      'unreachable',
    ],
    ['a certificate of the company', 'self-signed certificate in certificate chain', 'SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
    ['one whose issuer is not known', 'unable to get local issuer certificate', undefined, 'tls'],
    ['one that is over', 'certificate has expired', 'CERT_HAS_EXPIRED', 'tls'],
    ['a proxy that refuses', 'the proxy proxy.example:3128 refused a tunnel to bedrock-runtime.eu-west-1.amazonaws.com (407)', 'ERR_PROXY_TUNNEL', 'proxy'],
    ['HTTP/1.1 only', 'Protocol error', 'ERR_HTTP2_ERROR', 'http1'],
    ['a connection that does not come about', 'connect ETIMEDOUT 10.0.0.1:443', 'ETIMEDOUT', 'no-answer'],
    [
      'a stream of another type',
      'Bedrock streaming response has content-type "text/plain"; expected "application/vnd.amazon.eventstream"',
      undefined,
      'gateway',
    ],
    ['a cut without a word', 'The pending stream has been canceled (caused by: )', 'ERR_HTTP2_STREAM_CANCEL', 'unreachable'],
  ])('%s: %s (%s) → %s', (_, message, code, id) => {
    expect(gate('Error', message, {}, code === undefined ? {} : { code }).id).toBe(id);
  });

  test('a region without Bedrock is said to be one', () => {
    expect(gate('Error', 'getaddrinfo ENOTFOUND x', { region: 'ap-east-1' }).what).toBe('ap-east-1 has no Bedrock at all.');
  });
});

describe('what is shut, and where', () => {
  const scp = 'with an explicit deny in a service control policy';

  test('a policy of the organisation that names one destination', () => {
    const found = gate('AccessDeniedException', denied(scp, 'arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-opus-5-5'));
    expect(found).toMatchObject({ id: 'scp-geo', what: expect.stringContaining('denies eu-central-1, one of the regions') as string });
    expect(found.remedy[0]).toContain('eu-central-1, eu-west-1');
  });

  test.each([
    ['eu-west-1', 'lode --geography eu models check'],
    ['ap-northeast-2', 'ap-northeast-2 has global profiles only'],
  ])('one that forbids the global profile, from %s', (region, advice) => {
    const found = gate('AccessDeniedException', denied(scp, 'arn:aws:bedrock:::foundation-model/anthropic.claude-opus-5-5'), {
      region,
      modelId: 'global.anthropic.claude-opus-5-5',
      destinations: [],
    });
    expect(found).toMatchObject({ id: 'scp-global', what: expect.stringContaining('global.anthropic.claude-opus-5-5') as string });
    expect(found.remedy.join('\n')).toContain(advice);
    expect(found.remedy.join('\n')).toContain('"unspecified"');
  });

  test('the model in the source region itself is no other destination', () => {
    expect(gate('AccessDeniedException', denied(scp, 'arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-opus-5-5')).id).toBe('scp');
  });

  test('the statement to add, for the profile and for the models behind it', () => {
    const { remedy } = gate('AccessDeniedException', denied('because no identity-based policy allows the bedrock:InvokeModelWithResponseStream action'));
    expect(remedy[0]).toBe(
      'Add to its permissions: {"Effect":"Allow","Action":["bedrock:InvokeModel","bedrock:InvokeModelWithResponseStream"],"Resource":"arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-opus-5-5"}',
    );
    expect(remedy[1]).toContain('arn:aws:bedrock:*::foundation-model/anthropic.claude-opus-5-5 (in eu-central-1, eu-west-1)');
  });

  test('a role of IAM Identity Center is changed in its permission set', () => {
    const role = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Developer_0123456789abcdef/ana';
    expect(gate('AccessDeniedException', denied('').replace(user, role)).who).toBe('whoever manages the permission set Developer in IAM Identity Center');
  });

  test.each([
    ['Signature expired: 20261121T100000Z is now earlier than 20261121T101500Z (20261121T102000Z - 5 min.)', "20 minutes behind AWS's"],
    ['Signature not yet current: 20261121T110000Z is still later than 20261121T102500Z (20261121T102000Z + 5 min.)', "40 minutes ahead of AWS's"],
    ['Signature expired: 1 is now earlier than 2', "too far from AWS's"],
  ])('how far the clock is off: %s', (message, words) => {
    expect(gate('InvalidSignatureException', message).what).toContain(words);
  });

  test('a bare ID gets the profiles that the account lists for it', () => {
    const listed = ['eu.anthropic.claude-opus-5-5', 'global.anthropic.claude-opus-5-5', 'eu.anthropic.claude-opus-5'];
    const found = gate('ValidationException', 'Invocation of model ID x with on-demand throughput isn’t supported.', {
      modelId: 'anthropic.claude-opus-5-5',
      listed,
    });
    expect(found).toMatchObject({
      id: 'on-demand',
      remedy: ['Use its profile: eu.anthropic.claude-opus-5-5 or global.anthropic.claude-opus-5-5', expect.anything()],
    });
  });

  test('a slip in an ID gets the nearest ones', () => {
    const found = gate('ValidationException', 'The provided model identifier is invalid.', {
      modelId: 'eu.anthropic.claude-opsu-5-5',
      listed: ['eu.anthropic.claude-opus-5-5'],
    });
    expect(found.remedy[0]).toBe('Listed in eu-west-1: eu.anthropic.claude-opus-5-5');
  });

  test('a model that is gone gets the newest of its family', () => {
    const found = gate('ResourceNotFoundException', 'This model version has reached the end of its life.', {
      modelId: 'us.anthropic.claude-opus-4-1-20250805-v1:0',
    });
    expect(found).toMatchObject({ id: 'eol', what: 'Claude Opus 4.1 has reached the end of its life on Bedrock.' });
    expect(found.remedy[0]).toBe('Use Claude Opus 5.5: lode config set model opus-5.5');
  });

  test('a listed profile without capacity is one while other models answer', () => {
    const busy = ['ServiceUnavailableException', 'Bedrock is unable to process your request.'] as const;
    expect(gate(...busy, { othersAnswer: true }).id).toBe('early-profile');
    expect(gate(...busy, { othersAnswer: false }).id).toBe('capacity');
  });

  test('a quota that was looked up and is 0 is no matter of waiting', () => {
    const throttled = ['ThrottlingException', 'Too many tokens, please wait before trying again.'] as const;
    expect(gate(...throttled, { quota: 0 }).id).toBe('zero-quota');
    expect(gate(...throttled, { quota: 1000 }).id).toBe('tpm');
  });

  test('pages of another partition are its own', () => {
    const found = gate('ThrottlingException', 'Too many tokens per day, please wait before trying again.', { region: 'us-gov-west-1' });
    expect(found.remedy[0]).toContain('https://us-gov-west-1.console.amazonaws-us-gov.com/servicequotas');
  });
});

test("AWS's own words, its name for them and the request are the proof", () => {
  expect(gate('NewException', 'Words.', {}, { requestId: 'r-1' }).proof).toBe('NewException: Words. (request r-1)');
  expect(gate('Error', 'connect ECONNREFUSED').proof).toBe('connect ECONNREFUSED');
});

const fragments = [
  'is not authorized to perform: bedrock:InvokeModel on resource: ',
  'arn:aws:bedrock:::foundation-model/x',
  ' with an explicit deny in a ',
  'service control policy: arn:',
  'permissions boundary',
  'Signature expired: 20261399T999999Z',
  'Too many tokens',
  'expired',
  'API Key',
  ' is not available for this account',
  '\n',
];
const words = fc.array(fc.oneof(fc.constantFrom(...fragments), fc.string()), { maxLength: 6 }).map((parts) => parts.join(''));

test('whatever comes back, there is a gate with a sentence, somebody who can open it, a remedy and the words', () => {
  fc.assert(
    fc.property(
      fc.record({ name: words, message: words, status: fc.integer(), requestId: fc.option(fc.string(), { nil: undefined }), code: words }),
      fc.record({ region: fc.string(), modelId: words, destinations: fc.array(fc.string()), listed: fc.option(fc.array(words), { nil: undefined }) }),
      (failure, about) => {
        const { what, who, remedy, proof } = gateOf(failure, about);
        expect(what).toMatch(/\S/);
        expect(who).toMatch(/\S/);
        expect(remedy.length).toBeGreaterThan(0);
        expect(proof).toContain(failure.message);
      },
    ),
  );
});
