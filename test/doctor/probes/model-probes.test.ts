import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPty, type Pty } from '../../support/pty.ts';
import { builtProgram } from '../../support/run-lode.ts';
import type { Scene } from '../../support/scene.ts';
import { diagnose, faults, setScene } from '../diagnose.ts';

let scene: Scene;
const terminals: Pty[] = [];
beforeEach(async () => void (scene = await setScene()));
afterEach(async () => {
  for (const terminal of terminals.splice(0)) await terminal.end();
  await scene.close();
});

const opus = 'eu.anthropic.claude-opus-5-5';
const asked = (): readonly (string | undefined)[] => scene.sandbox.log().flatMap(({ service, model }) => (service === 'bedrock-runtime' ? [model] : []));

/** Codes of what a run found about models that it asked, without those that are well. */
async function probed(args: readonly string[]): Promise<readonly string[]> {
  return (await diagnose(scene, args)).flatMap(({ check, code, severity }) => (check === 'model-probes' ? [`${severity} ${code}`] : []));
}

describe('nothing is invoked without an agreement (T24, complaint 28)', () => {
  test('without --probe', async () => {
    expect(await probed([])).toEqual(['skip model-probes.untried']);
    expect(asked()).toEqual([]);
  });

  test('with --probe and nobody to ask, who is told what to write before anything is looked at', async () => {
    const { code, stdout, stderr } = await scene.run(['doctor', '--probe']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/nobody is here to agree[\s\S]*add --yes: lode doctor --probe --yes/);
    expect(scene.sandbox.log()).toEqual([]);
  });

  test.each([
    ['n', 0],
    ['y', 3],
  ])('a person is told the cost and asked, and answers %s', async (answer, requests) => {
    const env = { ...scene.sandbox.env(), HOME: scene.home, PATH: `${scene.path('bin')}:${scene.path('tools')}`, TERM: 'xterm', TZ: 'UTC' };
    const pty = startPty(process.execPath, [builtProgram(), 'doctor', '--probe'], { env, cwd: scene.path('project'), columns: 200 });
    terminals.push(pty);
    await pty.waitFor(/requests\?/);
    expect(pty.screen()).toMatch(/less than \$0\.000\d[\s\S]*subscribe the account/);
    pty.type(`${answer}\r`);
    await pty.ended;
    expect(asked()).toHaveLength(requests);
  });
});

describe('with --probe --yes', () => {
  test('each pinned ID gets one request of one token, and all are well', async () => {
    expect(faults(await diagnose(scene, ['--probe', '--yes']))).toEqual([]);
    expect(new Set(asked()).size).toBe(asked().length);
    expect(asked()).toContain(opus);
    const { stdout } = await scene.run(['doctor', '--json', '--probe', '--yes']);
    expect(stdout).toMatch(/eu\.anthropic\.claude-opus-5-5 answers after \d+ ms/);
  });

  test.each([
    ['form', 'form'],
    ['form-2', 'form'],
    ['no-access', 'no-access'],
    ['marketplace-iam', 'marketplace-iam'],
    ['payment', 'payment'],
    ['agreement-pending', 'agreement-pending'],
    ['account-gate', 'account-gate'],
    ['geo-block', 'geo-block'],
    ['retention', 'retention'],
    ['iam-missing', 'iam-missing'],
    ['iam-deny', 'iam-deny'],
    ['boundary', 'boundary'],
    ['scp', 'scp'],
    ['scp-geo', 'scp-geo'],
    ['bad-id', 'bad-id'],
    ['on-demand', 'on-demand'],
    ['legacy', 'legacy'],
    ['eol', 'eol'],
    ['tpd', 'tpd'],
    ['early-profile', 'early-profile'],
    ['clock', 'clock'],
  ])('%s at the small model is named as the gate %s and no other, with its remedy and proof', async (id, gate) => {
    scene.sandbox.set({ errors: [{ id, service: 'bedrock-runtime', model: 'haiku' }] });
    const results = await diagnose(scene, ['--probe', '--yes']);
    expect(faults(results)).toEqual([`fail model-probes.${gate}`]);
    const [result] = results.filter(({ code }) => code === `model-probes.${gate}`);
    expect(result?.sentence).toMatch(/^small, haiku \(eu\.anthropic\.claude-haiku-5-5\): .+ Who can open it: .+/);
    expect(result?.remedies).not.toEqual([]);
    expect(result?.proof).toMatch(/^\w+: ./);
  });

  test('with no model that answers, missing capacity is no matter of one profile', async () => {
    scene.sandbox.set({ errors: [{ id: 'capacity', service: 'bedrock-runtime' }] });
    expect(faults(await diagnose(scene, ['--probe', '--yes']))).toEqual(['fail model-probes.capacity']);
  });

  test.each([
    ['form', /so Bedrock in eu-west-1 does not run these models\./],
    ['bad-id', /these models/],
    ['no-access', /no access to these models/],
  ])('%s at every model is one finding that names them all', async (id, what) => {
    scene.sandbox.set({ errors: [{ id, service: 'bedrock-runtime' }] });
    const results = await diagnose(scene, ['--probe', '--yes']);
    expect(faults(results)).toEqual([`fail model-probes.${id}`]);
    const [result] = results.filter(({ code }) => code === `model-probes.${id}`);
    expect(result?.sentence).toMatch(/^main, .*opus.* \(eu\..+\); small, haiku \(eu\..+\); sonnet \(eu\..+\): /);
    expect(result?.sentence).toMatch(what);
  });

  test('a tier that nobody asked for warns only', async () => {
    scene.sandbox.set({ errors: [{ id: 'no-access', service: 'bedrock-runtime', model: 'sonnet' }] });
    expect(faults(await diagnose(scene, ['--probe', '--yes']))).toEqual(['warn model-probes.no-access']);
  });
});

test('the small model is asked in the region that it is moved to', async () => {
  scene.write('.config/lode/settings.json', '{ "awsProfile": "sandbox", "region": "eu-west-1", "smallFastModelRegion": "eu-central-1" }');
  await diagnose(scene, ['--probe', '--yes']);
  const calls = scene.sandbox.log().filter(({ service }) => service === 'bedrock-runtime');
  expect(calls.map(({ region }) => region).toSorted()).toContain('eu-central-1');
  expect(calls.filter(({ model }) => model === opus).map(({ region }) => region)).toEqual(['eu-west-1']);
});
