import { readFileSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Report } from '../../src/doctor/report.ts';
import { schemaMistakes } from '../doctor/report/json-schema.ts';
import { startPty, type Pty } from '../support/pty.ts';
import { builtProgram } from '../support/run-lode.ts';
import { setScene, type Scene } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const schema = JSON.parse(readFileSync('schema/doctor-report.schema.json', 'utf8')) as Record<string, unknown>;

async function report(args: readonly string[] = []): Promise<Report> {
  return JSON.parse((await scene.run(['doctor', '--json', ...args])).stdout) as Report;
}

describe('lode doctor', () => {
  test('where all is well: 0, and a line for each area', async () => {
    const { code, stdout, stderr } = await scene.run(['doctor']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^claude on Amazon Bedrock: account 111122223333, eu-west-1\n\n/);
    expect(stdout).toMatch(/\nAll well: \d+ checks/);
    expect(stdout.split('\n').filter((line) => line.length > 80 && line.includes('well: '))).toEqual([]);
  });

  test('says nothing with --quiet where all is well', async () => {
    expect(await scene.run(['doctor', '--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('as data, by the published schema', async () => {
    const data = await report();
    expect(schemaMistakes(schema, data)).toEqual([]);
    expect(data).toMatchObject({
      schema: 1,
      lode: '0.1.0',
      node: process.versions.node,
      platform: process.platform,
      assistant: 'claude',
      region: 'eu-west-1',
      account: '111122223333',
    });
  });

  test('where something is shut: 1, and text and data name the same', async () => {
    scene.write('.config/lode/settings.json', '{ "awsProfile": "sandbox" ');
    const { code, stdout } = await scene.run(['doctor']);
    const { results, counts } = await report();
    expect([code, counts.fail > 0]).toEqual([1, true]);
    const shut = results.filter(({ severity }) => severity === 'fail');
    const text = stdout.replaceAll(/\s+/g, ' ');
    for (const { sentence } of shut) expect(text).toContain(sentence.replaceAll(scene.home, '~').replaceAll(/\s+/g, ' '));
    expect(stdout.match(/^ {2}FAIL/gm)?.length).toBe(counts.fail);
  });

  test.each<[string, readonly string[], string]>([
    ['an assistant that nobody knows', ['--assistant', 'nobody'], 'lode knows no assistant called "nobody".'],
    ['two things at once', ['--fix', '--watch'], 'lode doctor does one thing at a time, not --fix and --watch.'],
    ['a probe on every change', ['--watch', '--probe'], '--probe does not go with --watch'],
    ['an agreement to nothing', ['--yes'], '--yes goes with --fix, --report, --probe or --through.'],
    ['nothing to take back', ['--undo'], 'There is no lode doctor --fix to take back.'],
    ['a report with nobody to ask', ['--report', 'report.md'], 'No report was written: it has to be agreed to, and there is nobody to ask.'],
    ['a report in no folder', ['--report', 'none/report.md', '--yes'], 'There is no folder ~/project/none to write a report to.'],
    ['a report in place of a folder', ['--report', '.', '--yes'], '~/project is no plain file, so no report can be written there.'],
  ])('cannot do %s: 2', async (_, args, says) => {
    const { code, stderr } = await scene.run(['doctor', ...args]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(says) as string });
  });

  test('changes nothing without being asked to', async () => {
    const kept = (): readonly (readonly [string, string])[] =>
      [...scene.files()].filter(([path]) => !path.includes('/.cache/lode/') && !path.includes('/.local/state/lode/'));
    const before = kept();
    await scene.run(['doctor', '--verbose']);
    expect(kept()).toEqual(before);
  });

  test('sends no model a request', async () => {
    await scene.run(['doctor']);
    expect(scene.sandbox.log().filter(({ service }) => service === 'bedrock-runtime')).toEqual([]);
  });
});

describe('lode doctor --report', () => {
  test('shows and writes the same, for the user alone, with names masked', async () => {
    const { code, stdout, stderr } = await scene.runAsIs(['doctor', '--report', 'report.md', '--yes']);
    const path = scene.path('project/report.md');
    expect([code, readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual([0, stdout, 0o600]);
    expect(stderr).toBe(`Written: ${path}. Nothing was sent anywhere.\n`);
    expect(stdout).toContain('| account | <account-1> |');
    expect(stdout).not.toMatch(/111122223333|user\/sandbox/);
    expect(stdout).not.toContain(scene.home);
  });

  test('says that it replaces', async () => {
    scene.write('project/report.md', 'mine', 0o644);
    const { stderr } = await scene.run(['doctor', '--report', 'report.md', '--yes']);
    expect(stderr).toBe('Replaced: ~/project/report.md. Nothing was sent anywhere.\n');
    expect(statSync(scene.path('project/report.md')).mode & 0o777).toBe(0o600);
  });
});

function inTerminal(args: readonly string[], env: Readonly<Record<string, string>> = {}): Pty {
  const surroundings = { ...scene.sandbox.env(), HOME: scene.home, PATH: `${scene.path('bin')}:${scene.path('tools')}`, TZ: 'UTC', TERM: 'xterm' };
  return startPty(process.execPath, [builtProgram(), ...args], { cwd: scene.path('project'), env: { ...surroundings, ...env } });
}

describe('in a terminal', () => {
  test('asks before it writes a report, and takes no for an answer', async () => {
    const pty = inTerminal(['doctor', '--report', 'report.md']);
    await pty.waitFor(/Write what is shown above to \S+report\.md\?/);
    pty.type('n\r');
    expect(await pty.ended).toEqual({ code: 130, signal: 0 });
    expect(pty.screen()).toContain('No report was written.');
    expect(scene.files().has(scene.path('project/report.md'))).toBe(false);
  });

  test('shows its progress on one line that is gone at the end, and colours unless told not to', async () => {
    const coloured = inTerminal(['doctor']);
    expect(await coloured.ended).toEqual({ code: 0, signal: 0 });
    expect(coloured.bytes().replaceAll('\r\u001B[2K', '<clear>')).toMatch(/<clear>lode looks at [^\n]*<clear>claude on/);
    expect(coloured.bytes()).toContain('\u001B[32mwell');
    const plain = inTerminal(['doctor'], { NO_COLOR: '1' });
    await plain.ended;
    expect(plain.bytes()).not.toContain('\u001B[3');
  });

  test('--watch says what changed, and ends with Ctrl-C', async () => {
    const pty = inTerminal(['doctor', '--watch'], { NO_COLOR: '1' });
    await pty.waitFor(/All well: .*\n/);
    const whole = scene.write('.config/lode/settings.json', '{ "awsProfile": "sandbox" ');
    await pty.waitFor(/\d\d:\d\d {2}\d+ failed/);
    scene.write('.config/lode/settings.json', '{ "awsProfile": "sandbox", "region": "eu-west-1" }\n');
    await pty.waitFor(/\d\d:\d\d {2}All well: [^\n]*\n[^]*no more/);
    expect(pty.screen().match(/Amazon Bedrock: account/g)?.length).toBe(1);
    expect(pty.screen()).toContain(whole);
    pty.type('\x03');
    expect((await pty.ended).signal).toBe(2);
  });
});
