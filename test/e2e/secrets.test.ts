import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeBinaries } from '../support/run-lode.ts';
import { waitFor } from './stage/conversation.ts';
import { looking, looksWith } from './stage/bash-tool.ts';
import { startLode } from './stage/launch.ts';
import { filesHolding } from './stage/search.ts';
import { setStage, type Stage } from './stage/stage.ts';

const nodes = await nodeBinaries();

/** Command lines of every process of this machine that runs below a home, by its working folder or its words. */
function commandLines(stage: Stage): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
        return words.includes(stage.home) ? [words] : [];
      } catch {
        return [];
      }
    });
}

/** Modes below a folder, by path: files and folders apart. */
function modes(folder: string): { readonly files: ReadonlySet<string>; readonly folders: ReadonlySet<string> } {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => statSync(join(folder, name)));
  const mode = (of: typeof all): ReadonlySet<string> => new Set(of.map((stats) => (stats.mode & 0o777).toString(8)));
  return { files: mode(all.filter((stats) => stats.isFile())), folders: mode([...all.filter((stats) => stats.isDirectory()), statSync(folder)]) };
}

describe.each(nodes)('on Node $version', ({ path: node }) => {
  test.runIf(process.platform === 'linux')('while a session runs, its secrets are in the one cache file and nowhere else', async () => {
    const stage = await setStage({ knobs: { latencyMs: { 'bedrock-runtime': 1_500 } } });
    const secrets = [stage.key.secretAccessKey, stage.key.sessionToken ?? ''];
    const { child, ended } = startLode(stage, ['--verbose', 'claude', '-p', 'ping'], { node });
    child.stdin?.end();
    await waitFor(
      () => stage.inference()[0],
      20_000,
      () => 'no call of a model',
    );

    const lines = commandLines(stage);
    expect(lines.some((line) => line.includes('--settings'))).toBe(true);
    expect(lines.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
    const holding = filesHolding(stage.home, secrets);
    expect(holding).toEqual([expect.stringMatching(/^\.cache\/lode\/credentials\/[0-9a-f]+\.json$/), 'work.json']);

    const { code, stdout, stderr } = await ended;
    expect(code).toBe(0);
    for (const secret of secrets) expect(stdout + stderr).not.toContain(secret);
    for (const folder of ['.cache/lode', '.local/state/lode'])
      expect(modes(join(stage.home, folder))).toEqual({ files: new Set(['600']), folders: new Set(['700']) });
  });

  test("a secret in the user's own --settings reaches the session and no file", async () => {
    const canary = 'canary-3f1c9a';
    const stage = await setStage({ knobs: looksWith('echo "${#MY_API_KEY}"') });
    const settings = JSON.stringify({ env: { MY_API_KEY: canary } });
    const { child, ended } = startLode(stage, ['claude', '--settings', settings, ...looking], { node });
    child.stdin?.end();
    expect((await ended).stdout.trim()).toBe(String(canary.length));
    expect(filesHolding(stage.home, [canary])).toEqual([]);
  });
});
