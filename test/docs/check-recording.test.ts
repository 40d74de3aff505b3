import xterm from '@xterm/headless';
import { expect, test } from 'vitest';
import { missingRows } from '../../scripts/docs/check-recording.ts';
import type { Frame } from '../../scripts/docs/frames.ts';
import { frameOf } from '../../scripts/docs/frames.ts';
import { rowsOfSvg } from '../../scripts/docs/rows-of-svg.ts';
import { svgOf } from '../../scripts/docs/svg.ts';

async function frame(bytes: string, at: number): Promise<Frame> {
  const terminal = new xterm.Terminal({ cols: 40, rows: 2, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(bytes, resolve));
  return frameOf(terminal, at, false);
}

const picture = async (): Promise<string> =>
  svgOf({
    title: 'a session',
    description: 'What happens.',
    columns: 40,
    rows: 2,
    frames: [await frame('? Which <region>  \x1b[32meu-west-1\x1b[0m  12 ms', 0), await frame('Done & well until 13:28\r\n$ ', 1000)],
    lastMs: 2000,
  });

test('a picture gives back the rows that it shows', async () => {
  expect(rowsOfSvg(await picture())).toEqual(['? Which <region>  eu-west-1  12 ms', 'Done & well until 13:28', '$']);
});

test.each<[string, string, readonly string[]]>([
  ['the same, what differs from run to run aside', '? Which <region>  eu-west-1   9 ms\nDone & well until 09:05', []],
  ['another word', '? Which region  eu-west-1  12 ms', ['? Which region  eu-west-1  12 ms']],
  ['a row more', 'Done & well until 13:28\n\nNow run lode claude', ['Now run lode claude']],
])('what it does not show is told: %s', async (_, screen, missing) => {
  expect(missingRows(await picture(), [screen])).toEqual(missing);
});
