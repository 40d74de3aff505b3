import type { CalledModel } from './called-model.ts';
import { denyApiKeys } from './deny-api-keys.ts';
import { enableStatements } from './enable.ts';
import { invokeStatements } from './invoke.ts';
import { accountArn, modelArn, regionWord, type Place } from './place.ts';
import { allow, type Condition, type Statement } from './statement.ts';

/** What a policy can be for, in the order in which the statements stand. */
export const policyParts = ['invoke', 'discovery', 'doctor', 'check', 'api-keys', 'profiles', 'enable'] as const;

export type PolicyPart = (typeof policyParts)[number];

/** What an everyday role needs. */
export const defaultParts: readonly PolicyPart[] = ['invoke', 'discovery'];

/** What each part lets somebody do, for people. */
export const partWords: Readonly<Record<PolicyPart, string>> = {
  invoke: 'call the models',
  discovery: 'list the models there are',
  doctor: 'let lode doctor and lode models access look at access, quotas and logs (read only)',
  check: 'let lode policy check simulate',
  'api-keys': 'use Bedrock API keys',
  profiles: 'make, tag and delete own inference profiles',
  enable: 'send the use-case form and accept agreements, once, by an administrator',
};

/** All that a policy is made of. */
export interface PolicyAsk {
  readonly place: Place;
  /** The region of the launch. */
  readonly region: string;
  readonly models: readonly CalledModel[];
  readonly parts: readonly PolicyPart[];
  /** Refuse Bedrock API keys. */
  readonly denyApiKeys: boolean;
  /** Tags without which no profile may be made. */
  readonly requiredTags: readonly string[];
  /** ARNs that the role or user that is to simulate itself may have; undefined: any of the account. */
  readonly principals?: readonly string[] | undefined;
}

/** The statements of all parts asked for, each with a Sid of its own. Pure. */
export function policyStatements(ask: PolicyAsk): readonly Statement[] {
  const wanted = new Set<PolicyPart>([...ask.parts, ...(ask.parts.includes('doctor') ? (['discovery'] as const) : [])]);
  const statements = policyParts.filter((part) => wanted.has(part)).flatMap((part) => statementsOf[part](ask));
  return ask.denyApiKeys ? [...statements, denyApiKeys] : statements;
}

const statementsOf: Readonly<Record<PolicyPart, (ask: PolicyAsk) => readonly Statement[]>> = {
  invoke: ({ models, place }) => invokeStatements(models, place),
  discovery: discoveryStatements,
  doctor: () =>
    allow(
      'Doctor',
      [
        'bedrock:GetFoundationModelAvailability',
        'bedrock:GetUseCaseForModelAccess',
        'bedrock:GetAccountDataRetention',
        'bedrock:GetModelInvocationLoggingConfiguration',
        'servicequotas:ListServiceQuotas',
        'servicequotas:ListAWSDefaultServiceQuotas',
        'cloudtrail:DescribeTrails',
        'logs:DescribeLogGroups',
      ],
      ['*'],
    ),
  check: ({ place: { partition, account }, principals }) => {
    const anybody = ['role/*', 'user/*'].map((who) => `arn:${partition}:iam::${account}:${who}`);
    return allow('SimulateItself', ['iam:SimulatePrincipalPolicy'], principals ?? anybody);
  },
  'api-keys': () => allow('ApiKeys', ['bedrock:CallWithBearerToken'], ['*']),
  profiles: profileStatements,
  enable: ({ models, region }) => enableStatements(models, region),
};

/** Lists take no resource; profiles and provisioned throughput are described one by one. */
function discoveryStatements({ models, place, region }: PolicyAsk): readonly Statement[] {
  const regions = [...new Set([region, ...models.map(({ source }) => source)])];
  const profiles = regions.flatMap((one) => [accountArn(place, one, 'inference-profile', '*'), accountArn(place, one, 'application-inference-profile', '*')]);
  const elsewhere = models.flatMap(({ resource, id, account, source }) =>
    resource === 'application-inference-profile' && account !== undefined ? [accountArn({ ...place, account }, source, resource, id)] : [],
  );
  const provisioned = models.filter(({ resource }) => resource === 'provisioned-model');
  return [
    ...allow('ListModels', ['bedrock:ListFoundationModels', 'bedrock:ListInferenceProfiles'], ['*']),
    ...allow('DescribeProfiles', ['bedrock:GetInferenceProfile'], [...profiles, ...elsewhere.filter((arn) => !arn.includes(`:${place.account}:`))]),
    ...allow(
      'DescribeProvisioned',
      ['bedrock:GetProvisionedModelThroughput'],
      provisioned.map(({ source, resource, id, account }) => accountArn(account === undefined ? place : { ...place, account }, source, resource, id)),
    ),
  ];
}

/** The tags by which Cost Explorer tells teams apart have to be there when a profile is made. */
function profileStatements({ models, place, region, requiredTags }: PolicyAsk): readonly Statement[] {
  const regions = [...new Set([region, ...models.map(({ source }) => source)])];
  const [tagged, kept, left] = tagConditions(requiredTags);
  return regions.flatMap((one, index) => {
    const end = index === 0 ? '' : `In${regionWord(one)}`;
    const own = accountArn(place, one, 'application-inference-profile', '*');
    const here = models.filter(({ source }) => source === one);
    const from = here.flatMap(({ resource, id, behind }) => [
      ...(resource === 'inference-profile' ? [accountArn(place, one, resource, id)] : []),
      ...(resource === 'foundation-model' ? [modelArn(place, one, id)] : []),
      ...(behind ?? []).map((model) => modelArn(place, model.region, model.id)),
    ]);
    return [
      ...allow(`MakeProfiles${end}`, ['bedrock:CreateInferenceProfile'], [own, ...from], tagged),
      ...allow(`SeeTagsAndDeleteProfiles${end}`, ['bedrock:ListTagsForResource', 'bedrock:DeleteInferenceProfile'], [own]),
      ...allow(`TagProfiles${end}`, ['bedrock:TagResource'], [own], kept),
      ...allow(`UntagProfiles${end}`, ['bedrock:UntagResource'], [own], left),
    ];
  });
}

/** That tags are there and not empty when a profile is made, do not become empty later, and are not taken off. */
function tagConditions(required: readonly string[]): readonly [Condition?, Condition?, Condition?] {
  if (required.length === 0) return [];
  const filled = Object.fromEntries(required.map((key) => [`aws:RequestTag/${key}`, ['?*']]));
  return [{ StringLike: filled }, { StringLikeIfExists: filled }, { 'ForAllValues:StringNotEquals': { 'aws:TagKeys': required } }];
}
