import type { FoundationModel } from '../model-choice.ts';

/** What a model gives back. */
export const modelTypes = ['text', 'embedding', 'rerank', 'image', 'video', 'speech', 'other'] as const;

export type ModelType = (typeof modelTypes)[number];

/** Words in a base ID that give its type away when AWS does not say. */
const tellingWords: readonly (readonly [word: RegExp, type: ModelType])[] = [
  [/embed/, 'embedding'],
  [/canvas|image|diffusion|stability\./, 'image'],
  [/reel|video/, 'video'],
  [/sonic|speech/, 'speech'],
];

/**
 * The type of a model by what AWS says it gives back. A rerank model says TEXT (Amazon Bedrock user guide, "Supported foundation models"), so it is
 * known by its ID; one that speaks cannot be had as a text model even though it gives its words as text too.
 */
export function typeOf(baseId: string, told: Pick<FoundationModel, 'output'> | undefined): ModelType {
  if (baseId.includes('rerank')) return 'rerank';
  if (told === undefined) return tellingWords.find(([word]) => word.test(baseId))?.[1] ?? 'text';
  const gives = (...kinds: readonly string[]): boolean => told.output.some((kind) => kinds.includes(kind.toUpperCase()));
  if (gives('SPEECH', 'AUDIO')) return 'speech';
  if (gives('TEXT')) return 'text';
  if (gives('EMBEDDING', 'EMBEDDINGS')) return 'embedding';
  if (gives('VIDEO')) return 'video';
  return gives('IMAGE') ? 'image' : 'other';
}
