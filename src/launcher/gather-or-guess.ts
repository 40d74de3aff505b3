import { readAwsFiles } from '../auth/aws-files.ts';
import { chooseRegion } from '../auth/region.ts';
import { LodeError } from '../errors.ts';
import { loadSettings, type LoadedSettings } from '../settings/load.ts';
import type { System } from '../system/system.ts';
import type { AccountFacts } from './facts.ts';
import { chooseSession } from './gather-aws.ts';
import { gatherHere } from './gather-here.ts';
import type { SessionRequest } from './gather-session.ts';
import { mayAsk } from './may-ask.ts';
import type { PlaceOfModels } from './pick-models.ts';

/** Where models are chosen and, when AWS was asked, who asked. */
export type FoundOrGuessed = PlaceOfModels &
  Pick<AccountFacts, 'obtained'> & {
    /** Why it is the catalog's word alone, as the end of a sentence; undefined: AWS was asked. */
    readonly guessed: string | undefined;
  };

/**
 * What a launch would find; where nobody is signed in, or `offline`, region and settings alone, so that models come from the catalog. Throws LodeError
 * for whatever else stops a launch.
 */
export async function gatherOrGuess(system: System, request: SessionRequest, offline: boolean, words: readonly string[]): Promise<FoundOrGuessed> {
  if (offline) return guess(system, request, '--offline was given');
  try {
    return { ...(await gatherHere(system, request, { words })), guessed: undefined };
  } catch (error) {
    if (!(error instanceof LodeError) || error.failure.exit !== 'credentials') throw error;
    return guess(system, request, `there are no credentials to ask with: ${error.failure.message.replace(/\.$/, '')}`);
  }
}

async function guess(system: System, { flags, environment }: SessionRequest, why: string): Promise<FoundOrGuessed> {
  const loaded = await loadSettings(system, { flags, environment, interactive: mayAsk(system), ask: true });
  const account = { kind: 'unknown', why } as const;
  const { region } = regionOf(system, loaded);
  const elsewhere = loaded.settings.smallFastModelRegion?.value;
  const smallElsewhere = elsewhere === undefined || elsewhere === region ? undefined : { region: elsewhere, account };
  return { session: { settings: loaded.settings, region }, account, known: [], smallElsewhere, obtained: undefined, guessed: why };
}

/** The region of a launch; without credentials nobody's profile can say it, but settings and variables can. */
function regionOf(system: System, loaded: LoadedSettings): { readonly region: string } {
  try {
    return chooseSession(system, loaded).region;
  } catch (error) {
    if (!(error instanceof LodeError) || error.failure.exit !== 'credentials') throw error;
    const { env } = system;
    return chooseRegion({
      setting: loaded.settings.region,
      source: { kind: 'instance-role' },
      profileIsExplicit: false,
      env,
      files: readAwsFiles(system),
    });
  }
}
