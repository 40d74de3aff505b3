import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setScene, type Scene } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const north = 'eu-north-1';
const settings = (more: object = {}): string =>
  scene.write('.config/lode/settings.json', JSON.stringify({ awsProfile: 'sandbox', region: 'eu-west-1', smallFastModelRegion: north, ...more }));
const launch = () => scene.run(['claude', '-p', 'hi']);
const asked = (region = north): number => scene.sandbox.log().filter((call) => call.operation === 'ListInferenceProfiles' && call.region === region).length;

function keptPath(): string {
  const folder = scene.path('.cache/lode/models');
  return join(folder, readdirSync(folder).find((file) => file.includes(north) && file.endsWith('.json')) ?? '');
}

const fetchedAt = (): number => (JSON.parse(readFileSync(keptPath(), 'utf8')) as { fetchedAt: number }).fetchedAt;

/** Makes the kept list so many hours old. */
function age(hours: number): void {
  const list = JSON.parse(readFileSync(keptPath(), 'utf8')) as object;
  writeFileSync(keptPath(), JSON.stringify({ ...list, fetchedAt: fetchedAt() - hours * 3_600_000 }));
}

test('a damaged list is told, and asked for anew', async () => {
  settings();
  await launch();
  writeFileSync(keptPath(), '{');
  expect((await launch()).stderr).toContain('The kept model list was not used, and the account was asked anew: it is not a JSON object (');
  expect((await launch()).stderr).not.toContain('kept model list');
});

test('a region that does not answer is told, and not waited for again', async () => {
  expect((await launch()).code).toBe(0);
  settings();
  scene.sandbox.set({ errors: [{ id: 'internal', service: 'bedrock' }] });
  const first = await launch();
  const before = asked();
  const second = await launch();
  expect({ codes: [first.code, second.code], again: asked() - before }).toEqual({ codes: [0, 0], again: 0 });
  expect(first.stderr).toMatch(/^lode: The account gave no list \(ListInferenceProfiles in eu-north-1: InternalServer.*\)\. Ask again: lode models refresh$/m);
  expect(second.stderr).toMatch(/^lode: The account gave no list at <time> \(ListInferenceProfiles in eu-north-1: InternalServer/m);
  scene.sandbox.set({ errors: [] });
  expect((await scene.run(['models', 'refresh'])).code).toBe(0);
  expect((await launch()).stderr).not.toContain('gave no list');
});

test('a launch is remembered as a whole only when this region gave its list as well', async () => {
  const isRemembered = (): boolean => [...scene.files().keys()].some((path) => path.includes('/.cache/lode/launches/'));
  await scene.run(['models', 'resolve', 'opus']);
  settings();
  scene.sandbox.set({ errors: [{ id: 'internal', operation: 'ListInferenceProfiles' }] });
  for (const command of [['claude'], ['claude'], ['claude']]) await scene.run(command);
  expect(isRemembered()).toBe(false);
  scene.sandbox.set({ errors: [] });
  await scene.run(['models', 'refresh']);
  for (const command of [['claude'], ['claude']]) await scene.run(command);
  expect(isRemembered()).toBe(true);
});

test('a list that has grown old is renewed behind the launch, and a renewal that failed is told', async () => {
  settings();
  await launch();
  age(2);
  const old = fetchedAt();
  await launch();
  await expect.poll(fetchedAt, { timeout: 15_000 }).toBeGreaterThan(old);
  expect(asked()).toBe(4);
  age(2);
  scene.sandbox.set({ errors: [{ id: 'internal', service: 'bedrock' }] });
  expect((await scene.run(['models', 'refresh', '--behind'])).code).toBe(0);
  expect((await launch()).stderr).toMatch(/^lode: The model list is of <time>; renewing it failed at <time> \(ListInferenceProfiles in eu-north-1: /m);
});

test('only models of the chosen providers count as listed', async () => {
  const smallFastModel = 'amazon.nova-lite-v1:0';
  settings({ smallFastModel });
  expect((await launch()).code).toBe(0);
  settings({ smallFastModel, bedrockDiscovery: { providerFilter: ['anthropic'] } });
  expect(await launch()).toMatchObject({ code: 1, stderr: expect.stringContaining(`does not list ${smallFastModel} in ${north}`) as string });
});
