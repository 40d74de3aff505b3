import type { EnvironmentChange } from '../launcher/assistant.ts';
import type { Plan } from '../launcher/plan.ts';
import { quoteForPosix } from '../posix-quote.ts';
import { Secret } from '../secret.ts';
import type { System } from '../system/system.ts';
import { briefDecisionsText, decisionsText } from './decisions-text.ts';

/** The plan as text, with who lost each decision when `verbose`. Pure; a secret shows as `[secret]`. */
export function planText(plan: Plan, verbose: boolean): string {
  const sections: readonly (readonly [string, string])[] = [
    ['Decisions', verbose ? decisionsText(plan.decisions) : briefDecisionsText(plan.decisions)],
    ['Environment', plan.environment.map(changeText).join('')],
    ['Endpoint', plan.endpoint === undefined ? '' : `${plan.endpoint.why}\n`],
    ['Files', plan.files.map(({ path, mode, why }) => `${path} (${mode.toString(8).padStart(4, '0')}): ${why}\n`).join('')],
    ['Notes', plan.notes.map((note) => `${note}\n`).join('')],
    ['Command', `${[plan.file, ...plan.args].map(quoteForPosix).join(' ')}\n`],
  ];
  return sections
    .filter(([, body]) => body !== '')
    .map(([title, body]) => `${title}\n${body.replaceAll(/^/gm, '  ').trimEnd()}\n`)
    .join('\n');
}

function changeText({ name, value, why }: EnvironmentChange): string {
  if (value === null) return `unset ${name}  (${why})\n`;
  return `${name}=${value instanceof Secret ? '[secret]' : quoteForPosix(value)}  (${why})\n`;
}

/** Writes the plan on stdout: with `--dry-run` it is the answer. */
export function writePlanText({ terminal }: System, plan: Plan, verbose: boolean): void {
  terminal.out(planText(plan, verbose));
}
