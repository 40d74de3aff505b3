/** As every terminal has; asking this one would leave its stderr changed for the assistant. */
const columns = 80;

/** The line that a launch says at a terminal, broken before its ` · ` into lines that fit. Pure. */
export function launchLine(line: string): string {
  const lines: string[] = [];
  for (const part of line.split(' · ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 3 + part.length <= columns) lines[lines.length - 1] = `${last} · ${part}`;
    else lines.push(last === undefined ? part : `    · ${part}`);
  }
  return `${lines.join('\n')}\n`;
}
