import type { Call } from '../call.ts';
import { accountOf, regionOf } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { jsonBody, jsonReply } from '../exchange.ts';
import { breaksRule } from './refusals.ts';

const modes: readonly unknown[] = ['aws_review', 'default', 'inherit', 'none', 'provider_data_share'];
const untouched = { mode: 'default', updatedAt: '2026-10-01T00:00:00Z' };

/** GetAccountDataRetention: what stands in the call's region. */
export function getRetention(call: Call): Reply {
  return jsonReply(200, call.world.account.retention.get(keyOf(call)) ?? untouched);
}

/** PutAccountDataRetention: for the call's region only. */
export function putRetention(call: Call): Reply {
  const { mode } = jsonBody(call.request);
  if (!modes.includes(mode)) return breaksRule('mode', mode, `satisfy enum value set: [${modes.join(', ')}]`);
  const kept = { mode: String(mode), updatedAt: new Date(call.world.now()).toISOString() };
  call.world.account.retention.set(keyOf(call), kept);
  return jsonReply(200, kept);
}

const keyOf = (call: Call): string => `${accountOf(call)} ${regionOf(call)}`;
