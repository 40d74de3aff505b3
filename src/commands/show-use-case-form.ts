import { contextOf } from '../auth/aws-session.ts';
import { failWith } from '../discovery/bedrock-refusal.ts';
import { askUseCaseForm } from '../discovery/use-case-form.ts';
import { fail } from '../errors.ts';
import { gatherHere } from '../launcher/gather-here.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { bedrockAuthOf } from '../launcher/session-auth.ts';
import { whoseAccount } from '../launcher/whose-account.ts';
import type { System } from '../system/system.ts';

/** Prints the use-case form that the account has sent, as one JSON document that can be sent again. Throws LodeError when there is none. */
export async function showFormCommand(system: System, request: SessionRequest): Promise<number> {
  const facts = await gatherHere(system, request);
  const state = await askUseCaseForm(bedrockAuthOf(system, facts), contextOf(facts.session));
  const whose = whoseAccount(facts);
  if (state.kind === 'untold') {
    return failWith(state.failure, {
      code: 'access.show-form',
      could: `The use-case form of ${whose} could not be read`,
      needs: ['bedrock:GetUseCaseForModelAccess'],
    });
  }
  if (state.kind === 'never-sent') {
    return fail({
      code: 'access.form-never-sent',
      exit: 'user',
      message: `Anthropic's use-case form was never sent for ${whose}.`,
      hints: ['Send it: lode models access --submit-form', 'The management account of the organization may have sent it for all its accounts'],
    });
  }
  system.terminal.out(`${pretty(state.text)}\n`);
  return 0;
}

/** What AWS keeps is what somebody sent; that it is JSON is their word. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return JSON.stringify({ formData: text }, null, 2);
  }
}
