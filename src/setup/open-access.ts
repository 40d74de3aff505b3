import { LodeError } from '../errors.ts';
import { askAccessReport } from '../launcher/ask-access-report.ts';
import { mayAsk } from '../launcher/may-ask.ts';
import { askedModels } from '../launcher/wanted-models.ts';
import { nameOf, shutGates, type AccessReport, type ShutGate } from '../models/access-report.ts';
import type { ChosenModels } from '../models/choose.ts';
import { gateWords } from '../output/access-gates-text.ts';
import { agreementText } from '../output/agreement-text.ts';
import { acceptTerms } from './accept-terms.ts';
import { askForForm, sendForm, sentText } from './send-form.ts';
import type { Stage, StageAccount } from './stage.ts';

/**
 * Says what keeps the account from the chosen models and who can open it, and offers to open what a person here may: the use-case form, and the provider's
 * terms. A no, and whatever goes wrong with it, goes on. Only throws LodeError `cancelled`.
 */
export async function openAccess(stage: Stage, facts: StageAccount, { main, small }: Pick<ChosenModels, 'main' | 'small'>): Promise<void> {
  const report = await askAccessReport(stage.system, facts, askedModels(facts, { main, small }));
  for (const gate of shutGates(report)) await openGate(stage, facts, gate, report);
}

async function openGate(stage: Stage, facts: StageAccount, gate: ShutGate, report: AccessReport): Promise<void> {
  const { asker } = stage;
  const { title, what, who, next } = gateWords(gate, report);
  asker.say(`Shut: ${title} (${gate.rows.map((row) => row.label).join(', ')})`, `  ${what}`, `  Who: ${who}`);
  if (!mayOpen(stage, gate, report)) return asker.say(...next.map((line) => `  Next: ${line}`));
  try {
    await (gate.kind === 'form' ? offerForm(stage, facts) : offerTerms(stage, facts, gate));
  } catch (error) {
    if (!(error instanceof LodeError) || error.failure.exit === 'cancelled') throw error;
    const { message, hints = [], causedBy } = error.failure;
    asker.say(message, ...(causedBy === undefined ? [] : [`  caused by: ${causedBy}`]), ...hints.map((hint) => `  hint: ${hint}`));
  }
}

/** It speaks for the account as a whole, so nobody's `--yes` to setup is a yes to it. */
function mayOpen({ system, words }: Stage, { kind }: ShutGate, { region }: AccessReport): boolean {
  if (words.yes || !mayAsk(system)) return false;
  return kind === 'form' || (kind === 'agreement' && !region.startsWith('us-gov-'));
}

async function offerForm({ system, asker }: Stage, facts: StageAccount): Promise<void> {
  if (!(await system.prompts.confirm('Send the use-case form now?', false))) return asker.say('Later: lode models access --submit-form');
  if (await sendForm(system, facts, await askForForm(system), false)) asker.say(sentText(facts).trimEnd());
}

async function offerTerms({ system, asker }: Stage, facts: StageAccount, { rows }: ShutGate): Promise<void> {
  for (const row of rows) {
    const name = nameOf(row);
    if (!(await system.prompts.confirm(`Read the terms of ${row.label} and accept them now?`, false))) asker.say(`Later: lode models access --accept ${name}`);
    else {
      const { wish, access } = await acceptTerms(system, facts, { name: row.ids[0] ?? name, offer: undefined, yes: false });
      if (access !== 'declined') asker.say(agreementText(access?.agreement === 'available', wish).trimEnd());
    }
  }
}
