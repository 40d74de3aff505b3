import type { Colour, Frame, Run } from './frames.ts';
import { frameText } from './frames.ts';

export interface Picture {
  readonly title: string;
  readonly description: string;
  readonly columns: number;
  readonly rows: number;
  readonly frames: readonly Frame[];
  /** How long the last frame stays before all begins anew, in ms. */
  readonly lastMs: number;
}

/** Something on the screen, and when it is there: from, until, in ms. */
interface Part {
  readonly svg: string;
  readonly times: (readonly [number, number])[];
}

/** Of a letter, in the units of the picture. */
export const cellWidth = 8.4;
const cell = { width: cellWidth, height: 20, font: 14 };
const margin = { x: 16, top: 40, bottom: 14 };

/** An animated picture of a terminal: text, no scripts, light or dark as the reader's page is, still for those who want no motion. */
export function svgOf(picture: Picture): string {
  const { columns, rows, frames, lastMs } = picture;
  const total = (frames.at(-1)?.at ?? 0) + lastMs;
  const [width, height] = [Math.ceil(columns * cell.width + 2 * margin.x), rows * cell.height + margin.top + margin.bottom];
  const parts = partsOf(frames, total);
  const moving = parts.filter(({ times }) => !always(times, total));
  const names = new Map(moving.map((part, index) => [part, `a${index.toString(36)}`]));
  const last = (part: Part): boolean => part.times.at(-1)?.[1] === total;
  const drawn = parts.map((part) => {
    const name = names.get(part);
    return name === undefined ? part.svg : `<g class="m${last(part) ? '' : ' h'}" style="animation-name:${name}">${part.svg}</g>`;
  });
  const keyframes = moving.map((part) => `@keyframes ${names.get(part)}{${keyframesOf(part.times, total)}}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escaped(picture.title)}</title>`,
    `<desc id="desc">${escaped(`${picture.description}\n\n${frames.length === 0 ? '' : frameText(frames.at(-1) as Frame)}`)}</desc>`,
    `<style>${styleOf(total)}${keyframes.join('')}</style>`,
    `<rect class="w" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    ...[16, 34, 52].map((x) => `<circle class="o" cx="${x + 4}" cy="19" r="5"/>`),
    `<text class="t" x="${width / 2}" y="24" text-anchor="middle">${escaped(picture.title)}</text>`,
    `<g transform="translate(${margin.x} ${margin.top})">`,
    ...drawn,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** Every row and cursor that is ever shown, once, with the times at which it is. */
function partsOf(frames: readonly Frame[], total: number): readonly Part[] {
  const parts = new Map<string, Part>();
  frames.forEach((frame, index) => {
    const until = frames[index + 1]?.at ?? total;
    const cursor = frame.cursor === undefined ? [] : [cursorOf(frame.cursor)];
    for (const svg of [...cursor, ...frame.rows.map((runs, row) => rowOf(runs, row))].filter((one) => one !== '')) {
      const part = parts.get(svg) ?? { svg, times: [] };
      const before = part.times.at(-1);
      if (before?.[1] === frame.at) part.times[part.times.length - 1] = [before[0], until];
      else part.times.push([frame.at, until]);
      parts.set(svg, part);
    }
  });
  return [...parts.values()];
}

const always = (times: Part['times'], total: number): boolean => times.length === 1 && times[0]?.[0] === 0 && times[0][1] === total;

/** From when to when a part is seen, in hundredths of the whole. */
function keyframesOf(times: Part['times'], total: number): string {
  const percent = (ms: number): string => `${Number(((ms / total) * 100).toFixed(3))}%`;
  const start = times[0]?.[0] === 0 ? [] : ['0%{visibility:hidden}'];
  const changes = times.flatMap(([from, until]) => [
    `${percent(from)}{visibility:visible}`,
    ...(until === total ? [] : [`${percent(until)}{visibility:hidden}`]),
  ]);
  return [...start, ...changes].join('');
}

function rowOf(runs: readonly Run[], row: number): string {
  return runs.map((run) => groundOf(run, row) + textOf(run, row)).join('');
}

const place = (value: number): number => Number(value.toFixed(1));

function groundOf({ back, column, width }: Run, row: number): string {
  if (back === undefined) return '';
  return `<rect${paint(back)} x="${place(column * cell.width)}" y="${row * cell.height}" width="${place(width * cell.width)}" height="${cell.height}"/>`;
}

/** The width is said, so that every font of the reader's ends where the terminal's did. */
function textOf(run: Run, row: number): string {
  if (run.text.trim() === '') return '';
  const classes = [run.bold ? 'b' : '', run.dim ? 'd' : '', run.italic ? 'i' : '', run.underlined ? 'u' : ''].filter((name) => name !== '');
  const [x, y, length] = [place(run.column * cell.width), row * cell.height + 15, place(run.width * cell.width)];
  return `<text${paint(run.fore, classes)} x="${x}" y="${y}" textLength="${length}">${escaped(run.text)}</text>`;
}

function paint(colour: Colour, classes: readonly string[] = []): string {
  const names = [...classes, ...(typeof colour === 'number' ? [`c${colour}`] : [])];
  return (names.length === 0 ? '' : ` class="${names.join(' ')}"`) + (typeof colour === 'string' ? ` style="fill:${colour}"` : '');
}

const cursorOf = ([column, row]: readonly [number, number]): string =>
  `<rect class="k" x="${place(column * cell.width)}" y="${row * cell.height + 1}" width="${cell.width}" height="${cell.height - 2}"/>`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The sixteen colours, readable on a light and on a dark ground, then that ground and its letters (`windowGround`, `windowLetters`). */
const light =
  '#24292f #cf222e #116329 #7d4e00 #0550ae #8250df #1b7c83 #57606a #57606a #a40e26 #1a7f37 #633c01 #0969da #6639ba #3192aa #24292f #f6f8fa #24292f'.split(' ');
const dark =
  '#484f58 #ff7b72 #3fb950 #d29922 #58a6ff #bc8cff #39c5cf #c9d1d9 #8b949e #ffa198 #56d364 #e3b341 #79c0ff #d2a8ff #56d4dd #f0f6fc #0d1117 #c9d1d9'.split(' ');

function styleOf(totalMs: number): string {
  const sixteen = (colours: readonly string[]): string => colours.map((colour, index) => `.c${index}{fill:${colour}}`).join('');
  const fonts = 'ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace';
  return [
    `text{font:${cell.font}px ${fonts};fill:#24292f;white-space:pre}`,
    '.w{fill:#f6f8fa;stroke:#d0d7de}.o{fill:#d0d7de}.t{font-size:12px;fill:#57606a}.k{fill:#57606a;opacity:.5}',
    '.b{font-weight:600}.d{opacity:.65}.i{font-style:italic}.u{text-decoration:underline}',
    sixteen(light),
    `.m{animation:${totalMs}ms step-end infinite}.h{visibility:hidden}`,
    `@media (prefers-color-scheme:dark){text{fill:#c9d1d9}.w{fill:#0d1117;stroke:#30363d}.o{fill:#30363d}.t{fill:#8b949e}.k{fill:#8b949e}${sixteen(dark)}}`,
    '@media (prefers-reduced-motion:reduce){.m{animation:none!important}}',
  ].join('');
}
