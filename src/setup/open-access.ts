import { LodeError } from '../errors.ts';
import { askAccessReport } from '../launcher/ask-access-report.ts';
import { mayAsk } from '../launcher/may-ask.ts';
import { askedModels } from '../launcher/wanted-models.ts';
import { nameOf, shutGates, type AccessReport, type AccessRow, type ShutGate } from '../models/access-report.ts';
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
  let awaitsForm = false;
  for (const gate of shutGates(report)) {
    const isOpened = await openGate(stage, facts, gate, report, !awaitsForm);
    awaitsForm ||= gate.kind === 'form' && !isOpened;
  }
}

/** Whether it was opened; without the form, which comes first, nothing is offered that AWS would refuse. */
async function openGate(stage: Stage, facts: StageAccount, gate: ShutGate, report: AccessReport, isNext: boolean): Promise<boolean> {
  const { asker } = stage;
  const { title, what, who, next } = gateWords(gate, report);
  asker.tell(`Shut: ${title} (${gate.rows.map((row) => row.label).join(', ')})`, `  ${what}`, `  Who: ${who}`);
  if (!isNext || !mayOpen(stage, gate, report)) {
    asker.say(...next.map((line) => `  Next: ${line}`));
    return false;
  }
  try {
    return await (gate.kind === 'form' ? offerForm(stage, facts) : offerTerms(stage, facts, gate));
  } catch (error) {
    if (!(error instanceof LodeError) || error.failure.exit === 'cancelled') throw error;
    const { message, hints = [], causedBy } = error.failure;
    asker.say(message, ...(causedBy === undefined ? [] : [`  caused by: ${causedBy}`]), ...hints.map((hint) => `  hint: ${hint}`));
    return false;
  }
}

/** It speaks for the account as a whole, so nobody's `--yes` to setup is a yes to it. */
function mayOpen({ system, words }: Stage, { kind }: ShutGate, { region }: AccessReport): boolean {
  if (words.yes || words.dryRun || !mayAsk(system)) return false;
  return kind === 'form' || (kind === 'agreement' && !region.startsWith('us-gov-'));
}

/** Unlike all else here. */
const atOnce = 'This is done at once, for the whole account; neither Ctrl-C nor an undo takes it back.';

async function offerForm({ system, asker }: Stage, facts: StageAccount): Promise<boolean> {
  asker.tell(atOnce);
  if (!(await system.prompts.confirm('Send the use-case form now?', false))) {
    asker.say('Later: lode models access --submit-form');
    return false;
  }
  const isSent = await sendForm(system, facts, await askForForm(system), false);
  if (isSent) asker.say(sentText(facts).trimEnd());
  return isSent;
}

async function offerTerms(stage: Stage, facts: StageAccount, { rows }: ShutGate): Promise<boolean> {
  const accepted: boolean[] = [];
  for (const row of rows) accepted.push(await offerTermsOf(stage, facts, row));
  return accepted.every(Boolean);
}

async function offerTermsOf({ system, asker }: Stage, facts: StageAccount, row: AccessRow): Promise<boolean> {
  const name = nameOf(row);
  asker.tell(atOnce);
  if (!(await system.prompts.confirm(`Read the terms of ${row.label} and accept them now?`, false))) {
    asker.say(`Later: lode models access --accept ${name}`);
    return false;
  }
  const { wish, access } = await acceptTerms(system, facts, { name: row.ids[0] ?? name, offer: undefined, yes: false });
  if (access === 'declined') return false;
  asker.say(agreementText(access?.agreement === 'available', wish).trimEnd());
  return true;
}
