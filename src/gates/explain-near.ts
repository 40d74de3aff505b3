import type { GateId } from './gate.ts';
import { knownSentences } from './explain-known.ts';

/** A sentence that is like another one, and the gate that it is known to mean. */
export interface NearSentence {
  readonly id: GateId;
  readonly sentence: string;
}

const sentences: readonly NearSentence[] = Object.entries(knownSentences).flatMap(([id, known]) => known.map((sentence) => ({ id: id as GateId, sentence })));
const spread = countOf(sentences.flatMap(({ sentence }) => [...wordsOf(sentence)]));

/** The known sentences that share most rare words with this text; none that shares too little. Pure. */
export function nearSentences(text: string, limit = 3): readonly NearSentence[] {
  const words = wordsOf(text);
  const scored = sentences.map((each) => ({ each, score: likeness(words, wordsOf(each.sentence)) }));
  return scored
    .filter(({ score }) => score >= 0.2)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ each }) => each);
}

/** Shared weight over all weight; a word that few sentences hold weighs more. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const weigh = (words: Iterable<string>): number => [...words].reduce((sum, word) => sum + 1 / (spread.get(word) ?? 1), 0);
  const shared = weigh([...a].filter((word) => b.has(word)));
  return shared === 0 ? 0 : shared / (0.3 * weigh(a) + 0.7 * weigh(b));
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    text
      .slice(0, 1000)
      .toLowerCase()
      .match(/[a-z]{3,}/g) ?? [],
  );
}

function countOf(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
