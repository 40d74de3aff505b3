import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ssoTokenPath } from '../../src/auth/sso/token-path.ts';
import { writeSandboxHome } from '../../src/sandbox/home.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { builtProgram } from '../support/run-lode.ts';
import { smallDisk, type SmallDisk } from '../support/small-disk.ts';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A home whose sign-in has run out, at a sandbox that lets a refresh token work once. */
interface Home {
  readonly folder: string;
  readonly tokenPath: string;
  lode(): Promise<Ended>;
  calls(operation: string): readonly number[];
  /** Sets the time that the access token has left. */
  tokenLeft(seconds: number): void;
}

/** Whoever ignores modes (root) asks lode to be another user, who does not. */
const nobody = 65534;
const ignoresModes = process.geteuid?.() === 0;

async function homeIn(folder: string, asNobody = false): Promise<Home> {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  writeSandboxHome(folder, sandbox, { expired: true });
  if (asNobody) giveAway(folder);
  const tokenPath = ssoTokenPath(folder, 'sandbox');
  const env = { ...sandbox.env(), HOME: folder, PATH: process.env['PATH'] ?? '' };
  const who = asNobody ? { uid: nobody, gid: nobody } : {};
  return {
    folder,
    tokenPath,
    lode: () => ended(promisify(execFile)(process.execPath, [builtProgram(), 'credentials', '--aws-profile', 'sandbox-sso'], { env, cwd: '/', ...who })),
    calls: (operation) => sandbox.log().flatMap((one) => (one.operation === operation ? [one.status] : [])),
    tokenLeft(seconds) {
      const token = JSON.parse(readFileSync(tokenPath, 'utf8')) as Record<string, unknown>;
      writeFileSync(tokenPath, JSON.stringify({ ...token, expiresAt: new Date(Date.now() + seconds * 1000).toISOString() }));
      const [session] = sandbox.world.ssoSessions;
      if (session !== undefined) session.accessExpires = Date.now() + seconds * 1000;
    },
  };
}

async function ended(running: Promise<{ stdout: string; stderr: string }>): Promise<Ended> {
  try {
    return { code: 0, ...(await running) };
  } catch (error) {
    return error as Ended;
  }
}

function giveAway(folder: string): void {
  chownSync(folder, nobody, nobody);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) giveAway(path);
    else chownSync(path, nobody, nobody);
  }
}

function freshFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lode-trouble-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const roomKib = 16 * 1024;
const probe = smallDisk(roomKib);
probe?.remove();
const cannotMount = probe === undefined;

/** A disk of its own; only where this user and machine may mount. */
function freshDisk(): SmallDisk {
  const disk = smallDisk(roomKib) as SmallDisk;
  onTestFinished(() => disk.remove());
  return disk;
}

/** What is wrong with the disk, and how it is mended. */
interface Trouble {
  readonly why: string;
  begin(home: Home): void;
  end(home: Home): void;
}

/** Folders whose owner may only read them. */
const forbidden = (which: (home: Home) => readonly string[]): Trouble => ({
  why: 'permission denied',
  begin: (home) => which(home).forEach((folder) => chmodSync(folder, 0o500)),
  end: (home) => which(home).forEach((folder) => chmodSync(folder, 0o700)),
});

const foldersBelow = (folder: string): readonly string[] => [
  folder,
  ...readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? foldersBelow(join(folder, entry.name)) : [])),
];

const filler = ({ folder }: Home): string => join(folder, 'filler');
/** A disk on which so many bytes are left. */
const full = (left: number): Trouble => ({
  why: 'the disk is full',
  begin(home) {
    const { bavail, bsize } = statfsSync(home.folder);
    writeFileSync(filler(home), Buffer.alloc(bavail * bsize - left));
  },
  end: (home) => rmSync(filler(home)),
});

/** Nothing is spent while the trouble lasts, what is said names it, and the same refresh token works once it is over. */
async function expectNothingSpent(home: Home, { why, begin, end }: Trouble): Promise<void> {
  const before = readFileSync(home.tokenPath, 'utf8');
  begin(home);
  for (let again = 0; again < 2; again++) {
    const { code, stdout, stderr } = await home.lode();
    expect([code, stdout]).toEqual([4, '']);
    expect(stderr).toContain('error: The credentials were not renewed (profile sandbox-sso');
    expect(stderr).toContain(`cannot write ${home.tokenPath}: ${why}`);
    expect(stderr).toContain('Nothing was lost: the sign-in is as it was');
  }
  expect(home.calls('CreateToken')).toEqual([]);
  expect(readFileSync(home.tokenPath, 'utf8')).toBe(before);
  end(home);
  expect(await home.lode()).toMatchObject({ code: 0, stdout: expect.stringContaining('AccessKeyId') as string });
  expect(home.calls('CreateToken')).toEqual([200]);
  expect(readdirSync(dirname(home.tokenPath)).filter((name) => name.startsWith('.'))).toEqual([]);
}

const cannotBeNobody = ignoresModes && spawnSync(process.execPath, [builtProgram(), '--version'], { uid: nobody, gid: nobody }).status !== 0;
if (cannotBeNobody) console.log('root ignores modes, and nobody else may read lode here: folders that may only be read are not tried');

describe('a token that could not be kept is not fetched', () => {
  test.skipIf(cannotBeNobody).each<[string, Trouble]>([
    ['the folder of tokens', forbidden(({ tokenPath }) => [dirname(tokenPath)])],
    ['the whole home', forbidden(({ folder }) => foldersBelow(folder))],
  ])('when %s may only be read', async (_, trouble) => {
    await expectNothingSpent(await homeIn(freshFolder(), ignoresModes), trouble);
  });

  test.skipIf(cannotMount).each([
    ['is full', 0],
    ['has less room than a token may take', 16 * 1024],
  ])('when the disk %s', async (_, left) => {
    const disk = freshDisk();
    await expectNothingSpent(await homeIn(disk.folder), full(left));
  });

  test.skipIf(cannotMount)('when the disk was mounted to be read only', async () => {
    const disk = freshDisk();
    await expectNothingSpent(await homeIn(disk.folder), {
      why: 'it is on a read-only file system',
      begin: () => disk.makeReadOnly(),
      end: () => void execFileSync('mount', ['-o', 'remount,rw', disk.folder]),
    });
  });
});

test.skipIf(cannotMount)('a token that still lasts is used as long as it does, and its refresh token is not spent', async () => {
  const disk = freshDisk();
  const home = await homeIn(disk.folder);
  home.tokenLeft(120);
  disk.makeReadOnly();
  expect(await home.lode()).toMatchObject({ code: 0, stdout: expect.stringContaining('AccessKeyId') as string });
  expect(home.calls('CreateToken')).toEqual([]);
});

test('role credentials that cannot be kept are a note and no more; each run fetches them anew for the one new token', async () => {
  const home = await homeIn(freshFolder());
  // Not even root can write below a file.
  writeFileSync(join(home.folder, '.cache'), '');
  for (let again = 0; again < 2; again++) {
    const { code, stdout, stderr } = await home.lode();
    expect([code, stdout]).toEqual([0, expect.stringContaining('AccessKeyId') as string]);
    expect(stderr).toMatch(/^lode: .*cannot write .*\.cache/);
  }
  expect(home.calls('CreateToken')).toEqual([200]);
  expect(home.calls('GetRoleCredentials')).toEqual([200, 200]);
});
