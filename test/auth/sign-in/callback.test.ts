import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeCallback } from '../../../src/auth/sign-in/callback.ts';
import { callbackPage } from '../../../src/auth/sign-in/callback-page.ts';
import { openCallbackServer, type CallbackServer } from '../../../src/auth/sign-in/callback-server.ts';
import { Secret } from '../../../src/secret.ts';
import type { LoopbackReply, LoopbackRequest } from '../../../src/system/system.ts';

const state = new Secret('the-right-state');
const path = '/oauth/callback';

function judged(method: string, at: string, query: string): string {
  const callback = judgeCallback({ method, path: at, query }, state);
  return callback.kind === 'code' ? `code ${callback.code.reveal()}` : Object.values(callback).join(' ');
}

describe('a request to the waiting server', () => {
  test.each([
    ['the right answer', 'GET', path, 'code=abc&state=the-right-state', 'code abc'],
    ['the right answer with more around it', 'GET', path, 'x=1&code=a%2Bb&state=the-right-state&iss=https%3A%2F%2Fa', 'code a+b'],
    ['a person who said no', 'GET', path, 'error=access_denied&state=the-right-state', 'refused'],
    ['a service that could not', 'GET', path, 'error=server_error&state=the-right-state', 'failed server_error'],
    ['an error that would steer the terminal', 'GET', path, 'error=%1B%5B2J&state=the-right-state', 'failed an error without a proper name'],
    ['an error with a script', 'GET', path, 'error=%3Cscript%3Ealert(1)%3C%2Fscript%3E&state=the-right-state', 'failed an error without a proper name'],
    ["a browser's icon", 'GET', '/favicon.ico', '', 'stray 404'],
    ['the root', 'GET', '/', 'code=abc&state=the-right-state', 'stray 404'],
    ['a path that begins right', 'GET', `${path}/`, 'code=abc&state=the-right-state', 'stray 404'],
    ['a HEAD, which no person sends', 'HEAD', path, 'code=abc&state=the-right-state', 'stray 405'],
    ['a POST', 'POST', path, 'code=abc&state=the-right-state', 'stray 405'],
    ['a wrong state', 'GET', path, 'code=abc&state=the-wrong-state', 'stray 400'],
    ['a beginning of the state', 'GET', path, 'code=abc&state=the-right', 'stray 400'],
    ['an empty state', 'GET', path, 'code=abc&state=', 'stray 400'],
    ['no state', 'GET', path, 'code=abc', 'stray 400'],
    ['a no without the state', 'GET', path, 'error=access_denied', 'stray 400'],
    ['two states', 'GET', path, 'code=abc&state=the-right-state&state=the-right-state', 'stray 400'],
    ['two codes', 'GET', path, 'code=abc&code=def&state=the-right-state', 'stray 400'],
    ['the state and nothing else', 'GET', path, 'state=the-right-state', 'stray 400'],
    ['nothing', 'GET', path, '', 'stray 400'],
  ])('%s', (_, method, at, query, expected) => {
    expect(judged(method, at, query)).toBe(expected);
  });

  test('ten thousand others end nothing', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('code', 'state', 'error', 'access_denied', 'the-right-stat', 'the-right-state '));
    const request = fc.record({
      method: fc.constantFrom('GET', 'HEAD', 'POST', 'OPTIONS'),
      path: fc.oneof(fc.constant(path), fc.webPath()),
      query: fc.array(fc.tuple(word, word), { maxLength: 5 }).map((pairs) => new URLSearchParams(pairs).toString()),
    });
    const wrong = request.filter(({ query }) => new URLSearchParams(query).get('state') !== state.reveal());
    fc.assert(
      fc.property(wrong, (each) => judgeCallback(each, state).kind === 'stray'),
      { numRuns: 10_000 },
    );
  });
});

describe('a page', () => {
  test('shows what it is given as text, loads nothing, and is not kept', () => {
    const page = callbackPage(400, '<script>alert(1)</script>', `"a" & 'b'`);
    expect(page.body).not.toContain('<script');
    expect(page.body).toContain('&quot;a&quot; &amp; &#39;b&#39;');
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(page.headers?.['content-security-policy']).toContain("default-src 'none'");
  });
});

describe('the waiting server', () => {
  type Answer = (request: LoopbackRequest) => LoopbackReply | Promise<LoopbackReply>;

  async function opened(): Promise<{ server: CallbackServer; get: (query: string) => Promise<LoopbackReply>; closed: () => boolean }> {
    let answer: Answer | undefined;
    let closed = false;
    const listen = async (given: Answer) => {
      answer = given;
      return { port: 4711, close: async () => void (closed = true) };
    };
    const server = await openCallbackServer({ loopback: { listen }, pause: async () => undefined }, state);
    return { server, closed: () => closed, get: async (query) => answer?.({ method: 'GET', path, query, headers: {} }) ?? callbackPage(500, '', '') };
  }

  test('takes the first right answer, tells a second tab so, and shows the first one how it ended', async () => {
    const { server, get, closed } = await opened();
    expect((await get('code=abc&state=other')).status).toBe(400);
    const first = get('code=first&state=the-right-state');
    expect(await server.arrived).toMatchObject({ kind: 'code' });
    expect((await get('code=second&state=the-right-state')).status).toBe(409);
    expect((await get('error=access_denied&state=the-right-state')).status).toBe(409);
    await server.end(callbackPage(200, 'Signed in', ''));
    expect((await first).body).toContain('Signed in');
    expect(closed()).toBe(true);
    const arrived = await server.arrived;
    expect(arrived.kind === 'code' && arrived.code.reveal()).toBe('first');
  });
});
