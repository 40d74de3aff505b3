import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPty, type Pty } from '../support/pty.ts';
import { builtProgram } from '../support/run-lode.ts';
import { setScene, type Scene } from '../support/scene.ts';

let scene: Scene;
const terminals: Pty[] = [];
beforeEach(async () => void (scene = await setScene()));
afterEach(async () => {
  for (const terminal of terminals.splice(0)) await terminal.end();
  await scene.close();
});

const opus = 'eu.anthropic.claude-opus-5-5';
const haiku = 'eu.anthropic.claude-haiku-5-5';
const sent = (): readonly (string | undefined)[] =>
  scene.sandbox
    .log()
    .filter(({ service }) => service === 'bedrock-runtime')
    .map(({ model }) => model)
    .toSorted();
const check = (...words: readonly string[]) => scene.run(['models', 'check', ...words]);
const neutral = (text: string): string => text.replaceAll(/\d+ ms/g, '<n> ms');

/** Runs lode in a terminal with somebody in front of it. */
function inTerminal(...args: readonly string[]): Pty {
  const env = { ...scene.sandbox.env(), HOME: scene.home, PATH: `${scene.path('bin')}:${scene.path('tools')}`, TERM: 'xterm', TZ: 'UTC' };
  const pty = startPty(process.execPath, [builtProgram(), ...args], { env, cwd: scene.path('project'), columns: 200 });
  terminals.push(pty);
  return pty;
}

describe('with --yes', () => {
  test('the models of the settings get one request each', async () => {
    const { code, stdout, stderr } = await check('--yes');
    expect({ code, stdout: neutral(stdout) }).toEqual({
      code: 0,
      stdout: `main   ${opus}   works, first token after <n> ms\nsmall  ${haiku}  works, first token after <n> ms\n`,
    });
    expect(stderr).toMatchSnapshot();
    expect(sent()).toEqual([haiku, opus]);
  });

  test('names that mean one ID share its request', async () => {
    const { stdout } = await check('opus', 'opus-5.5', opus, '--yes');
    expect(neutral(stdout)).toBe(`opus, opus-5.5, ${opus}  ${opus}  works, first token after <n> ms\n`);
    expect(sent()).toEqual([opus]);
  });

  test('--all checks every ID that a launch pins', async () => {
    const { stdout } = await check('--all', '--yes', '--json');
    const { results } = JSON.parse(stdout) as { results: readonly { names: readonly string[] }[] };
    expect(results.flatMap(({ names }) => names).toSorted()).toEqual(['fable', 'haiku', 'main', 'opus', 'small', 'sonnet']);
    expect(sent()).toHaveLength(results.length);
  });

  test('a shut gate is shown beside what works, with its remedy and AWS’s words, and ends it with 1', async () => {
    scene.sandbox.set({ errors: [{ id: 'form', model: 'haiku' }] });
    const { code, stdout } = await check('--yes');
    expect({ code, stdout: neutral(stdout) }).toMatchSnapshot();
  });

  test('as data', async () => {
    scene.sandbox.set({ errors: [{ id: 'tpd', model: 'haiku' }] });
    const { code, stdout } = await check('--yes', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      schema: 1,
      region: 'eu-west-1',
      account: '111122223333',
      principal: 'arn:aws:iam::111122223333:user/sandbox',
      results: [
        expect.objectContaining({ names: ['main'], id: opus, model: 'claude-opus-5-5', works: true, firstTokenMs: expect.any(Number) as number, gate: null }),
        expect.objectContaining({
          names: ['small'],
          id: haiku,
          works: false,
          firstTokenMs: null,
          totalMs: expect.any(Number) as number,
          gate: {
            id: 'tpd',
            what: expect.any(String) as string,
            who: expect.any(String) as string,
            remedy: expect.any(Array) as string[],
            proof: expect.stringContaining('ThrottlingException: Too many tokens per day') as string,
            requestId: expect.any(String) as string,
          },
        }),
      ],
    });
  });

  test('a profile without capacity is told from a region without by the others that answer', async () => {
    scene.sandbox.set({ errors: [{ id: 'early-profile', model: 'haiku' }] });
    expect((await check('--yes')).stdout).toContain('SHUT (early-profile)');
  });

  test('a name that cannot be had here ends it before anything is sent', async () => {
    expect(await check('opus', 'opsu', '--yes')).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('opsu') as string });
    expect(sent()).toEqual([]);
  });

  test('with a Bedrock API key', async () => {
    scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }');
    const env = { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-sandbox' };
    const { code, stdout } = await scene.run(['models', 'check', 'haiku', '--yes', '--json'], env);
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ account: null, principal: null })]);
  });
});

describe('with nobody there and no --yes', () => {
  test.each([
    [['models', 'check'], 'lode models check --yes'],
    [['--region', 'eu-west-1', 'models', 'check', 'haiku', '--all'], 'lode --region eu-west-1 models check haiku --all --yes'],
    [['--json', 'models', 'check'], 'lode models check --json --yes'],
  ])('%j sends nothing and says what to write', async (words, command) => {
    const { code, stdout, stderr } = await scene.run(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('less than $0.0001');
    expect(stderr.endsWith(`  hint: Agree beforehand: ${command}\n`)).toBe(true);
    expect(sent()).toEqual([]);
  });
});

describe('with a person there', () => {
  test('who says yes, the requests are sent', async () => {
    const pty = inTerminal('models', 'check');
    await pty.waitFor(/may make AWS subscribe the account to it at AWS Marketplace[\s\S]*Send these 2 requests\?/);
    expect(sent()).toEqual([]);
    pty.type('y\r');
    await pty.waitFor(/small .* works, first token after \d+ ms/);
    expect((await pty.ended).code).toBe(0);
    expect(sent()).toEqual([haiku, opus]);
  });

  test.each([
    ['no', 'n\r', /Nothing was sent/],
    ['nothing', '\r', /Nothing was sent/],
    ['Ctrl-C', '\x03', /Send it\?/],
  ])('who says %s, nothing is', async (_, keys, end) => {
    const pty = inTerminal('models', 'check', 'haiku');
    await pty.waitFor(/Send it\?/);
    pty.type(keys);
    expect((await pty.ended).code).toBe(130);
    expect(pty.screen()).toMatch(end);
    expect(sent()).toEqual([]);
  });

  test('Ctrl-C ends a request that hangs', async () => {
    scene.sandbox.set({ faults: [{ kind: 'hang', service: 'bedrock-runtime' }] });
    const pty = inTerminal('models', 'check', 'haiku', '--yes');
    await pty.waitFor(/AWS Marketplace/);
    await expect.poll(sent, { timeout: 10_000 }).toHaveLength(1);
    pty.type('\x03');
    expect((await pty.ended).code).toBe(130);
    expect(pty.screen()).not.toContain('SHUT');
  });
});
