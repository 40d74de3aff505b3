import fc from 'fast-check';

/** Pieces that mean something to systemd, a shell, cron, XML or a batch file. */
const pieces = [
  '%',
  '%h',
  '%%',
  '$',
  '${HOME}',
  '$$',
  '"',
  "'",
  '\\',
  ' ',
  '  ',
  ';',
  '&',
  '&amp;',
  '<',
  '>',
  '#',
  '{{NODE}}',
  '`',
  '!',
  '*',
  '~',
  '-',
  '@',
  '=',
  'é',
  '日本',
  '🙂',
  'a',
  'b',
  '.c',
];

/** Names of files as nobody should choose them, without what no path can hold. */
export const hostileName = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 }).map((parts) => `x${parts.join('')}x`);

export const hostilePath = fc.array(hostileName, { minLength: 1, maxLength: 3 }).map((names) => `/${names.join('/')}`);
