import type { RegionAnswer } from '../discovery/every-region.ts';

/** How many regions the table is of, and why the others are not in it: those that are not enabled, and those that failed, with the reason. */
export function regionNotes(answers: readonly RegionAnswer[]): readonly string[] {
  const listed = answers.filter(({ kind }) => kind === 'listed').length;
  const disabled = answers.filter(({ kind }) => kind === 'disabled').map(({ region }) => region);
  return [
    `Numbers are regions from which a model can be called, of ${listed === 1 ? 'the one' : listed} that gave ${listed === 1 ? 'its' : 'their'} list.`,
    ...(disabled.length === 0 ? [] : [`Not enabled in this account: ${disabled.join(', ')}.`]),
    ...failedLines(answers),
  ];
}

/** Regions that say the same of themselves share a line. */
function failedLines(answers: readonly RegionAnswer[]): readonly string[] {
  const alike = new Map<string, { readonly why: string; readonly regions: string[] }>();
  for (const answer of answers) {
    if (answer.kind !== 'failed') continue;
    const key = answer.why.replaceAll(answer.region, '');
    const group = alike.get(key) ?? { why: answer.why, regions: [] };
    group.regions.push(answer.region);
    alike.set(key, group);
  }
  return [...alike.values()].map(({ regions, why }) => `${regions.join(', ')} failed: ${why}`);
}
