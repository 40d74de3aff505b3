import type { Call } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { jsonBody, jsonReply } from '../exchange.ts';
import { summariesOf } from '../listing.ts';
import { findProvisioned } from './provisioned.ts';
import { breaksRule, missing } from './refusals.ts';
import type { ModelTag } from './tag-rules.ts';
import { readTags } from './tag-rules.ts';

/** ListTagsForResource, TagResource and UntagResource: for application profiles and provisioned models of the caller's account and region. */
export function answerTags(call: Call): Reply {
  const body = jsonBody(call.request);
  const arn = body['resourceARN'];
  if (typeof arn !== 'string') return breaksRule('resourceARN', arn, 'not be null');
  if (!canBeTagged(call, arn)) return missing(`The resource ${arn} was not found.`);
  const { tags } = call.world.account;
  const before = tags.get(arn) ?? [];
  if (call.route.operation === 'ListTagsForResource') return jsonReply(200, { tags: before });
  const after = call.route.operation === 'TagResource' ? readTags(body['tags'] ?? null, arn, before) : untagged(body['tagKeys'], before);
  if ('refusal' in after) return after.refusal;
  tags.set(arn, after);
  return jsonReply(200, {});
}

function canBeTagged(call: Call, arn: string): boolean {
  const isOwn = summariesOf(call).some((one) => one.type === 'APPLICATION' && one.inferenceProfileArn === arn);
  return isOwn || (arn.startsWith('arn:') && findProvisioned(call, arn) !== undefined);
}

function untagged(keys: unknown, before: readonly ModelTag[]): readonly ModelTag[] | { readonly refusal: Reply } {
  if (!Array.isArray(keys)) return { refusal: breaksRule('tagKeys', keys, 'not be null') };
  return before.filter(({ key }) => !keys.includes(key));
}
