import type { Decision } from '../launcher/decision.ts';
import type { Plan } from '../launcher/plan.ts';
import type { System } from '../system/system.ts';

/** Each decision as lines: the value and how long it took, why, and who lost. Pure. */
export function decisionsText(decisions: readonly Decision[]): string {
  const width = widthOf(decisions);
  return decisions.map((decision) => decisionText(decision, width)).join('');
}

/** Each decision as one line: the value and why. Pure. */
export function briefDecisionsText(decisions: readonly Decision[]): string {
  const width = widthOf(decisions);
  return decisions.map(({ name, value, why }) => `${name.padEnd(width)}  ${value}  (${why})\n`).join('');
}

function widthOf(decisions: readonly Decision[]): number {
  return Math.max(...decisions.map(({ name }) => name.length));
}

function decisionText({ name, value, why, lost, ms }: Decision, width: number): string {
  const took = ms === undefined ? '' : `  [${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms]`;
  const indent = ' '.repeat(width + 2);
  const losers = lost.map((loser) => `${indent}not ${loser.what}: ${loser.why}\n`);
  return `${name.padEnd(width)}  ${value}${took}\n${indent}because ${why}\n${losers.join('')}`;
}

/** Writes every decision of a plan on stderr. */
export function writeDecisions({ terminal }: System, plan: Plan): void {
  terminal.err(decisionsText(plan.decisions));
}
