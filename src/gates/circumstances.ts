import { modelByBaseId, profileById, shortName, type CatalogModel } from '../models/catalog.ts';
import { parseModelText } from '../models/id.ts';
import { denialOf, type Denial } from './denial.ts';
import type { GateAbout, GateFailure } from './gate.ts';

/** A failure with all that the sentences about it need. */
export interface Circumstances {
  readonly failure: GateFailure;
  readonly about: GateAbout;
  /** Undefined unless IAM denied. */
  readonly denial: Denial | undefined;
  /** Undefined when the catalog does not know the model. */
  readonly known: CatalogModel | undefined;
  /** The model for people: its name, else its ID. */
  readonly model: string;
  /** What lode's commands call the model. */
  readonly name: string;
  /** The model as commands take it: its ID, else `MODEL`. */
  readonly modelId: string;
  /** `eu-west-1`, or `the region`. */
  readonly region: string;
  /** ` in eu-west-1`, or nothing. */
  readonly inRegion: string;
  /** `Bedrock in eu-west-1`, or `Bedrock`. */
  readonly bedrock: string;
  /** `account 111122223333`, or `this account`. */
  readonly account: string;
  /** Whom AWS refused, for people. */
  readonly caller: string;
}

/** Puts together what is known of a failure. Pure; never throws. */
export function circumstancesOf(failure: GateFailure, about: GateAbout): Circumstances {
  const denial = denialOf(failure.message);
  const known = knownModel(about.modelId ?? '');
  const modelId = about.modelId ?? 'MODEL';
  const inRegion = about.region === undefined ? '' : ` in ${about.region}`;
  return {
    failure,
    about,
    denial,
    known,
    model: about.model ?? known?.name ?? about.modelId ?? 'the model',
    name: known === undefined ? modelId : shortName(known),
    modelId,
    region: about.region ?? 'the region',
    inRegion,
    bedrock: `Bedrock${inRegion}`,
    account: about.account === undefined ? 'this account' : `account ${about.account}`,
    caller: denial?.principal ?? about.principal ?? 'this API key',
  };
}

function knownModel(id: string): CatalogModel | undefined {
  const parsed = parseModelText(id);
  const text = parsed.kind === 'arn' ? parsed.resourceId : id;
  return profileById(text)?.model ?? modelByBaseId(text);
}
