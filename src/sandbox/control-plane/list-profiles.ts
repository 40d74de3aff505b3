import type { Call } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { jsonReply, queryOf } from '../exchange.ts';
import { summariesOf, summaryCalled } from '../listing.ts';
import { invalid, missing } from './refusals.ts';

/** ListInferenceProfiles: one page. */
export function listProfiles(call: Call): Reply {
  const query = queryOf(call.request);
  const type = query.get('type');
  const all = summariesOf(call).filter((one) => type === null || one.type === type);
  const start = Number(query.get('nextToken') ?? 0);
  const asked = Number(query.get('maxResults') ?? 1000);
  if (!Number.isInteger(start) || !(asked >= 1 && asked <= 1000)) return invalid('The pagination token or page size is invalid.');
  const end = start + Math.min(call.world.knobs.pageSize, asked);
  return jsonReply(200, { inferenceProfileSummaries: all.slice(start, end), ...(end < all.length ? { nextToken: String(end) } : {}) });
}

/** GetInferenceProfile: by ID or ARN. */
export function getProfile(call: Call): Reply {
  const found = summaryCalled(call, call.route.id ?? '');
  return found === undefined ? missing('The specified inference profile was not found.') : jsonReply(200, found);
}
