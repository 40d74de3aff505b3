import { rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blocksOf } from '../../scripts/docs/blocks.ts';
import type { Outcome } from '../../scripts/docs/run-block.ts';
import { runBlock } from '../../scripts/docs/run-block.ts';
import { installLode } from '../../scripts/docs/stage-home.ts';
import { builtProgram } from '../support/run-lode.ts';

const root = resolve('.');
let owner = '';
beforeAll(() => (owner = installLode({ root, dist: dirname(builtProgram()) })));
afterAll(() => rmSync(owner, { recursive: true, force: true }));

/** Runs the one block of a page. */
async function ran(...page: readonly string[]): Promise<Outcome> {
  const [block] = blocksOf('docs/page.md', page.join('\n'));
  if (block === undefined) throw new Error('no block');
  return runBlock(block, { root, owner });
}

const console_ = (...lines: readonly string[]): Promise<Outcome> => ran('```console scene=work', ...lines, '```');

describe('a block is true when a run shows the same', () => {
  test('a transcript, what differs from run to run aside', async () => {
    expect(
      await console_(
        '$ lode --json status | head -1',
        '{',
        '$ lode status',
        'identity    assumed-role/Developer/ana (proven earlier for the same credentials)',
        '…',
      ),
    ).toEqual({
      kind: 'true',
    });
  });

  test('commands that end as they should', async () => {
    expect(await ran('```sh scene=work exits=0,1', 'lode config path', 'lode --aws-profile wrk status', '```')).toEqual({ kind: 'true' });
  });

  test('a transcript that ends with the code of exits=, or with an error', async () => {
    expect(await ran('```console scene=work exits=3', '$ sh -c "echo x; exit 3"', 'x', '```')).toEqual({ kind: 'true' });
    expect(await console_('$ lode --aws-profile wrk status', 'error: Profile "wrk" (set by --aws-profile) cannot be used: …', '…')).toEqual({ kind: 'true' });
  });

  test('data, by the command that prints it', async () => {
    expect(await ran('```json scene=work command="lode env --shell json"', '{', '…', '  "AWS_REGION": "eu-west-1",', '…', '}', '```')).toEqual({
      kind: 'true',
    });
  });

  test('plain text, which is not looked at', async () => {
    expect(await ran('```text', 'whatever', '```')).toEqual({ kind: 'exempt' });
  });

  test('settings, by lode’s own schema', async () => {
    expect(await ran('```jsonc', '{ "region": "eu-west-1" } // mine', '```')).toEqual({ kind: 'true' });
  });
});

describe('it is wrong, with the line and the reason,', () => {
  test('when it shows something else, and then what it should show is known', async () => {
    expect(await console_('$ lode config get awsProfile', 'base')).toEqual({
      kind: 'wrong',
      line: 3,
      why: expect.stringContaining('- base') as unknown,
      lines: ['$ lode config get awsProfile', 'work'],
    });
  });

  test.each([
    ['a command ends otherwise', ['```sh scene=work', 'lode config path', 'lode --aws-profile wrk status', '```'], 3, 'it ended with 1 and not 0'],
    ['a command of a transcript fails in silence', ['```console scene=work', '$ sh -c "echo x; exit 3"', 'x', '```'], 1, 'ended with 3 and not 0'],
    ['exits= has more codes than there are commands', ['```sh scene=work exits=0,1', 'true', '```'], 1, 'exits= has 2 codes for 1 commands'],
    ['it names no scene', ['```console', '$ lode status', '```'], 1, 'it names no scene'],
    ['its scene is none', ['```console scene=nowhere', '$ lode status', '```'], 1, 'there is no scene nowhere'],
    ['it has no type', ['```', 'lode status', '```'], 1, 'it names no scene'],
    ['its first line is no command', ['```console scene=work', 'identity', '```'], 1, 'its first line is no command'],
    ['it shows nothing of what came', ['```console scene=work', '$ lode status', '…', '```'], 1, 'it shows nothing but …'],
    ['its settings are none of lode’s', ['```json', '{ "regoin": "eu-west-1" }', '```'], 1, 'there is no setting "regoin"'],
  ])('when %s', async (_, page, line, why) => {
    expect(await ran(...page)).toMatchObject({ kind: 'wrong', line, why: expect.stringContaining(why) as unknown });
  });
});

test('a block that says why it is not run is not run', async () => {
  expect(await ran('<!-- not run: it is billed -->', '```sh', 'exit 1', '```')).toEqual({ kind: 'not-run', reason: 'it is billed' });
});
