import type { Call } from './call.ts';
import type { InferenceProfile } from './profiles.ts';
import type { CreatedProfile } from './account-state.ts';
import { applicationProfileArn, modelArn, profileArn } from './profiles.ts';

/** One inference profile as the control plane describes it. */
export interface ProfileSummary {
  readonly inferenceProfileId: string;
  readonly inferenceProfileArn: string;
  readonly inferenceProfileName: string;
  readonly description?: string;
  readonly status: 'ACTIVE';
  readonly type: 'SYSTEM_DEFINED' | 'APPLICATION';
  readonly models: readonly { readonly modelArn: string }[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

const born = '2026-10-01T00:00:00Z';

export function profilesOf({ world, region = '' }: Call): readonly InferenceProfile[] {
  return world.knobs.profiles[region] ?? world.profilesByRegion(region);
}

/** All profiles of the caller's account in the call's region: the system's, then the account's own. */
export function summariesOf(call: Call): readonly ProfileSummary[] {
  const profiles = profilesOf(call);
  const own = call.world.knobs.applicationProfiles.flatMap((application) => {
    const copied = profiles.find((profile) => profile.id === application.copyOf);
    return copied === undefined ? [] : [applicationSummary(call, application, copied)];
  });
  const created = call.world.account.profiles.filter((one) => one.account === call.caller?.account && one.region === call.region);
  return [...profiles.map((profile) => systemSummary(call, profile)), ...own, ...created.map(createdSummary)];
}

function systemSummary({ region = '', caller }: Call, profile: InferenceProfile): ProfileSummary {
  return {
    inferenceProfileId: profile.id,
    inferenceProfileArn: profileArn(region, caller?.account ?? '', profile.id),
    inferenceProfileName: profile.name,
    description: `Routes requests to ${profile.name}.`,
    status: 'ACTIVE',
    type: 'SYSTEM_DEFINED',
    models: profile.destinations.map((destination) => ({ modelArn: modelArn(destination, region, profile.modelId) })),
    createdAt: born,
    updatedAt: born,
  };
}

function applicationSummary(call: Call, own: { id: string; name: string }, copied: InferenceProfile): ProfileSummary {
  return {
    ...systemSummary(call, copied),
    inferenceProfileId: own.id,
    inferenceProfileArn: applicationProfileArn(call.region ?? '', call.caller?.account ?? '', own.id),
    inferenceProfileName: own.name,
    type: 'APPLICATION',
  };
}

function createdSummary({ region, account, id, name, description, modelArns, createdAt }: CreatedProfile): ProfileSummary {
  return {
    inferenceProfileId: id,
    inferenceProfileArn: applicationProfileArn(region, account, id),
    inferenceProfileName: name,
    ...(description === undefined ? {} : { description }),
    status: 'ACTIVE',
    type: 'APPLICATION',
    models: modelArns.map((arn) => ({ modelArn: arn })),
    createdAt,
    updatedAt: createdAt,
  };
}

/** The profile that the control plane means by this id or ARN: an application profile has both, too. */
export function summaryCalled(call: Call, idOrArn: string): ProfileSummary | undefined {
  return summariesOf(call).find((one) => [one.inferenceProfileArn, one.inferenceProfileId].includes(idOrArn));
}

/** The profile that can be called by this id or ARN: an application profile has its ARN only. */
export function findSummary(call: Call, idOrArn: string): ProfileSummary | undefined {
  return summariesOf(call).find((one) => one.inferenceProfileArn === idOrArn || (one.inferenceProfileId === idOrArn && one.type === 'SYSTEM_DEFINED'));
}
