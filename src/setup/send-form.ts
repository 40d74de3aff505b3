import { contextOf } from '../auth/aws-session.ts';
import type { BedrockAuth } from '../aws/bedrock-client.ts';
import { failRefused } from '../discovery/bedrock-refusal.ts';
import { askUseCaseForm } from '../discovery/use-case-form.ts';
import { fail } from '../errors.ts';
import { agree } from '../launcher/agree.ts';
import type { AccountFacts } from '../launcher/facts.ts';
import { bedrockAuthOf } from '../launcher/session-auth.ts';
import { whoseAccount } from '../launcher/whose-account.ts';
import { formFields, formText, mistakeOf, readUseCaseForm, type FormField, type UseCaseForm } from '../models/use-case-form.ts';
import type { System } from '../system/system.ts';

/** How often a person may answer one question. */
const tries = 3;

/** Said wherever a form cannot be sent as it is. */
export const formHint = `A form is a JSON object with the keys ${formFields.map(({ key }) => key).join(', ')}`;

/** Shows exactly what will be sent, and sends it once that is agreed to (`yes`: beforehand); whether it was. Throws LodeError. */
export async function sendForm(system: System, facts: AccountFacts, form: UseCaseForm, yes: boolean): Promise<boolean> {
  const auth = bedrockAuthOf(system, facts);
  system.terminal.err(await sendingText(form, facts, auth));
  const question = `Send it for ${whoseAccount(facts)}?`;
  if (!(await agree(system, { yes, question, byDefault: false, undone: 'Nothing was sent' }))) {
    system.terminal.err('Nothing was sent.\n');
    return false;
  }
  await send(form, facts, auth);
  return true;
}

/** What comes after a form that was sent, for people. */
export function sentText(facts: AccountFacts): string {
  return `Sent for ${whoseAccount(facts)}. AWS takes some 15 minutes until it counts. Then look: lode models access\n`;
}

/** Exactly what will be sent, and to whom. */
async function sendingText(form: UseCaseForm, facts: AccountFacts, auth: BedrockAuth): Promise<string> {
  const before = await askUseCaseForm(auth, contextOf(facts.session));
  const lines = [
    `This form goes to AWS, and by AWS to Anthropic, for ${whoseAccount(facts)}, by way of ${facts.session.region}:`,
    JSON.stringify(JSON.parse(formText(form)), null, 2),
    ...(before.kind === 'sent' ? ['A form was sent for this account before (lode models access --show-form); AWS may keep that one.'] : []),
  ];
  return `${lines.join('\n')}\n`;
}

async function send(form: UseCaseForm, facts: AccountFacts, auth: BedrockAuth): Promise<void> {
  const { putUseCaseForm } = await import('../aws/use-case-form.ts');
  try {
    await putUseCaseForm(auth, contextOf(facts.session), formText(form));
  } catch (error) {
    failRefused(error, {
      code: 'access.submit-form',
      could: `The use-case form could not be sent for ${whoseAccount(facts)} in ${facts.session.region}`,
      needs: ['bedrock:PutUseCaseForModelAccess'],
      look: 'See whether it arrived: lode models access --show-form',
    });
  }
}

/** The form as the person at the terminal answers its questions, three tries each. Throws LodeError. */
export async function askForForm(system: System): Promise<UseCaseForm> {
  const answers: Record<string, string> = {};
  for (const field of formFields) answers[field.key] = await answerTo(system, field);
  const form = readUseCaseForm(JSON.stringify(answers));
  return form.kind === 'form' ? form.form : fail({ code: 'access.form-mistakes', exit: 'user', message: form.mistakes.join(' ') });
}

async function answerTo(system: System, field: FormField): Promise<string> {
  let mistake: string | undefined;
  for (let left = tries; left > 0; left--) {
    const answer = await system.prompts.text(field.question);
    mistake = mistakeOf(field, answer);
    if (mistake === undefined) return answer;
    system.terminal.err(`  ${mistake}\n`);
  }
  return fail({ code: 'access.form-mistakes', exit: 'user', message: `No form was sent: ${mistake ?? ''}`, hints: [formHint] });
}
