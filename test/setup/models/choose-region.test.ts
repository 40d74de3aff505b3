import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '../../../src/sandbox/knobs.ts';
import { chooseRegion } from '../../../src/setup/choose-region.ts';
import { lookerOf } from '../../../src/setup/look.ts';
import { setAccountScene, type AccountScene, type StageParts } from './stage-scene.ts';

const surroundings = { ...process.env };
let scene: AccountScene;
beforeEach(async () => void (scene = await setAccountScene()));
afterEach(async () => {
  await scene.close();
  Object.assign(process.env, surroundings);
});

const settingsFile = '/home/ada/.config/lode/settings.json';
const calls = (): number => scene.sandbox.log().length;

async function start(parts: StageParts) {
  const made = await scene.stage({ region: 'eu-west-1' }, parts);
  const { system } = made.stage;
  const lay = (settings: object): void => system.files.writeAtomic(settingsFile, JSON.stringify(settings), 0o600);
  return { ...made, lay, look: lookerOf(made.stage, undefined) };
}

async function chosen(parts: StageParts, knobs: Change = {}) {
  scene.sandbox.set(knobs);
  const { stage, offered, system, lay, look } = await start(parts);
  const ask = { profileRegion: 'me-central-1', distances: Promise.resolve(new Map<string, number>()) };
  const layAgain = async (region: string): Promise<void> => {
    // A refusal of this very moment would be shared.
    system.advance(1);
    lay({ region });
  };
  const region = chooseRegion(stage, { ask, look, lay: layAgain });
  return { region: await region.catch((error: { failure: unknown }) => error.failure), offered, said: () => system.stderr() };
}

const turnsAway: Change = { errors: [{ id: 'invalid-token' }] };

describe('a region that turns the credentials away', () => {
  test('is chosen again by a person, and not pointed at any more', async () => {
    const { region, offered, said } = await chosen(
      { machine: { selected: ['me-central-1', 'eu-west-1'] } },
      { errors: [{ id: 'invalid-token', service: 'sts', times: 1 }] },
    );
    expect(region).toBe('eu-west-1');
    expect(offered.map(({ byDefault }) => byDefault)).toEqual(['me-central-1', undefined]);
    expect(said()).toContain('aws account enable-region --region-name me-central-1');
  });

  test('is asked for three times at most', async () => {
    const { region, offered } = await chosen({ machine: { selected: ['me-central-1', 'eu-west-1', 'us-gov-west-1'] } }, turnsAway);
    expect(offered).toHaveLength(3);
    expect(region).toMatchObject({ exit: 'credentials', hints: expect.arrayContaining(['GovCloud takes credentials of a GovCloud account only']) as unknown });
  });

  test.each<[string, StageParts]>([
    ['with --yes', { words: { yes: true }, alone: true }],
    ['that a flag names', { words: { flags: { region: 'me-central-1' } } }],
  ])('is an error %s', async (_, parts) => {
    const { region, offered } = await chosen(parts, turnsAway);
    expect(region).toMatchObject({ exit: 'credentials', hints: [expect.stringContaining('enable-region'), ...([expect.anything()] as unknown[])] });
    expect(offered.length).toBe(0);
  });
});

describe('a region that no catalog knows', () => {
  const flags = { words: { flags: { region: 'eu-east-7' } }, alone: true };

  test('is taken where the account lists anything there', async () => {
    scene.sandbox.set({ profiles: { 'eu-east-7': [], 'eu-west-1': [] } });
    const { region, said } = await chosen(flags, { foundationModels: {} });
    expect(said()).toContain('knows no region eu-east-7 with Bedrock. The account is asked whether it does.');
    expect(region).toBe('eu-east-7');
  });

  test('is refused where it lists nothing', async () => {
    const { region } = await chosen(flags, { profiles: { 'eu-east-7': [] }, foundationModels: { 'eu-east-7': [] } });
    expect(region).toMatchObject({ code: 'usage.setup-answer', message: expect.stringContaining('The account lists no model there.') as unknown });
  });
});

describe('what AWS said', () => {
  test('is asked once while nothing changes that it is asked about, a failure too', async () => {
    scene.sandbox.set({ errors: [{ id: 'discovery' }] });
    const { look, lay } = await start({});
    const first = await look();
    expect(first.account.kind).toBe('unknown');
    const asked = calls();
    lay({ region: 'eu-west-1', geography: 'eu', model: 'opus' });
    const second = await look();
    expect(calls()).toBe(asked);
    expect([second.account, second.loaded.settings.geography?.value]).toEqual([first.account, 'eu']);
    lay({ region: 'eu-west-3' });
    expect((await look()).session.region).toBe('eu-west-3');
    expect(calls()).toBeGreaterThan(asked);
  });
});
