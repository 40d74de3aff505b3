import { fail } from '../errors.ts';
import { gatherSession, type SessionRequest } from '../launcher/gather-session.ts';
import { resolveModel } from '../models/resolve.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import type { System } from '../system/system.ts';

export interface ResolveRequest extends SessionRequest {
  readonly name: string;
  readonly json: boolean;
}

/** Prints the ID a name becomes here, with the reason and who lost. Throws LodeError when it becomes none. */
export async function resolveCommand(system: System, request: ResolveRequest): Promise<number> {
  const { session, account } = await gatherSession(system, request);
  const { settings } = session;
  const answer = resolveModel({
    wanted: request.name,
    tier: 'main',
    region: session.region,
    geography: settings.geography?.value,
    residency: settings.residency?.value ?? 'prefer',
    aliases: settings.models?.value ?? {},
    account: account.kind === 'listed' ? account.models : undefined,
    assistantVersion: undefined,
    now: system.now(),
  });
  if (answer.kind === 'refused') return fail({ code: `model.${answer.code}`, exit: 'user', message: answer.message, hints: answer.hints });
  system.terminal.out(request.json ? `${JSON.stringify({ schema: 1, ...answer }, null, 2)}\n` : `${answer.id}\n`);
  if (!request.json) system.terminal.err(explanation(answer));
  return 0;
}

function explanation(choice: ModelChoice): string {
  const where = choice.destinations.length > 0 ? [`processed in ${choice.destinations.join(', ')}`] : [];
  return [choice.why, ...where, ...choice.notes, ...choice.refused.map(({ id, why }) => `not ${id}: ${why}`)].map((line) => `  ${line}\n`).join('');
}
