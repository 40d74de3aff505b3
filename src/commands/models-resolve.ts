import { chosenModels } from '../launcher/chosen-models.ts';
import { gatherHere } from '../launcher/gather-here.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { modelByKey } from '../models/catalog.ts';
import { priceFor } from '../models/price.ts';
import { processingOf, regionAllowance } from '../models/processing.ts';
import type { ModelChoice } from '../models/model-choice.ts';
import { choiceText, fullChoiceText } from '../output/choice-text.ts';
import type { System } from '../system/system.ts';

export interface ResolveRequest extends SessionRequest {
  /** Empty: every model that a launch would pin. */
  readonly names: readonly string[];
  readonly json: boolean;
  readonly explain: boolean;
  /** Print what a service control policy must let through instead of IDs. */
  readonly scp: boolean;
}

/** Prints the ID a name becomes here, with the reason, where it is processed and what it costs. Throws LodeError when it becomes none. */
export async function resolveCommand(system: System, request: ResolveRequest): Promise<number> {
  const facts = await gatherHere(system, request, { words: request.names });
  const choices = chosenModels(facts, request.names, system.now());
  for (const note of facts.account.notes ?? []) system.terminal.err(`lode: ${note}\n`);
  if (request.scp) return printAllowance(system, choices, facts.session.region, request.json);
  if (request.json) {
    const documents = choices.map((choice) => documentOf(choice, facts.session.region));
    const [only] = documents;
    system.terminal.out(`${JSON.stringify(request.names.length === 1 ? { schema: 1, ...only } : { schema: 1, models: documents }, null, 2)}\n`);
    return 0;
  }
  for (const choice of choices) {
    system.terminal.out(`${choice.id}\n`);
    system.terminal.err(request.explain ? fullChoiceText(choice, facts.session.region) : choiceText(choice));
  }
  return 0;
}

function documentOf(choice: ModelChoice, sourceRegion: string) {
  const { regions, anywhere } = processingOf([choice]);
  const price = priceFor(modelByKey(choice.model), choice.geography) ?? null;
  return { ...choice, processing: { regions, anywhere }, price, requestedRegions: regionAllowance([choice], sourceRegion).requestedRegions };
}

function printAllowance(system: System, choices: readonly ModelChoice[], sourceRegion: string, json: boolean): number {
  const { requestedRegions, unknown } = regionAllowance(choices, sourceRegion);
  if (json) {
    system.terminal.out(`${JSON.stringify({ schema: 1, region: sourceRegion, models: choices.map(({ id }) => id), requestedRegions, unknown }, null, 2)}\n`);
    return unknown.length === 0 ? 0 : 1;
  }
  system.terminal.out(requestedRegions.map((region) => `${region}\n`).join(''));
  system.terminal.err(
    [
      `  values of aws:RequestedRegion that a policy which denies by region has to let through for bedrock:InvokeModel*`,
      ...(requestedRegions.includes('unspecified')
        ? ['  unspecified is how AWS names the region of a global profile’s model; let it through for bedrock alone']
        : []),
      `  for ${choices.map(({ id }) => id).join(', ')} called from ${sourceRegion}`,
      ...unknown.map((id) => `  not told for ${id}: nothing shows its destinations`),
    ]
      .map((line) => `${line}\n`)
      .join(''),
  );
  return unknown.length === 0 ? 0 : 1;
}
