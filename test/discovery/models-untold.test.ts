import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { setScene, type Scene } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const refresh = () => scene.run(['models', 'refresh']);
const counted = /^(\d+ inference profiles), (\d+ models) in eu-west-1/;

describe('ListFoundationModels', () => {
  test('that fails leaves the models of the last list', async () => {
    const [, , models] = counted.exec((await refresh()).stdout) ?? [];
    scene.sandbox.set({ errors: [{ id: 'internal', operation: 'ListFoundationModels' }] });
    const { code, stdout, stderr } = await refresh();
    expect({ code, models: counted.exec(stdout)?.[2] }).toEqual({ code: 0, models });
    expect(stderr).toMatch(/^lode: The models of eu-west-1 are as they were listed before; asking again failed \(ListFoundationModels: .*\)\. Try again/);
    expect((await scene.run(['models', 'list', '--no-access'])).stderr).not.toContain('ListFoundationModels');
  });

  test('that fails before there is a list says why, and not that it is refused', async () => {
    scene.sandbox.set({ errors: [{ id: 'internal', operation: 'ListFoundationModels' }] });
    expect((await scene.run(['models', 'list', '--no-access'])).stderr).toMatch(
      /^lode: The account could not be asked for its models \(ListFoundationModels: InternalServer.*\), so .* Ask again: lode models refresh$/m,
    );
  });

  test('that is refused takes the models out of the list', async () => {
    await refresh();
    scene.sandbox.set({ errors: [{ id: 'discovery', operation: 'ListFoundationModels' }] });
    expect((await refresh()).stdout).toContain('models not told (bedrock:ListFoundationModels)');
    expect((await scene.run(['models', 'list', '--no-access'])).stderr).toContain('The account did not tell its models (bedrock:ListFoundationModels)');
  });
});

describe('a model that the catalog does not know', () => {
  const id = 'acme.brand-new-v1:0';
  test('is not listed where the account lists its models', async () => {
    expect(await scene.run(['models', 'resolve', id])).toMatchObject({ code: 1, stderr: expect.stringContaining('does not list') as string });
  });
  test('is taken as given where it keeps them to itself, and nobody says that it is not listed', async () => {
    scene.sandbox.set({ errors: [{ id: 'discovery', operation: 'ListFoundationModels' }] });
    const { code, stdout, stderr } = await scene.run(['models', 'resolve', id]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${id}\n` });
    expect(stderr).toContain(`The account did not tell its models, so nobody can tell whether ${id} can be called in eu-west-1.`);
  });
  test('is still not listed there when it is an ID of a profile', async () => {
    scene.sandbox.set({ errors: [{ id: 'discovery', operation: 'ListFoundationModels' }] });
    expect(await scene.run(['models', 'resolve', `eu.${id}`])).toMatchObject({ code: 1, stderr: expect.stringContaining('does not list') as string });
  });
});
