import xterm from '@xterm/headless';
import { describe, expect, test } from 'vitest';
import { compressed } from '../../scripts/docs/compress.ts';
import type { Frame } from '../../scripts/docs/frames.ts';
import { frameOf, frameText } from '../../scripts/docs/frames.ts';
import { svgOf } from '../../scripts/docs/svg.ts';

/** The screen of a terminal of 20 by 3 after these bytes. */
async function screenAfter(bytes: string, at = 0): Promise<Frame> {
  const terminal = new xterm.Terminal({ cols: 20, rows: 3, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(bytes, resolve));
  return frameOf(terminal, at, true);
}

const runs = async (bytes: string) => (await screenAfter(bytes)).rows[0] ?? [];

describe('a screen is read off', () => {
  test('as runs of letters that look alike, blanks left out', async () => {
    expect(await runs('  a \x1b[32;1mok\x1b[0m')).toMatchObject([
      { column: 2, width: 1, text: 'a', fore: undefined, bold: false },
      { column: 4, width: 2, text: 'ok', fore: 2, bold: true },
    ]);
  });

  test.each([
    ['one of the sixteen', '\x1b[91mx', { fore: 9 }],
    ['one of the cube', '\x1b[38;5;196mx', { fore: '#ff0000' }],
    ['a grey', '\x1b[38;5;244mx', { fore: '#808080' }],
    ['any other', '\x1b[38;2;1;2;3mx', { fore: '#010203' }],
    ['exchanged with the ground', '\x1b[31;7mx', { fore: 16, back: 1 }],
    ["exchanged where both are the window's", '\x1b[7mx', { fore: 16, back: 17 }],
    ['dim, italic and underlined', '\x1b[2;3;4mx', { dim: true, italic: true, underlined: true }],
  ])('with its looks: %s', async (_, bytes, look) => expect((await runs(bytes))[0]).toMatchObject(look));

  test('with the lines that scrolled away left out, and the place of the cursor', async () => {
    const frame = await screenAfter('1\r\n2\r\n3\r\n4 é');
    expect(frameText(frame)).toBe('2\n3\n4 é');
    expect(frame.cursor).toEqual([3, 2]);
  });
});

describe('a recording is made short', () => {
  const shown = (at: number, text: string): Frame => ({
    at,
    rows: [[{ column: 0, width: text.length, text, fore: undefined, back: undefined, bold: false, dim: false, italic: false, underlined: false }]],
    cursor: undefined,
  });
  const pace = { shortest: 30, longest: 900 };
  const told = (frames: readonly Frame[]): unknown => frames.map((frame) => [frame.at, frameText(frame)]);

  test('what shows nothing new goes, and what is painted in one go is one', () => {
    expect(told(compressed([shown(0, 'a'), shown(50, 'a'), shown(100, 'ab'), shown(104, 'abc'), shown(200, 'd')], [], pace))).toEqual([
      [0, 'a'],
      [100, 'abc'],
      [200, 'd'],
    ]);
  });

  test('nobody waits for longer than is said, but for a rest that was asked for', () => {
    const frames = [shown(0, 'a'), shown(5000, 'b'), shown(10_000, 'c')];
    expect(told(compressed(frames, [], pace))).toEqual([
      [0, 'a'],
      [900, 'b'],
      [1800, 'c'],
    ]);
    expect(told(compressed(frames, [{ from: 5100, lasts: 2500 }], pace))).toEqual([
      [0, 'a'],
      [900, 'b'],
      [3400, 'c'],
    ]);
  });
});

describe('the picture', () => {
  const picture = async (): Promise<string> =>
    svgOf({
      title: 'a <launch>',
      description: 'What happens.',
      columns: 20,
      rows: 3,
      frames: [await screenAfter('$ '), await screenAfter('$ lode', 1000), await screenAfter('$ lode\r\n\x1b[32mpong & more', 2000)],
      lastMs: 2000,
    });

  test('says each row once, with the times at which it is seen', async () => {
    const svg = await picture();
    expect(svg.match(/>\$ lode</g)).toHaveLength(1);
    expect(svg).toContain('@keyframes a1{0%{visibility:visible}25%{visibility:hidden}}');
    expect(svg).toContain('{0%{visibility:hidden}50%{visibility:visible}}');
  });

  test('stands on its last frame where nothing moves, and says it as text', async () => {
    const svg = await picture();
    expect(svg).toContain('<desc id="desc">What happens.\n\n$ lode\npong &amp; more</desc>');
    expect(svg).toContain('<title id="title">a &lt;launch&gt;</title>');
    const still = svg.split('\n').filter((line) => line.includes('<text') && line.includes('class="m"'));
    expect(still.map((line) => /<text[^>]*>([^<]*)/.exec(line)?.[1])).toEqual(['$ lode', 'pong &amp; more']);
  });

  test('runs no script and loads nothing, and has colours for both grounds', async () => {
    const svg = await picture();
    expect(svg).not.toMatch(/<script|<foreignObject|<image|href=|url\(|@import|\son\w+=/);
    expect(svg).toMatch(/prefers-color-scheme:dark\).*\.c2\{fill:#3fb950\}/);
    expect(svg).toContain('prefers-reduced-motion');
  });
});
