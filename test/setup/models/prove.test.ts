import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pickModels } from '../../../src/launcher/pick-models.ts';
import { prove } from '../../../src/setup/prove.ts';
import { setAccountScene, type AccountScene, type StageParts } from './stage-scene.ts';

const surroundings = { ...process.env };
let scene: AccountScene;
beforeAll(async () => void (scene = await setAccountScene()));
beforeEach(() => scene.sandbox.set({ errors: [] }));
afterAll(async () => {
  await scene.close();
  Object.assign(process.env, surroundings);
});

const sent = (): number => scene.sandbox.log().filter(({ operation }) => operation === 'ConverseStream').length;

async function proven(parts: StageParts) {
  const before = sent();
  const { stage, facts, system } = await scene.look({ region: 'eu-west-1' }, parts);
  const proof = await prove(stage, facts, pickModels(facts, system.now()).main);
  return { proof, said: system.stderr(), questions: system.questions, sent: sent() - before };
}

describe('the one request', () => {
  test('is sent after its cost is said and somebody agreed', async () => {
    const { said, ...rest } = await proven({ machine: { answers: [true] } });
    expect(rest).toEqual({ proof: 'works', questions: ['Send it?'], sent: 1 });
    expect(said).toMatchInlineSnapshot(`
      "This sends one request, to Bedrock in eu-west-1, as user/sandbox in account 111122223333: about 10 tokens there, at most 1 token back.
        main  eu.anthropic.claude-opus-5-5  Claude Opus 5.5  less than $0.0001
      The first request to a model may make AWS subscribe the account to it at AWS Marketplace.
      main  eu.anthropic.claude-opus-5-5  works, first token after 0 ms
      "
    `);
  });

  test.each<[string, StageParts, object]>([
    ['is not sent after a no', { machine: { answers: [false] } }, { proof: 'not-sent', questions: ['Send it?'], sent: 0 }],
    ['is not sent with --no-proof', { words: { proof: false } }, { proof: 'not-sent', questions: [], sent: 0 }],
    ['is sent with --proof', { words: { proof: true }, alone: true }, { proof: 'works', questions: [], sent: 1 }],
    ['is sent with --yes', { words: { yes: true }, alone: true }, { proof: 'works', questions: [], sent: 1 }],
    ['is not sent with --yes --no-proof', { words: { yes: true, proof: false }, alone: true }, { proof: 'not-sent', questions: [], sent: 0 }],
    ['is not asked about in a second environment', { brief: true }, { proof: 'not-sent', questions: [], sent: 0 }],
    ['is sent in a second environment with --proof', { brief: true, words: { proof: true } }, { proof: 'works', questions: [], sent: 1 }],
  ])('%s', async (_, parts, expected) => {
    expect(await proven(parts)).toMatchObject(expected);
  });

  test('that is refused names the gate, and what it takes', async () => {
    scene.sandbox.set({ errors: [{ id: 'form' }] });
    const { proof, said } = await proven({ words: { proof: true } });
    expect(proof).toBe('shut');
    expect(said).toContain('SHUT (form)');
    expect(said).toContain('who can open it: ');
    expect(said).toContain('The settings can be written all the same');
  });

  test('that Ctrl-C breaks off cancels setup', async () => {
    const { stage, facts, system } = await scene.look({ region: 'eu-west-1' }, { words: { proof: true } });
    const interruptible = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => work(AbortSignal.abort());
    const broken = { ...stage, system: { ...stage.system, processes: { ...stage.system.processes, interruptible } } };
    await expect(prove(broken, facts, pickModels(facts, system.now()).main)).rejects.toMatchObject({ failure: { code: 'cancelled', exit: 'cancelled' } });
  });
});
