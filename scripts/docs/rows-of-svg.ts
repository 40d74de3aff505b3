import { cellWidth } from './svg.ts';

const names: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** The text of every row that a recorded picture ever shows, each line of the picture being one; see `svgOf`. */
export function rowsOfSvg(svg: string): readonly string[] {
  return svg.split('\n').flatMap((line) => {
    const runs = [...line.matchAll(/<text[^>]* x="([\d.]+)"[^>]* textLength="[\d.]+">([^<]*)</g)];
    if (runs.length === 0) return [];
    return [
      runs.reduce(
        (row, [, x, text = '']) => row.padEnd(Math.round(Number(x) / cellWidth)) + text.replaceAll(/&(lt|gt|amp);/g, (name) => names[name] ?? ''),
        '',
      ),
    ];
  });
}
