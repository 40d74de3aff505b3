import { knownSentences } from '../../src/gates/explain-known.ts';
import { gateOfRow, rowOf } from '../../src/gates/gate-of.ts';
import { aboutIn } from '../../src/gates/explain-about.ts';
import { failureIn } from '../../src/gates/explain-failure.ts';
import type { GateId } from '../../src/gates/gate.ts';

/** The row of docs/errors.md for a gate: its ID, AWS's words, what they mean, who opens it, and how. */
export function catalogueRow(id: Exclude<GateId, 'unknown'>): string {
  const words = knownSentences[id];
  const { what, who, remedy } = gateOfRow(rowOf(id), failureIn(words[0] ?? ''), aboutIn(words[0] ?? ''));
  return `| ${[`\`${id}\``, words.map(cell).join('<br>'), cell(what), cell(who), remedy.map(cell).join('<br>')].join(' | ')} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*').replaceAll('_', '\\_');
}
