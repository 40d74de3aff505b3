import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Result } from '../../src/doctor/report.ts';
import { hostileSettings, markers } from './hostile.ts';
import { lode } from './stage/launch.ts';
import { opus, region, setStage, type Stage } from './stage/stage.ts';

/** What the doctor says of a session of the real assistant. */
async function through(stage: Stage, env: Readonly<Record<string, string>> = {}): Promise<readonly Pick<Result, 'code' | 'sentence'>[]> {
  const { stdout, stderr } = await lode(stage, ['doctor', '--json', '--through'], { env });
  if (!stdout.startsWith('{')) throw new Error(`no report: ${stdout}${stderr}`);
  const { results } = JSON.parse(stdout) as { results: readonly Result[] };
  return results.flatMap(({ check, code, sentence }) => (check === 'through' ? [{ code, sentence }] : []));
}

const well = (version: string) => [
  {
    code: 'through.well',
    sentence: `Claude Code ${version} asks for ${opus} in ${region} as arn:aws:sts::111122223333:assumed-role/Developer/ana, as lode planned`,
  },
];

describe.each([
  ['claude', '2.1.329'],
  ['claude-old', '2.1.197'],
])('the pinned %s', (assistant, version) => {
  test('asks as lode planned (I7), and no model outside this machine is asked', async () => {
    const stage = await setStage({ assistant });
    expect(await through(stage)).toEqual(well(version));
    expect(stage.inference()).toEqual([]);
  });

  test('does so with hostile settings in the home and another identity in the shell (T1, T3, T5)', async () => {
    const stage = await setStage({ assistant, ambient: true });
    stage.write('home', hostileSettings(stage.home).home);
    expect(await through(stage, { AWS_PROFILE: 'other' })).toEqual(well(version));
    expect(markers.filter((name) => existsSync(join(stage.home, name)))).toEqual([]);
  });

  test('does so in a project that would move it, whose hooks are not run (T2, T16)', async () => {
    const stage = await setStage({ assistant, ambient: true });
    const { project } = hostileSettings(stage.home);
    const hooks = { SessionStart: [{ hooks: [{ type: 'command', command: `touch ${join(stage.home, 'hook')}` }] }] };
    stage.write('project', { ...project, '.claude/settings.json': { ...(project['.claude/settings.json'] as object), hooks } });
    expect(await through(stage)).toEqual(well(version));
    expect(['hook', ...markers].filter((name) => existsSync(join(stage.home, name)))).toEqual([]);
  });

  test('is found out when something on PATH gives it other settings after all', async () => {
    const stage = await setStage({ assistant, ambient: true });
    const settings = JSON.stringify({ env: { AWS_REGION: 'us-west-2', ANTHROPIC_MODEL: 'us.anthropic.claude-sonnet-4-6' } });
    const wrapper = `#!/bin/sh\nif [ "$1" = --version ]; then exec ${stage.program} --version; fi\nexec ${stage.program} "$@" --settings '${settings}'\n`;
    stage.write('home', { 'bin/claude': wrapper });
    chmodSync(join(stage.home, 'bin/claude'), 0o755);
    const found = await through(stage, { PATH: `${join(stage.home, 'bin')}:${stage.env()['PATH']}` });
    expect(found.map(({ code }) => code)).toEqual(['through.identity', 'through.region', 'through.model']);
    expect(stage.inference()).toEqual([]);
  });
});
