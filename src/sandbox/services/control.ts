import { LodeError } from '../../errors.ts';
import type { Call } from '../call.ts';
import { applyChange } from '../change.ts';
import type { Reply } from '../exchange.ts';
import { jsonBody, jsonReply } from '../exchange.ts';
import type { Change } from '../knobs.ts';

/** The sandbox's own API, for programs in other languages and other processes. */
export function answerControl({ world, request, route }: Call): Reply {
  if (route.operation === 'ReadLog') return jsonReply(200, world.log);
  try {
    applyChange(world, jsonBody(request) as Change);
    return jsonReply(200, {});
  } catch (error) {
    if (!(error instanceof LodeError)) throw error;
    return jsonReply(400, { message: error.message, hints: error.failure.hints ?? [] });
  }
}
