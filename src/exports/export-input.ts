import type { CredentialSource } from '../auth/source.ts';
import type { ChosenModels } from '../models/choose.ts';
import type { AccountModels } from '../models/model-choice.ts';
import type { BedrockDiscovery, Endpoints, Geography, Residency } from '../settings/settings.ts';
import type { ExportedModel } from './exported-model.ts';

/** All that an export is made of. No credentials are among it, so none can get out. */
export interface ExportInput {
  readonly region: string;
  /** Undefined: the region's own. */
  readonly geography: Geography | undefined;
  readonly residency: Residency;
  readonly source: CredentialSource;
  readonly endpoints: Endpoints;
  readonly discovery: BedrockDiscovery;
  /** The models that a launch would pin. */
  readonly chosen: ChosenModels;
  /** Those, and with `--all` every other one that can be used; each ID once in a region. */
  readonly models: readonly ExportedModel[];
  /** Undefined: the account gave no list. */
  readonly account: AccountModels | undefined;
}

/** A document in the format of another program, and what its reader must know. */
export interface ExportText {
  /** Ends with a line break. */
  readonly text: string;
  /** One sentence: which file of which program, from which version on. */
  readonly place: string;
  /** Whole sentences. */
  readonly notes: readonly string[];
}
