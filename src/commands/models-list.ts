import { contextOf } from '../auth/aws-session.ts';
import type { AccountAnswer } from '../discovery/account-list.ts';
import { askAccess } from '../discovery/model-access.ts';
import { fail } from '../errors.ts';
import type { AccountFacts } from '../launcher/facts.ts';
import { gatherFreshAccount } from '../launcher/fresh-account.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { listRows } from '../launcher/list-rows.ts';
import { bedrockAuthOf } from '../launcher/session-auth.ts';
import type { ModelAccess } from '../models/model-access.ts';
import type { ModelRow } from '../models/listing/model-row.ts';
import { providersOf, shownRows, type RowFilter } from '../models/listing/row-filter.ts';
import { askableIds, withAccess } from '../models/listing/with-access.ts';
import { accessNotes, ageNotes, othersNotes, sourceNotes } from '../output/list-notes.ts';
import { rowDocument } from '../output/models-document.ts';
import { legendLines } from '../output/models-legend.ts';
import { modelsTable } from '../output/models-table.ts';
import type { System } from '../system/system.ts';

export interface ListModelsRequest extends SessionRequest {
  readonly filter: RowFilter;
  /** Whether AWS is asked which of them may be used. */
  readonly access: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Every ID that can be called from the region, as a table or as data; a catalog's guess where the account will not list. Throws LodeError. */
export async function listCommand(system: System, request: ListModelsRequest): Promise<number> {
  const facts = await gatherFreshAccount(system, request);
  const { session, account, known } = facts;
  const listed = account.kind === 'listed' ? account.models : undefined;
  const all = listRows(session.settings, { region: session.region, account: listed, known, now: system.now() });
  const shown = shownRows(all, request.filter);
  if (shown.rows.length === 0 && request.filter.provider !== undefined) refuseProvider(all, request.filter, session.region);
  const asked = request.access && account.kind === 'listed';
  const access = asked ? await askAccess(system, bedrockAuthOf(system, facts), contextOf(session), askableIds(shown.rows)) : new Map<string, ModelAccess>();
  const rows = withAccess(shown.rows, access);
  const notes = [...sourceNotes(account, session.region), ...accessNotes(access), ...othersNotes(shown)];
  if (request.json) {
    system.terminal.out(`${JSON.stringify(documentOf(facts, account, rows), null, 2)}\n`);
    talk(system, request, notes);
    return 0;
  }
  if (rows.length === 0) {
    talk(system, request, [...notes, `Nothing of type ${request.filter.type} can be called from ${session.region}.`]);
    return 0;
  }
  const { outIsTerminal, columns } = system.terminal;
  // A line for each model is what grep and cut want.
  system.terminal.out(modelsTable(rows, { columns: outIsTerminal ? columns : Infinity, access: request.access }));
  talk(system, request, [...ageNotes(account, session.region, system.now()), ...legendLines(rows), ...notes]);
  return 0;
}

function talk({ terminal }: System, { quiet }: ListModelsRequest, lines: readonly string[]): void {
  if (!quiet) for (const line of lines) terminal.err(`lode: ${line}\n`);
}

function documentOf({ session }: AccountFacts, account: AccountAnswer, rows: readonly ModelRow[]): object {
  const from = account.kind === 'listed' ? account.from : 'catalog';
  const fetchedAt = account.kind === 'listed' ? new Date(account.models.fetchedAt).toISOString() : null;
  const why = account.kind === 'listed' ? {} : { why: account.why };
  return { schema: 1, region: session.region, fetchedAt, from, ...why, models: rows.map(rowDocument) };
}

function refuseProvider(all: readonly ModelRow[], { provider, type }: RowFilter, region: string): never {
  const some = providersOf(shownRows(all, { type, provider: 'all' }).rows);
  return fail({
    code: 'models.no-provider',
    exit: 'user',
    message: `Nothing of provider "${provider}"${type === 'all' ? '' : ` and type ${type}`} can be called from ${region}.`,
    hints: [some.length === 0 ? 'See every type: lode models list --all' : `Providers there: ${some.join(', ')}.`],
  });
}
