import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeBinaries } from '../support/run-lode.ts';
import { hostileSettings, markers } from './hostile.ts';
import { lode } from './stage/launch.ts';
import { callsOfLode, oneCall, seen } from './stage/requests.ts';
import { opus, region, setStage } from './stage/stage.ts';

const nodes = await nodeBinaries();
const pairs = nodes.flatMap((node) => [
  { assistant: 'claude', version: '2.1.329', node },
  { assistant: 'claude-old', version: '2.1.197', node },
]);

describe.each(pairs)('Claude Code $version launched by Node $node.version', ({ assistant, node }) => {
  test('answers in a clean home with one call: the chosen model, region and identity, and stdout is its alone', async () => {
    const stage = await setStage({ assistant });
    expect(await lode(stage, ['claude', '-p', 'ping'], { node: node.path })).toEqual({ code: 0, signal: null, stdout: 'pong\n', stderr: '' });
    expect(stage.inference().map(seen)).toEqual(oneCall(stage, opus, region));
  });

  test('a second launch makes no call of its own before the first of Claude Code', async () => {
    const stage = await setStage({ assistant });
    await lode(stage, ['claude', '-p', 'ping'], { node: node.path });
    expect(callsOfLode(stage, node.version)).toContain('sts GetCallerIdentity');
    const before = callsOfLode(stage, node.version).length;
    expect(await lode(stage, ['claude', '-p', 'ping'], { node: node.path })).toMatchObject({ code: 0, stdout: 'pong\n' });
    expect(callsOfLode(stage, node.version).slice(before)).toEqual([]);
    expect(stage.inference().map(seen)).toEqual([...oneCall(stage, opus, region), ...oneCall(stage, opus, region)]);
  });

  test('hostile user, project and local settings of Claude Code move nothing and run nothing', async () => {
    const stage = await setStage({ assistant, ambient: true });
    const { home, project } = hostileSettings(stage.home);
    stage.write('home', home);
    stage.write('project', project);
    expect(await lode(stage, ['claude', '-p', 'ping'], { node: node.path })).toMatchObject({ code: 0, stdout: 'pong\n' });
    expect(stage.inference().map(seen)).toEqual(oneCall(stage, opus, region));
    expect(markers.filter((name) => existsSync(join(stage.home, name)))).toEqual([]);
  });
});
