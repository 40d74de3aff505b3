import type { GateRow } from './gate.ts';

/** What no row knows: the raw words are all there is. */
export const unknownGate: GateRow = {
  id: 'unknown',
  tell: ({ bedrock, model, caller, failure }) => ({
    what: `${bedrock} gave ${model} no answer for ${caller}, for a reason that lode does not know.`,
    who: failure.requestId === undefined ? 'whoever knows the words below' : `AWS Support, who can look up request ${failure.requestId}`,
    remedy: ['See what a launch would use: lode status', 'Try another model: lode models check sonnet'],
  }),
};
