import type { Remedy } from './finding.ts';
import { remediesOf } from './hint-remedy.ts';

/** The next steps of a shut gate as remedies; one may be nothing but a command. Pure. */
export function nextSteps(lines: readonly string[]): readonly Remedy[] {
  return remediesOf({ hints: lines.map((line) => (line.startsWith('lode ') ? `Next: ${line}` : line)) });
}
