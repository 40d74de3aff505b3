import { profilesOf } from '../../src/models/catalog-profiles.ts';
import type { InferenceProfile } from '../../src/models/model-choice.ts';
import { resolveModel } from '../../src/models/resolve.ts';
import { calledModel, type CalledModel } from '../../src/policy/called-model.ts';
import { familyModels } from '../../src/policy/family-models.ts';
import { policyStatements, type PolicyPart } from '../../src/policy/parts.ts';
import type { Place } from '../../src/policy/place.ts';
import type { Statement } from '../../src/policy/statement.ts';
import type { Geography } from '../../src/settings/settings.ts';
import { listOf, mustChoose, wishFor } from '../models/wish.ts';

/** A launch whose policy is looked at. */
export interface Launch {
  readonly region: string;
  readonly place: Place;
  readonly models: readonly CalledModel[];
}

export const account = '111122223333';

/** A profile of the account's own over one of AWS's. */
export function ownProfile(id: string, region: string, of: string): InferenceProfile {
  const source = profilesOf(region, account).find((profile) => profile.id === of);
  if (source === undefined) throw new Error(`no profile ${of} in ${region}`);
  return { ...source, id, arn: `arn:aws:bedrock:${region}:${account}:application-inference-profile/${id}`, name: 'team', type: 'APPLICATION' };
}

/** A launch from a region with these models, by name, ID or ARN; the account lists what the catalog believes, and its own profiles. */
export function launch(
  region: string,
  names: readonly string[],
  { geography, own = [] }: { geography?: Geography; own?: readonly InferenceProfile[] } = {},
): Launch {
  const profiles = [...profilesOf(region, account), ...own];
  const partition = profiles[0]?.arn.split(':')[1] ?? 'aws';
  const models = names.map((wanted) =>
    calledModel(mustChoose(resolveModel(wishFor(wanted, region, { geography, account: listOf(region, profiles) }))), region, profiles),
  );
  return { region, place: { partition, account }, models };
}

/** A launch with every model that a pattern fits. */
export function familyLaunch(region: string, pattern: string, geography: Geography): Launch {
  const profiles = profilesOf(region, account);
  return { region, place: { partition: 'aws', account }, models: familyModels({ pattern, region, geography, profiles, foundation: undefined }) };
}

/** The statements of a policy for a launch. */
export function policyOf({ region, place, models }: Launch, parts: readonly PolicyPart[] = ['invoke', 'discovery'], more: object = {}): readonly Statement[] {
  return policyStatements({ place, region, models, parts, denyApiKeys: false, requiredTags: [], ...more });
}
