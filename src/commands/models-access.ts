import { contextOf } from '../auth/aws-session.ts';
import { askDataRetention } from '../discovery/data-retention.ts';
import { askAccess } from '../discovery/model-access.ts';
import { askUseCaseForm, type FormState } from '../discovery/use-case-form.ts';
import { exitCodes } from '../errors.ts';
import type { AccountFacts } from '../launcher/facts.ts';
import { gatherHere } from '../launcher/gather-here.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { bedrockAuthOf } from '../launcher/session-auth.ts';
import { wantedModels, type WantedModel } from '../launcher/wanted-models.ts';
import { isAnthropic, needsRetention, shutGates, type AccessReport, type AccessRow } from '../models/access-report.ts';
import type { ModelAccess } from '../models/model-access.ts';
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
  const report = await reportOf(system, facts, models);
  system.terminal.out(request.json ? `${JSON.stringify(accessDocument(report), null, 2)}\n` : accessText(report));
  return shutGates(report).length === 0 ? exitCodes.ok : exitCodes.user;
}

/** All questions side by side. */
async function reportOf(system: System, facts: AccountFacts, models: readonly WantedModel[]): Promise<AccessReport> {
  const [auth, context] = [bedrockAuthOf(system, facts), contextOf(facts.session)];
  const rows = rowsOf(models);
  const [access, form, retention] = await Promise.all([
    askAccess(
      system,
      auth,
      context,
      rows.flatMap(({ baseId }) => baseId ?? []),
    ),
    rows.some((row) => isAnthropic(row)) ? askUseCaseForm(auth, context) : undefined,
    rows.some((row) => needsRetention(row)) ? askDataRetention(auth, context) : undefined,
  ]);
  return {
    region: facts.session.region,
    account: facts.obtained?.identity?.account,
    rows: rows.map((row) => withAccess(row, access)),
    form: form && formOf(form),
    retention: retention?.kind === 'mode' ? retention.mode : undefined,
  };
}

/** One row per model, however many names lead to it. */
function rowsOf(models: readonly WantedModel[]): readonly Omit<AccessRow, 'access'>[] {
  const groups = new Map<string, WantedModel[]>();
  for (const model of models) groups.set(model.baseId ?? model.id, [...(groups.get(model.baseId ?? model.id) ?? []), model]);
  return [...groups.values()].map((group) => ({
    usedFor: [...new Set(group.map(({ usedFor }) => usedFor))],
    asked: group.some(({ asked }) => asked),
    label: group[0]?.label ?? '',
    ids: [...new Set(group.map(({ id }) => id))],
    baseId: group[0]?.baseId,
  }));
}

function withAccess(row: Omit<AccessRow, 'access'>, access: ReadonlyMap<string, ModelAccess>): AccessRow {
  return { ...row, access: row.baseId === undefined ? undefined : access.get(row.baseId) };
}

function formOf(state: FormState): NonNullable<AccessReport['form']> {
  return state.kind === 'untold' ? { state: 'untold', why: `${state.failure.name}: ${state.failure.message}` } : { state: state.kind };
}
