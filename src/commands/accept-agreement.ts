import { exitCodes, fail } from '../errors.ts';
import { gatherHere } from '../launcher/gather-here.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import type { ModelAccess } from '../models/model-access.ts';
import { agreementText } from '../output/agreement-text.ts';
import { acceptTerms, type AcceptHow, type Wish } from '../setup/accept-terms.ts';
import type { System } from '../system/system.ts';

export interface AcceptRequest extends SessionRequest, AcceptHow {
  readonly json: boolean;
}

/**
 * Shows the terms of a model's provider, accepts them once they are agreed to, and waits until the agreement is there. Exit code 1 when it is not yet,
 * 130 when the terms are not agreed to. Throws LodeError.
 */
export async function acceptCommand(system: System, request: AcceptRequest): Promise<number> {
  const facts = await gatherHere(system, request, { words: [request.name] });
  const { wish, access } = await acceptTerms(system, facts, request);
  return access === 'declined' ? exitCodes.cancelled : tell(system, request, wish, access);
}

function tell(system: System, { json }: AcceptRequest, wish: Wish, access: ModelAccess | undefined): number {
  const { agreement, detail } = access ?? { agreement: 'unknown', detail: undefined };
  if (agreement === 'error') {
    const message = `AWS Marketplace could not make the agreement for ${wish.where}.`;
    fail({ code: 'access.agreement-failed', exit: 'user', message, hints: [`See what it takes: lode models access ${wish.name}`], causedBy: detail });
  }
  const document = { schema: 1, model: wish.baseId, region: wish.context.region, agreement };
  system.terminal.out(json ? `${JSON.stringify(document, null, 2)}\n` : agreementText(agreement === 'available', wish));
  return agreement === 'available' ? exitCodes.ok : exitCodes.user;
}
