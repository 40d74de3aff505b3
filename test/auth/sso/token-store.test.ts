import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createFixture, type FsFixture } from 'fs-fixture';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SsoLogin } from '../../../src/auth/sso/sso-login.ts';
import { ssoTokenPath } from '../../../src/auth/sso/token-path.ts';
import { readSsoToken } from '../../../src/auth/sso/token-store.ts';
import { nodeFiles } from '../../../src/system/files.ts';

const login: SsoLogin = { cacheName: 'work', sessionName: 'work', startUrl: 'https://d-1.awsapps.com/start', region: 'eu-west-1', scopes: [] };
const good = JSON.stringify({ accessToken: 'access', expiresAt: '2026-11-21T13:00:00Z', refreshToken: 'refresh' });
let home: FsFixture;
let path: string;
beforeEach(async () => {
  home = await createFixture({});
  path = ssoTokenPath(home.path.replace(/\/$/, ''), 'work');
  mkdirSync(dirname(path), { recursive: true });
});
afterEach(() => home.rm());

const read = (): string | undefined => readSsoToken({ files: nodeFiles, home: home.path.replace(/\/$/, '') }, login)?.accessToken.reveal();

describe('a token file is taken for what it is', () => {
  test.each<[string, () => void, string | undefined]>([
    ['as it should be', () => writeFileSync(path, good), 'access'],
    ['with a byte order mark', () => writeFileSync(path, `\uFEFF${good}`), 'access'],
    ['of a later version, with more in it', () => writeFileSync(path, JSON.stringify({ ...JSON.parse(good), version: 9, more: {} })), 'access'],
    ['behind a link', () => (writeFileSync(`${path}.real`, good), symlinkSync(`${path}.real`, path)), 'access'],
    ['missing', () => undefined, undefined],
    ['empty', () => writeFileSync(path, ''), undefined],
    ['of zero bytes', () => writeFileSync(path, Buffer.alloc(512)), undefined],
    ['no UTF-8', () => writeFileSync(path, Buffer.from([0x7b, 0xff, 0xfe, 0x7d])), undefined],
    ['of 100 MB', () => (writeFileSync(path, good), truncateSync(path, 100 * 1024 * 1024)), undefined],
    ['a folder', () => mkdirSync(path), undefined],
    ['a named pipe that nobody writes to', () => void execFileSync('mkfifo', [path]), undefined],
    ['a device', () => symlinkSync('/dev/zero', path), undefined],
    ['a link to nothing', () => symlinkSync(`${path}.none`, path), undefined],
    ['a link to itself', () => symlinkSync(path, path), undefined],
  ])('%s', (_, make, expected) => {
    make();
    expect(read()).toBe(expected);
  });
});
