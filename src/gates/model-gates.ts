import { modelsOf, shortName } from '../models/catalog.ts';
import { nearest } from '../nearest.ts';
import type { Circumstances } from './circumstances.ts';
import type { GateRow } from './gate.ts';

const you = 'you';

/** The model's ID and its life (Amazon Bedrock user guide, "Model lifecycle" and "Supported Regions and models for inference profiles"). */
export const modelGates: readonly GateRow[] = [
  {
    id: 'on-demand',
    says: /on-demand throughput isn.t supported/i,
    tell: (c) => ({
      what: `${c.about.modelId ?? 'what was asked for'} is the bare ID of a model that ${c.bedrock} runs through an inference profile only.`,
      who: you,
      remedy: [...profilesFor(c), `See which profile it is here: lode models resolve ${c.name}`],
    }),
  },
  {
    id: 'bad-id',
    says: /model identifier is invalid|could not resolve the foundation model/i,
    tell: (c) => ({
      what: `${c.bedrock} knows no ${c.about.modelId === undefined ? 'such model' : `model ${c.about.modelId}`}: a slip, a prefix of another geography or partition, or a model that is gone.`,
      who: you,
      remedy: [...nearNames(c), 'See what there is: lode models list', 'Ask the account again: lode models refresh'],
    }),
  },
  {
    id: 'legacy',
    says: /marked by provider as Legacy/i,
    tell: (c) => ({
      what: `${c.model} is Legacy, and ${c.account} has not used it lately${c.inRegion}, so it is closed to it.`,
      who: 'nobody; a newer model takes its place',
      remedy: [...successor(c), 'See what there is: lode models list'],
    }),
  },
  {
    id: 'eol',
    says: /reached the end of its life/i,
    tell: (c) => ({
      what: `${c.model} has reached the end of its life on Bedrock.`,
      who: 'nobody; a newer model takes its place',
      remedy: [...successor(c), 'See what there is: lode models list'],
    }),
  },
];

/** The listed profiles of a bare ID. */
function profilesFor({ about: { listed = [], modelId = '' } }: Circumstances): readonly string[] {
  const found = listed.filter((id) => id.endsWith(`.${modelId}`));
  return found.length === 0 ? [] : [`Use its profile: ${found.join(' or ')}`];
}

function nearNames({ about: { listed = [], modelId = '' }, inRegion }: Circumstances): readonly string[] {
  const near = nearest(modelId, listed);
  return near.length === 0 ? [] : [`Listed${inRegion}: ${near.join(', ')}`];
}

function successor({ known }: Circumstances): readonly string[] {
  if (known === undefined) return [];
  const next = modelsOf(known.family).find(({ status, key }) => status === 'active' && key !== known.key);
  return next === undefined ? [] : [`Use ${next.name}: lode config set model ${shortName(next)}`];
}
