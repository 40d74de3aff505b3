import { exitCodes } from '../errors.ts';
import { askAccessReport } from '../launcher/ask-access-report.ts';
import { gatherHere } from '../launcher/gather-here.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { wantedModels } from '../launcher/wanted-models.ts';
import { shutGates } from '../models/access-report.ts';
import { accessDocument, accessText } from '../output/access-text.ts';
import type { System } from '../system/system.ts';

export interface AccessRequest extends SessionRequest {
  /** Empty: the models of a launch. */
  readonly names: readonly string[];
  readonly json: boolean;
}

/**
 * Says what AWS says of each model, and who can open what is shut. Asks AWS and changes nothing. Exit code 1 when a gate is shut. Throws LodeError.
 */
export async function accessCommand(system: System, request: AccessRequest): Promise<number> {
  const facts = await gatherHere(system, request, { words: request.names });
  const { models, notes } = wantedModels(facts, request.names, system.now());
  for (const note of new Set([...(facts.account.notes ?? []), ...notes])) system.terminal.err(`lode: ${note}\n`);
  const report = await askAccessReport(system, facts, models);
  system.terminal.out(request.json ? `${JSON.stringify(accessDocument(report), null, 2)}\n` : accessText(report));
  return shutGates(report).length === 0 ? exitCodes.ok : exitCodes.user;
}
