import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { catalog } from '../../src/models/catalog.ts';
import { setScene } from '../support/scene.ts';
import type { Scene, Shown } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const everywhere = (...words: readonly string[]): Promise<Shown> => scene.run(['models', 'list', '--all-regions', ...words]);
const commercial = Object.keys(catalog.regions).filter((region) => catalog.regions[region]?.partition === 'aws' && catalog.regions[region].bedrock);
const disabledLine = /^lode: Not enabled in this account: (.*)\.$/m;

interface Region {
  readonly region: string;
  readonly state: string;
  readonly why?: string;
  readonly models?: readonly { readonly id: string; readonly usability: string }[];
}
const regionsOf = ({ stdout }: Shown): readonly Region[] => (JSON.parse(stdout) as { regions: readonly Region[] }).regions;

describe('every region of the partition', () => {
  test('as a table of models by geographies', async () => {
    expect(await everywhere()).toMatchSnapshot();
  });

  test('is asked once, and not again while its list is fresh', async () => {
    await everywhere();
    const asked = new Set(
      scene.sandbox
        .log()
        .filter(({ operation }) => operation === 'ListInferenceProfiles')
        .map(({ region }) => region),
    );
    expect([...asked].toSorted()).toEqual(commercial.toSorted());
    const before = scene.sandbox.log().length;
    expect(await everywhere()).toMatchObject({ code: 0 });
    expect(scene.sandbox.log().slice(before)).toEqual([]);
  });

  test('has the list that a launch there uses', async () => {
    await everywhere();
    const before = scene.sandbox.log().length;
    await scene.run(['--region', 'ap-northeast-1', 'models', 'list', '--no-access']);
    expect(scene.sandbox.log().slice(before)).toEqual([]);
  });

  test('as data, with all rows of each', async () => {
    const regions = regionsOf(await everywhere('--json'));
    expect(regions.map(({ region }) => region)).toEqual(commercial.toSorted());
    expect(regions.find(({ region }) => region === 'ap-northeast-1')).toMatchObject({ state: 'listed', fetchedAt: '<time>', from: 'account' });
    expect(regions.find(({ region }) => region === 'ap-northeast-1')?.models?.map(({ id }) => id)).toContain('jp.anthropic.claude-sonnet-4-5-20250929-v1:0');
  });

  test('of GovCloud is two', async () => {
    const regions = regionsOf(await scene.run(['--region', 'us-gov-west-1', 'models', 'list', '--all-regions', '--json']));
    expect(regions.map(({ region }) => region)).toEqual(['us-gov-east-1', 'us-gov-west-1']);
  });
});

describe('a region that gives no list', () => {
  test('is a line with its reason, and not the end', async () => {
    await scene.run(['models', 'list', '--no-access']);
    scene.sandbox.set({ errors: [{ id: 'discovery', operation: 'ListInferenceProfiles', times: 1 }] });
    const { code, stdout, stderr } = await everywhere();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^opus-5\.5 .* 32$/m);
    expect(stderr).toContain(`of ${commercial.length - 1} that gave their list`);
    expect(stderr.match(/^lode: ([a-z0-9-]+) failed: ListInferenceProfiles in \1: AccessDeniedException/gm)).toHaveLength(1);
  });

  test('is named as not enabled when it is an opt-in region that does not know the keys, and asked no second time', async () => {
    await scene.run(['models', 'list', '--no-access']);
    const optIn = commercial.filter((region) => catalog.regions[region]?.optIn === true).toSorted();
    scene.sandbox.set({ errors: [{ id: 'invalid-token', service: 'bedrock' }] });
    const { code, stderr } = await everywhere();
    expect(code).toBe(0);
    expect(disabledLine.exec(stderr)?.[1]?.split(', ')).toEqual(optIn);
    expect(stderr).toMatch(/^lode: ap-northeast-1, .* failed: ListInferenceProfiles in ap-northeast-1: UnrecognizedClientException/m);
    scene.sandbox.set({ errors: [] });
    const before = scene.sandbox.log().length;
    const again = await everywhere();
    expect(disabledLine.exec(again.stderr)?.[1]?.split(', ')).toEqual(optIn);
    expect(
      scene.sandbox
        .log()
        .slice(before)
        .filter(({ region }) => optIn.includes(region ?? '')),
    ).toEqual([]);
  });

  test('is told as data too', async () => {
    await scene.run(['models', 'list', '--no-access']);
    scene.sandbox.set({ errors: [{ id: 'discovery', operation: 'ListInferenceProfiles' }] });
    const regions = regionsOf(await everywhere('--json'));
    expect(regions.filter(({ state }) => state === 'listed').map(({ region }) => region)).toEqual(['eu-west-1']);
    expect(regions.filter(({ state }) => state === 'failed')).toHaveLength(commercial.length - 1);
    expect(regions.find(({ state }) => state === 'failed')?.why).toContain('AccessDeniedException');
  });

  test('like all the others is an error', async () => {
    scene.sandbox.set({ errors: [{ id: 'discovery' }] });
    expect(await everywhere()).toMatchSnapshot();
  });
});

test('an API key asks as well, and its lists are the ones that a launch with it uses', async () => {
  scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }\n');
  const key = { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-sandbox' };
  expect(regionsOf(await scene.run(['models', 'list', '--all-regions', '--json'], key))).toHaveLength(commercial.length);
  expect(scene.sandbox.log().filter(({ operation }) => operation === 'ListFoundationModels')).toHaveLength(commercial.length);
  const before = scene.sandbox.log().length;
  await scene.run(['models', 'list', '--all-regions'], key);
  await scene.run(['--region', 'us-east-1', 'models', 'list', '--no-access'], key);
  expect(scene.sandbox.log().slice(before)).toEqual([]);
});

test('with discovery turned off nobody is asked', async () => {
  scene.write('.config/lode/settings.json', '{ "awsProfile": "sandbox", "region": "eu-west-1", "bedrockDiscovery": { "enabled": false } }\n');
  expect(await everywhere()).toMatchSnapshot();
});
