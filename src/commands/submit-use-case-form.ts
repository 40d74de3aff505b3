import { contextOf } from '../auth/aws-session.ts';
import type { BedrockAuth } from '../aws/bedrock-client.ts';
import { failRefused } from '../discovery/bedrock-refusal.ts';
import { askUseCaseForm } from '../discovery/use-case-form.ts';
import { exitCodes, fail } from '../errors.ts';
import { agree } from '../launcher/agree.ts';
import type { AccountFacts } from '../launcher/facts.ts';
import { gatherHere } from '../launcher/gather-here.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { mayAsk } from '../launcher/may-ask.ts';
import { bedrockAuthOf } from '../launcher/session-auth.ts';
import { whoseAccount } from '../launcher/whose-account.ts';
import { formFields, formText, mistakeOf, readUseCaseForm, type FormField, type UseCaseForm } from '../models/use-case-form.ts';
import type { System } from '../system/system.ts';

export interface SubmitFormRequest extends SessionRequest {
  /** A path, or `-` for stdin; undefined: a person is asked. */
  readonly file: string | undefined;
  readonly yes: boolean;
  readonly json: boolean;
}

/** Four times what AWS takes: enough to say by how much a form is too long. */
const largestFile = 64 * 1024;
/** How often a person may answer one question. */
const tries = 3;

/** Shows the use-case form and sends it, once it is agreed to. Exit code 130 when it is not. Throws LodeError. */
export async function submitFormCommand(system: System, request: SubmitFormRequest): Promise<number> {
  const given = request.file === undefined ? requirePerson(system) : await readForm(system, request.file);
  if (request.file === '-' && !request.yes) failAtStdin();
  const facts = await gatherHere(system, request);
  const form = given ?? (await askForForm(system));
  const whose = whoseAccount(facts);
  system.terminal.err(await sendingText(form, facts, bedrockAuthOf(system, facts)));
  if (!(await agree(system, { yes: request.yes, question: `Send it for ${whose}?`, byDefault: false, undone: 'Nothing was sent' }))) {
    system.terminal.err('Nothing was sent.\n');
    return exitCodes.cancelled;
  }
  await send(form, facts, bedrockAuthOf(system, facts));
  system.terminal.out(request.json ? `${JSON.stringify(sentDocument(facts), null, 2)}\n` : sentText(whose));
  return exitCodes.ok;
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

function sentText(whose: string): string {
  return `Sent for ${whose}. AWS takes some 15 minutes until it counts. Then look: lode models access\n`;
}

function sentDocument({ session, obtained }: AccountFacts): object {
  return { schema: 1, submitted: true, account: obtained?.identity?.account ?? null, region: session.region };
}

async function readForm(system: System, file: string): Promise<UseCaseForm> {
  const [read, place] = file === '-' ? [await system.readInput(largestFile), 'stdin'] : [system.files.readText(file, largestFile), file];
  if (read.kind !== 'text') {
    const why = read.kind === 'missing' ? 'it is not there' : read.detail;
    return fail({ code: 'access.form-unreadable', exit: 'user', message: `The use-case form in ${place} cannot be read: ${why}.`, hints: [formHint] });
  }
  const answer = readUseCaseForm(read.text);
  if (answer.kind === 'form') return answer.form;
  const message = [`The use-case form in ${place} cannot be sent:`, ...answer.mistakes].join('\n  ');
  return fail({ code: 'access.form-mistakes', exit: 'user', message, hints: [formHint] });
}

const formHint = `A form is a JSON object with the keys ${formFields.map(({ key }) => key).join(', ')}`;

/** Throws LodeError where nobody could answer questions. */
function requirePerson(system: System): undefined {
  if (mayAsk(system)) return undefined;
  return fail({
    code: 'usage.needs-form',
    exit: 'usage',
    message: 'There is no form, and nobody is here to answer its questions.',
    hints: ['Send it from a file: lode models access --submit-form FILE --yes', formHint],
  });
}

async function askForForm(system: System): Promise<UseCaseForm> {
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

/** What came by stdin has left nothing there to answer with. */
function failAtStdin(): never {
  return fail({
    code: 'usage.nobody-to-ask',
    exit: 'usage',
    message: 'Nothing was sent: the form came by stdin, so that no answer can.',
    hints: ['Agree beforehand: lode models access --submit-form - --yes'],
  });
}
