import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { AwsContext } from '../../src/aws/aws-context.ts';
import { askAccess } from '../../src/discovery/model-access.ts';
import { usabilityOf } from '../../src/models/model-access.ts';
import { sandboxKeys } from '../../src/sandbox/identities.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { Secret } from '../../src/secret.ts';
import { fakeSystem, type FakeSystem } from '../support/fake-system.ts';

const surroundings = { ...process.env };
// The SDK reads the environment of the process itself, so lode sets it; the test runner needs its own again.
afterEach(() => void Object.assign(process.env, surroundings));

const { accessKeyId, secretAccessKey } = sandboxKeys.user;
const auth = { credentials: { accessKeyId, secretAccessKey: new Secret(secretAccessKey), sessionToken: undefined, expiration: undefined } };
const opus = 'anthropic.claude-opus-5-5';

function contextAt(url: string): AwsContext {
  return { region: 'eu-west-1', endpoints: { bedrock: url }, env: {}, configFile: '/c', credentialsFile: '/d', callLimitMs: 5000 };
}

/** A stand-in of which every answer is given, and what it was asked. */
async function answering(reply: (modelId: string, asked: number) => { status: number; name?: string; body: object }) {
  const asked: string[] = [];
  const busy = { now: 0, most: 0 };
  const server = createServer((request, response) => {
    const modelId = decodeURIComponent((request.url ?? '').split('/').at(-1) ?? '');
    asked.push(modelId);
    busy.most = Math.max(busy.most, ++busy.now);
    const { status, name, body } = reply(modelId, asked.length);
    setTimeout(() => {
      busy.now--;
      response.writeHead(status, { 'content-type': 'application/json', ...(name === undefined ? {} : { 'x-amzn-errortype': name }) }).end(JSON.stringify(body));
    }, 5);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url, asked, busy, close };
}

async function accessFrom(url: string, ids: readonly string[], system: FakeSystem = fakeSystem()) {
  return askAccess(system, auth, contextAt(url), ids);
}

const words = (agreement: string, authorization: string, entitlement: string, region: string) => ({
  agreementAvailability: { status: agreement },
  authorizationStatus: authorization,
  entitlementAvailability: entitlement,
  regionAvailability: region,
});

describe('what AWS says of a model', () => {
  test.each([
    ['AVAILABLE', 'AUTHORIZED', 'AVAILABLE', 'AVAILABLE', 'usable'],
    ['PENDING', 'AUTHORIZED', 'AVAILABLE', 'AVAILABLE', 'pending'],
    ['NOT_AVAILABLE', 'AUTHORIZED', 'NOT_AVAILABLE', 'AVAILABLE', 'not enabled'],
    ['ERROR', 'AUTHORIZED', 'AVAILABLE', 'AVAILABLE', 'not enabled'],
    ['AVAILABLE', 'NOT_AUTHORIZED', 'AVAILABLE', 'AVAILABLE', 'not enabled'],
    ['AVAILABLE', 'AUTHORIZED', 'AVAILABLE', 'NOT_AVAILABLE', 'not enabled'],
    ['SOMETHING_NEW', 'AUTHORIZED', 'AVAILABLE', 'AVAILABLE', 'unknown'],
  ] as const)('agreement %s, authorization %s, entitlement %s, region %s is %s', async (...parts) => {
    const [agreement, authorization, entitlement, region, meaning] = parts;
    const server = await answering(() => ({ status: 200, body: words(agreement, authorization, entitlement, region) }));
    const access = (await accessFrom(server.url, [opus])).get(opus);
    server.close();
    expect(usabilityOf(access)).toBe(meaning);
  });

  test('is asked of a real list by the bare ID, one question each', async () => {
    const sandbox = await startSandbox();
    const found = await accessFrom(sandbox.url, [opus, opus, 'anthropic.claude-haiku-4-5-20251001-v1:0']);
    await sandbox.close();
    const good = { agreement: 'available', authorization: 'authorized', entitlement: 'available', region: 'available' };
    expect([...found]).toEqual([
      [opus, good],
      ['anthropic.claude-haiku-4-5-20251001-v1:0', good],
    ]);
  });

  test('keeps the words of an agreement in error', async () => {
    const body = { ...words('ERROR', 'AUTHORIZED', 'AVAILABLE', 'AVAILABLE'), agreementAvailability: { status: 'ERROR', errorMessage: 'no payment method' } };
    const server = await answering(() => ({ status: 200, body }));
    const found = await accessFrom(server.url, [opus]);
    server.close();
    expect(found.get(opus)).toMatchObject({ agreement: 'error', detail: 'no payment method' });
  });
});

describe('an answer that cannot be had', () => {
  const unknown = { agreement: 'unknown', authorization: 'unknown', entitlement: 'unknown', region: 'unknown' };

  test.each([
    ['a refusal', 403, 'AccessDeniedException', unknown],
    ['an unknown model', 404, 'ResourceNotFoundException', { ...unknown, region: 'not-available' }],
    ['a malformed question', 400, 'ValidationException', unknown],
  ] as const)('for %s is unknown, with AWS’s own words', async (_, status, name, parts) => {
    const server = await answering(() => ({ status, name, body: { message: 'AWS says why' } }));
    const found = await accessFrom(server.url, [opus]);
    server.close();
    expect(found.get(opus)).toEqual({ ...parts, detail: `${name}: AWS says why` });
  });

  test('for throttling is asked once more, and then unknown', async () => {
    const server = await answering(() => ({ status: 429, name: 'ThrottlingException', body: { message: 'slow down' } }));
    const found = await accessFrom(server.url, [opus]);
    server.close();
    expect(server.asked).toEqual([opus, opus]);
    expect(found.get(opus)).toEqual({ ...unknown, detail: 'ThrottlingException: slow down' });
  });

  test('where nobody listens is unknown', async () => {
    const server = await answering(() => ({ status: 200, body: {} }));
    server.close();
    expect(usabilityOf((await accessFrom(server.url, [opus])).get(opus))).toBe('unknown');
  });
});

describe('many models', () => {
  const many = Array.from({ length: 100 }, (_, index) => `some.model-${index}`);

  test('are asked for 24 at a time, each once, in the order given', async () => {
    const server = await answering(() => ({ status: 200, body: words('AVAILABLE', 'AUTHORIZED', 'AVAILABLE', 'AVAILABLE') }));
    const found = await accessFrom(server.url, many);
    server.close();
    expect({ most: server.busy.most <= 24, several: server.busy.most > 1, asked: server.asked.toSorted() }).toEqual({
      most: true,
      several: true,
      asked: many.toSorted(),
    });
    expect([...found.keys()]).toEqual(many);
  });

  test('that would take too long are left unasked, and said so', async () => {
    const system = fakeSystem();
    const server = await answering((_, asked) => {
      if (asked === 24) system.advance(31_000);
      return { status: 200, body: words('AVAILABLE', 'AUTHORIZED', 'AVAILABLE', 'AVAILABLE') };
    });
    const found = await accessFrom(server.url, many, system);
    server.close();
    expect(server.asked.length).toBeLessThan(60);
    expect(found.get('some.model-99')).toEqual({
      agreement: 'unknown',
      authorization: 'unknown',
      entitlement: 'unknown',
      region: 'unknown',
      detail: 'not asked: AWS did not answer in 30 s',
    });
  });

  test('of none, none is asked for', async () => {
    expect(await accessFrom('http://127.0.0.1:9', [])).toEqual(new Map());
  });
});
