import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refuseRequest } from '../../../src/launcher/endpoint/request-gate.ts';
import type { LoopbackRequest } from '../../../src/system/system.ts';

const token = '0123456789abcdef'.repeat(4);
const gate = { port: 4711, token };
const good: LoopbackRequest = { method: 'GET', path: '/credentials', query: '', headers: { host: '127.0.0.1:4711', authorization: token } };

function statusOf(more: Partial<LoopbackRequest>, headers: Readonly<Record<string, string>> = {}): number | undefined {
  return refuseRequest({ ...good, ...more, headers: { ...good.headers, ...headers } }, gate)?.status;
}

test.each<[string, Partial<LoopbackRequest>, Record<string, string>]>([
  ['the token and the address', {}, {}],
  ['the token and localhost', {}, { host: 'localhost:4711' }],
  ['a host name in capitals', {}, { host: 'LOCALHOST:4711' }],
  ['a query beside them', { query: 'a=b' }, {}],
])('a request with %s is let in', (_, more, headers) => expect(statusOf(more, headers)).toBeUndefined());

test.each<[string, number, Partial<LoopbackRequest>, Record<string, string>]>([
  ['no token', 401, {}, { authorization: '' }],
  ['another token', 401, {}, { authorization: 'f'.repeat(64) }],
  ['the beginning of the token', 401, {}, { authorization: token.slice(0, 63) }],
  ['the token and more', 401, {}, { authorization: `${token}0` }],
  ['the token with a line end', 401, {}, { authorization: `${token}\n` }],
  ['the token as a bearer', 401, {}, { authorization: `Bearer ${token}` }],
  ['the token in capitals', 401, {}, { authorization: token.toUpperCase() }],
  ['the token in the query only', 401, { query: `token=${token}&Authorization=${token}` }, { authorization: '' }],
  ['no host', 403, {}, { host: '' }],
  ['the host of a web page', 403, {}, { host: 'evil.example:4711' }],
  ['a host that begins like ours', 403, {}, { host: '127.0.0.1:4711.evil.example' }],
  ['our host without the port', 403, {}, { host: '127.0.0.1' }],
  ['our host with another port', 403, {}, { host: '127.0.0.1:4712' }],
  ['the IPv6 form', 403, {}, { host: '[::1]:4711' }],
  ['another path', 404, { path: '/' }, {}],
  ['a path that climbs', 404, { path: '/credentials/../../etc/passwd' }, {}],
  ['an encoded path that climbs', 404, { path: '/%2e%2e/credentials' }, {}],
  ['a path with a slash more', 404, { path: '//credentials' }, {}],
  ['HEAD', 405, { method: 'HEAD' }, {}],
  ['POST', 405, { method: 'POST' }, {}],
])('a request with %s gets %i', (_, status, more, headers) => expect(statusOf(more, headers)).toBe(status));

test('a wrong host learns nothing of the token, and a wrong token nothing of paths', () => {
  expect(statusOf({ path: '/x' }, { host: 'evil.example' })).toBe(403);
  expect(statusOf({ path: '/x', method: 'POST' }, { authorization: '' })).toBe(401);
});

test('nothing but the token opens', () => {
  fc.assert(fc.property(fc.string(), (text) => statusOf({}, { authorization: text }) === (text === token ? undefined : 401)));
});

test('a refusal says what is wrong in the form that SDKs read, and repeats nothing that was sent', () => {
  const refused = refuseRequest({ ...good, headers: { ...good.headers, authorization: 'canary' } }, gate);
  expect(Object.keys(JSON.parse(String(refused?.body)) as object)).toEqual(['Code', 'Message']);
  expect(refused?.body).not.toContain('canary');
});
