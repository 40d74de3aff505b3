import type { Renderer } from './change.ts';

/** One JSON object for programs; `null` means removed. */
export const json: Renderer = (changes) => {
  const all = Object.fromEntries(changes.map(({ name, value }) => [name, value]));
  return `${JSON.stringify(all, undefined, 2)}\n`;
};
