import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, inject, onTestFinished } from 'vitest';
import { catalogOnDemand, catalogProfiles } from '../../../src/sandbox/catalog-regions.ts';
import { writeSandboxHome } from '../../../src/sandbox/home.ts';
import { issueKey, roleSession, sandboxAccount, sandboxKeys, type AccessKey } from '../../../src/sandbox/identities.ts';
import type { Change } from '../../../src/sandbox/knobs.ts';
import type { RequestRecord } from '../../../src/sandbox/request-log.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.ts';
import { startRecordingProxy } from './proxy.ts';

/** Files by their path below a folder: text, or a value written as JSON. */
export type Tree = Readonly<Record<string, string | object>>;

export interface StageOptions {
  /** The pinned assistant on PATH; Claude Code by default. */
  readonly assistant?: string;
  readonly knobs?: Change;
  /** lode's own user settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Other files of the home. */
  readonly home?: Tree;
  readonly project?: Tree;
  /** Whether `[default]` holds the other account's keys. */
  readonly ambient?: boolean;
  /** Whether the sign-ins in the home are over. */
  readonly signedOut?: boolean;
}

/** A machine for one test: a sandbox, a home and a project that are thrown away, and one assistant. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly home: string;
  readonly project: string;
  readonly program: string;
  /** What the profile `work` gives out, until `give` says otherwise. */
  readonly key: AccessKey;
  /** The whole environment of a child. */
  env(extra?: Readonly<Record<string, string | undefined>>): Record<string, string>;
  /** Makes the profile `work` give out this key from now on; undefined makes it fail. */
  give(key: AccessKey | undefined): void;
  /** A new session of the role that `work` stands for. */
  newKey(seconds?: number): AccessKey;
  write(folder: 'home' | 'project', tree: Tree): void;
  /** Calls of a model so far. */
  inference(): readonly RequestRecord[];
}

export const region = 'eu-west-1';
export const opus = 'eu.anthropic.claude-opus-4-6-v1';
export const workSettings = { awsProfile: 'work', region, model: opus };

/** Sets the stage and clears it when the test is over; fails the test if anything wanted to reach AWS itself. */
export async function setStage(options: StageOptions = {}): Promise<Stage> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lode-e2e-')));
  const [home, project] = [join(folder, 'home'), join(folder, 'project')];
  const sandbox = await startSandbox({ profilesByRegion: catalogProfiles, onDemand: catalogOnDemand, knobs: options.knobs ?? {} });
  const proxy = await startRecordingProxy();
  onTestFinished(async () => {
    await Promise.all([sandbox.close(), proxy.close()]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    expect(proxy.hosts.filter((host) => host.endsWith('.amazonaws.com') || host.endsWith('.amazonaws.com.cn'))).toEqual([]);
  });
  writeSandboxHome(home, sandbox, { ambient: options.ambient === true, expired: options.signedOut === true });
  appendProfiles(home);
  const newKey = (seconds = 3600): AccessKey => issueKey(sandbox.world, roleSession(sandboxAccount, 'Developer', 'ana'), seconds);
  const key = newKey();
  const program = programOf(options.assistant ?? 'claude');
  const give = (given: AccessKey | undefined): void =>
    given === undefined ? rmSync(join(home, 'work.json')) : writeTree(home, { 'work.json': processOutput(given) });
  give(key);
  writeTree(home, { '.config/lode/settings.json': options.settings ?? workSettings, ...options.home });
  writeTree(project, { 'README.md': '# A project\n', ...options.project });
  return {
    sandbox,
    home,
    project,
    program,
    key,
    give,
    newKey,
    env: (extra) => childEnvironment({ home, program, proxy: proxy.url, sandbox, extra }),
    write: (where, tree) => writeTree(where === 'home' ? home : project, tree),
    inference: () => sandbox.log().filter((record) => record.service === 'bedrock-runtime'),
  };
}

export function programOf(name: string): string {
  const program = inject('programs')[name];
  if (program === undefined) throw new Error(`No pinned assistant is called ${name}.`);
  return resolve(program);
}

function appendProfiles(home: string): void {
  const { accessKeyId, secretAccessKey } = sandboxKeys.other;
  const work = `[profile work]\nregion = ${region}\ncredential_process = cat ${join(home, 'work.json')}\n`;
  const other = `[profile other]\nregion = us-east-1\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
  writeFileSync(join(home, '.aws', 'config'), `\n${work}\n${other}`, { flag: 'a' });
}

/** What a `credential_process` prints for a key. */
export function processOutput(key: AccessKey): object {
  return {
    Version: 1,
    AccessKeyId: key.accessKeyId,
    SecretAccessKey: key.secretAccessKey,
    SessionToken: key.sessionToken,
    ...(key.expiration === undefined ? {} : { Expiration: new Date(key.expiration).toISOString() }),
  };
}

function writeTree(folder: string, tree: Tree): void {
  mkdirSync(folder, { recursive: true });
  for (const [path, content] of Object.entries(tree)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
}

interface ChildPlace {
  readonly home: string;
  readonly program: string;
  readonly proxy: string;
  readonly sandbox: Sandbox;
  readonly extra: Readonly<Record<string, string | undefined>> | undefined;
}

/** Nothing of this machine but the system's own programs and the one assistant. */
function childEnvironment({ home, program, proxy, sandbox, extra }: ChildPlace): Record<string, string> {
  const env = {
    PATH: `${dirname(program)}:/usr/bin:/bin`,
    HOME: home,
    LANG: 'C.UTF-8',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    // Claude Code lets root skip permissions only where it is told that nothing can break.
    IS_SANDBOX: '1',
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    ...sandbox.env(),
    ...extra,
  };
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
