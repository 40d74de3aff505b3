import { exitCodes, fail } from '../errors.ts';
import type { AccountFacts } from '../launcher/facts.ts';
import { gatherHere } from '../launcher/gather-here.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { mayAsk } from '../launcher/may-ask.ts';
import { readUseCaseForm, type UseCaseForm } from '../models/use-case-form.ts';
import { askForForm, formHint, sendForm, sentText } from '../setup/send-form.ts';
import type { System } from '../system/system.ts';

export interface SubmitFormRequest extends SessionRequest {
  /** A path, or `-` for stdin; undefined: a person is asked. */
  readonly file: string | undefined;
  readonly yes: boolean;
  readonly json: boolean;
}

/** Four times what AWS takes: enough to say by how much a form is too long. */
const largestFile = 64 * 1024;

/** Shows the use-case form and sends it, once it is agreed to. Exit code 130 when it is not. Throws LodeError. */
export async function submitFormCommand(system: System, request: SubmitFormRequest): Promise<number> {
  const given = request.file === undefined ? requirePerson(system) : await readForm(system, request.file);
  if (request.file === '-' && !request.yes) failAtStdin();
  const facts = await gatherHere(system, request);
  const form = given ?? (await askForForm(system));
  if (!(await sendForm(system, facts, form, request.yes))) return exitCodes.cancelled;
  system.terminal.out(request.json ? `${JSON.stringify(sentDocument(facts), null, 2)}\n` : sentText(facts));
  return exitCodes.ok;
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

/** What came by stdin has left nothing there to answer with. */
function failAtStdin(): never {
  return fail({
    code: 'usage.nobody-to-ask',
    exit: 'usage',
    message: 'Nothing was sent: the form came by stdin, so that no answer can.',
    hints: ['Agree beforehand: lode models access --submit-form - --yes'],
  });
}
