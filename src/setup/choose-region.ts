import { fail, LodeError, type Failure } from '../errors.ts';
import { mayAsk } from '../launcher/may-ask.ts';
import { regionFacts } from '../models/catalog.ts';
import { checkRegion } from '../models/region-check.ts';
import { regionWithPlace } from '../models/region-names.ts';
import { askRegion, type RegionAsk } from './ask-region.ts';
import type { Look } from './look.ts';
import type { Stage, StageAccount } from './stage.ts';

/** Who does not find a region in so many has another trouble. */
const tries = 3;

/** What the choice of a region needs beside the stage. */
export interface RegionSteps {
  readonly ask: RegionAsk;
  readonly look: Look;
  /** Lays the region on the draft. */
  lay(region: string): Promise<void>;
}

/**
 * The region, after a look at the account there. Where the credentials are refused in it a person may choose another one, three times at most: what was signed
 * in to is not lost. Throws what the asker and the look throw, and LodeError for a region that takes nobody.
 */
export async function chooseRegion(stage: Stage, { ask, look, lay }: RegionSteps, refused: readonly string[] = []): Promise<string> {
  const region = await askRegion(stage, { ...ask, refused });
  await lay(region);
  stage.asker.say(`Asking Bedrock in ${regionWithPlace(region)} what this account may use…`);
  const failure = await refusalOf(region, look);
  if (failure === undefined) return region;
  const again = stage.words.flags.region === undefined && !stage.words.yes && mayAsk(stage.system) && refused.length + 1 < tries;
  if (!again) return fail(failure);
  const { message, causedBy, hints = [] } = failure;
  stage.asker.say(message.replace(' Nothing was written.', ''), ...(causedBy === undefined ? [] : [`  caused by: ${causedBy}`]), `  hint: ${hints[0] ?? ''}`);
  return chooseRegion(stage, { ask, look, lay }, [...refused, region]);
}

/** Why nothing can be had from there, where that is because of the region. */
async function refusalOf(region: string, look: Look): Promise<Failure | undefined> {
  try {
    const { account } = await look();
    if (account.kind === 'unknown' && account.failure?.kind === 'invalid') return refusedThere(region, account.why);
    return regionFacts(region) === undefined && listsNothing(account) ? unknownThere(region, account) : undefined;
  } catch (error) {
    if (!(error instanceof LodeError) || error.failure.code !== 'credentials.invalid') throw error;
    return { ...error.failure, hints: [...whyRegion(region), ...(error.failure.hints ?? [])] };
  }
}

function listsNothing(account: StageAccount['account']): boolean {
  return account.kind !== 'listed' || (account.models.profiles.length === 0 && (account.models.foundation ?? []).length === 0);
}

function refusedThere(region: string, why: string): Failure {
  return {
    code: 'setup.region-refused',
    exit: 'credentials',
    message: `Bedrock in ${regionWithPlace(region)} does not take these credentials. Nothing was written.`,
    hints: [...whyRegion(region), 'Start in another region: lode setup --region REGION'],
    causedBy: why,
  };
}

function whyRegion(region: string): readonly string[] {
  if (region.startsWith('us-gov-')) return ['GovCloud takes credentials of a GovCloud account only'];
  if (regionFacts(region)?.optIn !== true) return [];
  return [`The account may not have enabled ${region}, which an administrator of it can: aws account enable-region --region-name ${region}`];
}

/** A region that the catalog has never heard of may be newer than it, if it has anything. */
function unknownThere(region: string, account: StageAccount['account']): Failure {
  const check = checkRegion(region);
  return {
    code: 'usage.setup-answer',
    exit: 'usage',
    message: `--region ${region}: ${check.kind === 'ok' ? '' : `${check.message} `}The account lists no model there. Nothing was written.`,
    hints: check.kind === 'ok' ? [] : check.hints,
    causedBy: account.kind === 'unknown' ? account.why : undefined,
  };
}
