/** The lines of text that a terminal of this size shows after these bytes; colours, wide characters and scroll regions are passed over. */
export function linesShown(bytes: string, columns: number, rows: number): readonly string[] {
  const screen: Screen = { cells: blankRows(rows), columns, rows, x: 0, y: 0, kept: [0, 0] };
  for (const [token] of bytes.matchAll(tokens)) write(screen, token);
  return screen.cells.map((line) =>
    Array.from(line, (cell) => cell ?? ' ')
      .join('')
      .trimEnd(),
  );
}

interface Screen {
  cells: string[][];
  readonly columns: number;
  readonly rows: number;
  x: number;
  y: number;
  kept: readonly [x: number, y: number];
}

/** Control sequences (ECMA-48), operating system commands, other escapes, then single characters. */
// oxlint-disable-next-line no-control-regex -- these are the bytes that a terminal reads
const tokens = /\u001B\[[0-?]*[ -/]*[@-~]|\u001B[\]P_^X][\s\S]*?(?:\u0007|\u001B\\)|\u001B[ -/]*[0-~]|[\s\S]/gu;

function write(screen: Screen, token: string): void {
  if (token === '\r') screen.x = 0;
  else if (token === '\n') down(screen);
  else if (token === '\b') screen.x = Math.max(0, screen.x - 1);
  else if (token === '\u001B7') screen.kept = [screen.x, screen.y];
  else if (token === '\u001B8') [screen.x, screen.y] = screen.kept;
  else if (token.startsWith('\u001B[')) control(screen, token.at(-1) ?? '', token.slice(2, -1));
  else if (token >= ' ') print(screen, token);
}

function print(screen: Screen, character: string): void {
  if (screen.x >= screen.columns) {
    screen.x = 0;
    down(screen);
  }
  (screen.cells[screen.y] ?? [])[screen.x++] = character;
}

function down(screen: Screen): void {
  if (screen.y < screen.rows - 1) screen.y += 1;
  else screen.cells = [...screen.cells.slice(1), ...blankRows(1)];
}

function control(screen: Screen, name: string, parameters: string): void {
  const [first = 0, second = 0] = parameters.split(';').map((text) => Number.parseInt(text, 10) || 0);
  const by = Math.max(1, first);
  if (name === 'A') screen.y = Math.max(0, screen.y - by);
  if (name === 'B') screen.y = Math.min(screen.rows - 1, screen.y + by);
  if (name === 'C') screen.x = Math.min(screen.columns - 1, screen.x + by);
  if (name === 'D') screen.x = Math.max(0, screen.x - by);
  if (name === 'G') screen.x = by - 1;
  if (name === 'd') screen.y = by - 1;
  if (name === 'H' || name === 'f') [screen.x, screen.y] = [Math.max(1, second) - 1, by - 1];
  if (name === 'K') eraseInLine(screen, first);
  if (name === 'J') eraseInScreen(screen, first);
}

function eraseInLine(screen: Screen, how: number): void {
  const line = screen.cells[screen.y] ?? [];
  const [from, to] = [
    [screen.x, screen.columns],
    [0, screen.x + 1],
    [0, screen.columns],
  ][how] ?? [0, 0];
  for (let x = from ?? 0; x < (to ?? 0); x++) line[x] = ' ';
}

function eraseInScreen(screen: Screen, how: number): void {
  if (how !== 2 && how !== 3) eraseInLine(screen, how);
  screen.cells = screen.cells.map((line, y) => ((how === 0 && y <= screen.y) || (how === 1 && y >= screen.y) || how === 3 ? line : []));
}

function blankRows(count: number): string[][] {
  return Array.from({ length: count }, () => []);
}
