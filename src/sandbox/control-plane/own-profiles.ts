import { randomBytes } from 'node:crypto';
import type { CreatedProfile } from '../account-state.ts';
import type { Call } from '../call.ts';
import { accountOf, regionOf } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { jsonBody, jsonReply } from '../exchange.ts';
import { findSummary, summariesOf, summaryCalled } from '../listing.ts';
import { applicationProfileArn } from '../profiles.ts';
import { breaksRule, conflicting, invalid, missing } from './refusals.ts';
import { findModel } from './region-models.ts';
import { readTags } from './tag-rules.ts';

/** AWS service model: InferenceProfileName and InferenceProfileDescription. */
const names = { pattern: '([0-9a-zA-Z][ _-]?)+', longest: 64 };
const descriptions = { pattern: '([0-9a-zA-Z:.][ _-]?)+', longest: 200 };

/** CreateInferenceProfile: an application profile that copies a system-defined one, or one model of this region. */
export function createProfile(call: Call): Reply {
  const body = jsonBody(call.request);
  const { inferenceProfileName: name, description, clientRequestToken: token, modelSource } = body;
  if (typeof name !== 'string' || !fits(name, names)) return breaksPattern('inferenceProfileName', name, names);
  if (description !== undefined && !fits(description, descriptions)) return breaksPattern('description', description, descriptions);
  const modelArns = sourceOf(call, (modelSource as { copyFrom?: unknown } | undefined)?.copyFrom);
  if (modelArns === undefined) return invalid('copyFrom must be a valid inference profile model source ARN.');
  const tags = readTags(body['tags'], name);
  if ('refusal' in tags) return tags.refusal;
  const request = { token: typeof token === 'string' ? token : undefined, words: JSON.stringify([name, description, modelSource, tags]) };
  const before = madeBefore(call, request) ?? sameName(call, name);
  if (before !== undefined) return before;
  const created = { ...ownedBy(call), id: newId(), name, description: description as string | undefined, modelArns, createdAt: nowOf(call), request };
  call.world.account.profiles = [...call.world.account.profiles, created];
  call.world.account.tags.set(arnOf(created), tags);
  return made(created);
}

/** DeleteInferenceProfile: by ID or ARN, never one of the system's. */
export function deleteProfile(call: Call): Reply {
  const found = summaryCalled(call, call.route.id ?? '');
  if (found === undefined) return missing('The specified inference profile was not found.');
  if (found.type === 'SYSTEM_DEFINED') return invalid('A system defined inference profile cannot be deleted.');
  const { account, knobs } = call.world;
  account.profiles = account.profiles.filter((one) => arnOf(one) !== found.inferenceProfileArn);
  call.world.knobs = { ...knobs, applicationProfiles: knobs.applicationProfiles.filter(({ id }) => id !== found.inferenceProfileId) };
  account.tags.delete(found.inferenceProfileArn);
  return jsonReply(200, {});
}

type Rule = typeof names;

const fits = (value: unknown, { pattern, longest }: Rule): boolean =>
  typeof value === 'string' && value.length <= longest && new RegExp(`^${pattern}$`).test(value);

function breaksPattern(member: string, value: unknown, { pattern, longest }: Rule): Reply {
  if (typeof value !== 'string') return breaksRule(member, value, 'not be null');
  if (value.length > longest) return breaksRule(member, value, `have length less than or equal to ${longest}`);
  return breaksRule(member, value, `satisfy regular expression pattern: ${pattern}`);
}

/** The ARNs of the models behind a source; undefined when it is none of this account and region. */
function sourceOf(call: Call, copyFrom: unknown): readonly string[] | undefined {
  if (typeof copyFrom !== 'string' || !copyFrom.startsWith('arn:')) return undefined;
  const profile = findSummary(call, copyFrom);
  if (profile !== undefined) return profile.type === 'SYSTEM_DEFINED' ? profile.models.map(({ modelArn }) => modelArn) : undefined;
  const model = findModel(call, copyFrom);
  return model === undefined ? undefined : [model.modelArn];
}

/** The same request once more is answered as before; its token with other words is a mistake. */
function madeBefore(call: Call, { token, words }: CreatedProfile['request']): Reply | undefined {
  if (token === undefined) return undefined;
  const { account, region } = ownedBy(call);
  const before = call.world.account.profiles.find((one) => one.request.token === token && one.account === account && one.region === region);
  if (before === undefined) return undefined;
  return before.request.words === words ? made(before) : conflicting('The client request token was used before for another inference profile.');
}

function sameName(call: Call, name: string): Reply | undefined {
  const taken = summariesOf(call).some((one) => one.type === 'APPLICATION' && one.inferenceProfileName === name);
  return taken ? conflicting(`An inference profile with the name ${name} already exists.`) : undefined;
}

const made = (profile: CreatedProfile): Reply => jsonReply(201, { inferenceProfileArn: arnOf(profile), status: 'ACTIVE' });
const arnOf = ({ region, account, id }: CreatedProfile): string => applicationProfileArn(region, account, id);
const ownedBy = (call: Call) => ({ account: accountOf(call), region: regionOf(call) });
const newId = (): string =>
  BigInt(`0x${randomBytes(9).toString('hex')}`)
    .toString(36)
    .padStart(12, '0')
    .slice(-12);
const nowOf = ({ world }: Call): string => new Date(world.now()).toISOString();
