import { createServer, type Server } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runLode, type RunResult } from '../support/run-lode.ts';

/** A proxy that notes where tunnels are wanted to and refuses each: nothing leaves this machine. */
let proxy: Server;
let wanted: string[];
let status: string;
let home: string;

beforeEach(async () => {
  wanted = [];
  status = '403 Forbidden';
  proxy = createServer().on('connect', (request, socket) => {
    wanted.push(request.url ?? '');
    socket.end(`HTTP/1.1 ${status}\r\n\r\n`);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  home = mkdtempSync(join(tmpdir(), 'lode-proxy-'));
  write(
    '.aws/config',
    '[profile keys]\nregion = eu-west-1\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = x\n[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Dev\nregion = eu-west-1\n[sso-session corp]\nsso_region = us-east-2\nsso_start_url = https://corp.awsapps.com/start\n',
  );
  const token = {
    startUrl: 'https://corp.awsapps.com/start',
    region: 'us-east-2',
    accessToken: 'token',
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  };
  write(`.aws/sso/cache/${createHash('sha1').update('corp').digest('hex')}.json`, JSON.stringify(token));
});

afterEach(() => {
  proxy.close();
  rmSync(home, { recursive: true, force: true });
});

function write(name: string, text: string): void {
  mkdirSync(dirname(join(home, name)), { recursive: true });
  writeFileSync(join(home, name), text);
}

function run(args: readonly string[], env: Record<string, string> = {}): Promise<RunResult> {
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return runLode(args, { env: { HOME: home, HTTPS_PROXY: url, AWS_EC2_METADATA_DISABLED: 'true', ...env } });
}

describe('where only a proxy reaches AWS', () => {
  test('STS is asked through it, and its refusal is not taken for one of AWS', async () => {
    const { code, stderr } = await run(['--aws-profile', 'keys', 'status']);
    expect(new Set(wanted)).toEqual(new Set(['sts.eu-west-1.amazonaws.com:443']));
    expect(code).toBe(4);
    expect(stderr).toMatch(/because AWS could not be reached[\s\S]*the proxy 127\.0\.0\.1:\d+ refused a tunnel to sts\.eu-west-1\.amazonaws\.com \(403\)/);
  });

  test('a proxy that wants a password says so', async () => {
    status = '407 Proxy Authentication Required';
    expect((await run(['--aws-profile', 'keys', 'status'])).stderr).toContain('(407, it wants a user name and password)');
  });

  test("IAM Identity Center is asked through it, in the profile's own sso_region", async () => {
    await run(['--aws-profile', 'sso', 'status']);
    expect(new Set(wanted)).toEqual(new Set(['portal.sso.us-east-2.amazonaws.com:443']));
  });

  test('Bedrock is asked through it, its runtime too', async () => {
    await run(['--region', 'eu-west-1', 'ask', 'ping'], { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-x' });
    expect(new Set(wanted)).toEqual(new Set(['bedrock.eu-west-1.amazonaws.com:443', 'bedrock-runtime.eu-west-1.amazonaws.com:443']));
  });

  test('an endpoint that NO_PROXY names is asked directly', async () => {
    await run(['--aws-profile', 'keys', 'status'], { NO_PROXY: '127.0.0.1', AWS_ENDPOINT_URL: 'https://127.0.0.1:9' });
    expect(wanted).toEqual([]);
  });
});
