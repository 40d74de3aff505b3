import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.ts';
import type { Change } from '../../../src/sandbox/knobs.ts';
import { bundleDriver } from '../../support/bundle-driver.ts';

/** Real processes, which all want to sign in to the same place, in front of the sandbox. */

let [folder, driver, home] = ['', '', ''];
let sandbox: Sandbox;
const running: ChildProcess[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lode-sign-in-'));
  driver = await bundleDriver('test/auth/sign-in/drivers/sign-in.ts', folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'lode-home-'));
  sandbox = await startSandbox();
});
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  await sandbox.close();
  rmSync(home, { recursive: true, force: true });
});

interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<string>;
  said(): string;
}

/** A browser that goes where the page leads, and keeps the last page it saw. */
function browser(): string {
  const script = join(home, 'browser.mjs');
  const page = join(home, 'page.html');
  writeFileSync(script, `import{writeFileSync}from'node:fs';writeFileSync(${JSON.stringify(page)},await(await fetch(process.argv[2])).text());`);
  return `${process.execPath} ${script}`;
}

function start(flow: 'browser' | 'device', more: object = {}): Run {
  const request = { startUrl: `${sandbox.url}/start`, flow, by: 'command', limitMs: 20_000, openBrowser: flow === 'browser', ...more };
  const env = { PATH: process.env['PATH'], HOME: home, BROWSER: browser(), ...sandbox.env() };
  const child = spawn(process.execPath, [driver, JSON.stringify(request)], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  const text = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text.out += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text.err += part));
  const ended = new Promise<string>((resolve) => child.once('close', () => resolve(text.out.trim() || text.err)));
  return { child, ended, said: () => text.err };
}

/** Waits for a condition of the outside world. */
async function until(what: string, holds: () => boolean): Promise<void> {
  for (let left = 1000; !holds(); left--) {
    if (left === 0) throw new Error(`in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const count = (operation: string): number => sandbox.log().filter((record) => record.operation === operation).length;
const cacheFiles = (): readonly string[] => readdirSync(join(home, '.aws', 'sso', 'cache'));

describe('many processes that want to sign in at once', () => {
  test.each<[flow: 'browser' | 'device', counts: Readonly<Record<string, number>>, knobs: Change]>([
    ['device', { RegisterClient: 1, StartDeviceAuthorization: 1, CreateToken: 1 }, {}],
    ['browser', { RegisterClient: 1, Authorize: 1, CreateToken: 1 }, {}],
  ])('ask AWS once, by %s, and all have its token', async (flow, counts) => {
    const ends = await Promise.all(Array.from({ length: 8 }, () => start(flow).ended));
    expect(ends.map((end) => end.split(' ')[0]).toSorted()).toEqual([...Array.from({ length: 7 }, () => 'joined'), 'signed-in']);
    expect(new Set(ends.map((end) => end.split(' ')[1])).size).toBe(1);
    for (const [operation, times] of Object.entries(counts)) expect([operation, count(operation)]).toEqual([operation, times]);
    expect(cacheFiles()).toHaveLength(2);
  });

  test('take over when the one that signs in is killed, and nothing of it is left', async () => {
    sandbox.set({ device: 'waits' });
    const first = start('device');
    await until('the first shows its page', () => first.said().includes('/device?user_code='));
    const second = start('device');
    await until('the second waits', () => second.said().includes(`Process ${first.child.pid} is signing in`));
    first.child.kill('SIGKILL');
    await until('the second shows a page of its own', () => second.said().includes('open this page on any device'));
    sandbox.set({ device: 'approves' });
    expect(await second.ended).toMatch(/^signed-in /);
    expect(cacheFiles()).toHaveLength(2);
  });
});

describe('one process', () => {
  test('shows the browser how it ended, and is gone at once', async () => {
    expect(await start('browser').ended).toMatch(/^signed-in sandbox-sso-access-/);
    await until('the browser has its page', () => existsSync(join(home, 'page.html')));
    expect(readFileSync(join(home, 'page.html'), 'utf8')).toContain('Signed in');
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('leaves nothing behind at %s and tells the others', async (signal) => {
    sandbox.set({ device: 'waits' });
    const run = start('device');
    await until('it shows its page', () => run.said().includes('/device?user_code='));
    run.child.kill(signal);
    expect(await run.ended).toContain('sign-in.cancelled');
    // The registration, which the next sign-in uses.
    expect(cacheFiles()).toHaveLength(1);
    const notes = join(home, '.local', 'state', 'lode', 'sign-ins');
    expect(readdirSync(notes).map((name) => JSON.parse(readFileSync(join(notes, name), 'utf8')))).toMatchObject([{ ended: { kind: 'cancelled' } }]);
  });
});
