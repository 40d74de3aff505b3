import type { Price } from '../catalog.ts';
import type { Judged } from '../geography.ts';
import type { Usability } from '../model-access.ts';
import type { Lifecycle } from './lifecycle-of.ts';
import type { ModelType } from './model-type.ts';

/** One ID that can be called from a region, with all that is known of it. */
export interface ModelRow extends Judged {
  /** For people: `Claude Opus 5.5`, or as AWS names it. */
  readonly name: string;
  /** What `lode --model` takes: `opus-5.5`, the name of an application profile, else the ID. */
  readonly short: string;
  /** What goes to AWS: the ARN of an application profile, else an ID. */
  readonly id: string;
  readonly kind: 'system profile' | 'application profile' | 'model';
  /** The model behind it, e.g. `anthropic.claude-opus-5-5`; undefined when there is more than one, or none that can be seen. */
  readonly baseId: string | undefined;
  /** As AWS writes it, e.g. `Anthropic`. */
  readonly provider: string;
  readonly type: ModelType;
  /** Tokens; undefined for what has no such window. */
  readonly contextWindow: number | undefined;
  readonly maxOutput: number | undefined;
  /** Windows that nobody knows and the settings assume. */
  readonly assumed: readonly ('contextWindow' | 'maxOutput')[];
  readonly price: Price | undefined;
  readonly lifecycle: Lifecycle;
  /** `unknown` until somebody asked. */
  readonly usability: Usability;
  /** Names of lode's and of the user's that become this ID here. */
  readonly names: readonly string[];
  /** `catalog`: a guess that no list confirms. */
  readonly evidence: 'account' | 'catalog';
}
