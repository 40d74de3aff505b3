import { noSignIn, ofPolicy, permissionsOwner, policyName, saidByIam as said, statementFor } from './policy-words.ts';
import type { Circumstances } from './circumstances.ts';
import { organisationGates } from './organisation-gates.ts';
import { isBehind, modelRegion } from './denial.ts';
import type { GateRow } from './gate.ts';

/** IAM (IAM user guide, "Troubleshoot access denied error messages"). */
export const policyGates: readonly GateRow[] = [
  {
    id: 'bearer-deny',
    says: said,
    when: ({ denial }) => denial?.action === 'bedrock:CallWithBearerToken',
    tell: ({ account, bedrock }) => ({
      what: `A policy forbids Bedrock API keys (bedrock:CallWithBearerToken) in ${account}, so ${bedrock} takes none.`,
      who: 'whoever wrote that policy; it is often on purpose',
      remedy: ['Unset AWS_BEARER_TOKEN_BEDROCK and sign in: lode login'],
    }),
  },
  {
    id: 'assume',
    says: said,
    when: ({ denial }) => denial?.action.startsWith('sts:AssumeRole') === true,
    tell: ({ denial, caller }) => ({
      what: `${caller} may not assume ${denial?.resource ?? 'the role'}.`,
      who: "whoever manages the role's trust policy and the caller's permissions",
      remedy: ['Compare role_arn, external_id and mfa_serial of the profile with the trust policy of the role', 'See which profile is used: lode status'],
    }),
  },
  ...organisationGates,
  ...(
    [
      ['boundary', 'permissions boundary', 'The permissions boundary', 'whoever set the boundary'],
      [
        'session-policy',
        'session policy',
        'The policy given with the session',
        'whoever starts the session, for example the script or broker that assumes the role',
      ],
      ['vpc-endpoint-policy', 'VPC endpoint policy', 'The policy of the VPC endpoint', 'whoever manages the VPC endpoint for Bedrock'],
      ['resource-control-policy', 'resource control policy', "The organisation's resource control policy", "whoever manages the organisation's policies"],
    ] as const
  ).map(([id, policy, subject, who]): GateRow => ({
    id,
    says: said,
    when: ofPolicy(policy),
    tell: ({ denial, caller }) => ({
      what: `${subject}${policyName(denial?.policyArn)} does not let ${caller} do ${denial?.action} on ${denial?.resource ?? '*'}.`,
      who,
      remedy: [`It must allow, and nowhere deny: ${statementFor(denial)}`, noSignIn],
    }),
  })),
  {
    id: 'iam-deny',
    says: /is not authorized to perform.{0,2000}explicit deny/is,
    tell: (c) => ({
      what: `A policy of ${c.caller} denies ${c.denial?.action ?? 'this'} on ${c.denial?.resource ?? '*'} by name, which no permission outweighs.`,
      who: permissionsOwner(c),
      remedy: ['The statement with "Effect": "Deny" must leave this out', noSignIn],
    }),
  },
  {
    id: 'discovery',
    says: said,
    when: ({ denial }) => /^bedrock:(List|Get)(InferenceProfiles?|FoundationModels?|FoundationModelAvailability)$/.test(denial?.action ?? ''),
    tell: (c) => ({
      what: `${c.caller} may not look at the models of ${c.account}${c.inRegion} (${c.denial?.action}); requests may be allowed all the same.`,
      who: permissionsOwner(c),
      remedy: [`Add to its permissions: ${statementFor(c.denial)}`, 'Or go on with full IDs in the settings: lode config set model ID'],
    }),
  },
  {
    id: 'iam-missing',
    says: said,
    tell: (c) => ({
      what: `No policy of ${c.caller} allows ${c.denial?.action ?? 'the request'} on ${resourceWords(c)}.`,
      who: permissionsOwner(c),
      remedy: [`Add to its permissions: ${statementFor(c.denial)}`, ...modelsBehind(c), noSignIn],
    }),
  },
  {
    id: 'sso-role',
    names: ['ForbiddenException', 'ResourceNotFoundException'],
    when: ({ failure }) => failure.name === 'ForbiddenException' || failure.operation === 'GetRoleCredentials',
    tell: ({ caller, account }) => ({
      what: `IAM Identity Center gives ${caller} no access to that role in ${account}.`,
      who: 'whoever assigns roles in IAM Identity Center',
      remedy: ['Compare sso_account_id and sso_role_name of the profile with what the access portal shows', 'See which profile is used: lode status'],
    }),
  },
  {
    id: 'denied',
    names: ['AccessDeniedException', 'AccessDenied', 'UnauthorizedOperation', 'permission_error'],
    tell: ({ bedrock, model, caller, name }) => ({
      what: `${bedrock} denies ${caller} requests to ${model} and does not say which policy or gate it is.`,
      who: "whoever manages the account's permissions and its access to models",
      remedy: [`See what AWS says of the model: lode models access ${name}`, 'See who you are: lode status'],
    }),
  },
];

/** Says so when what is denied is no longer what was asked for but a model behind it. */
function resourceWords({ denial, about, modelId }: Circumstances): string {
  const region = modelRegion(denial?.resource);
  const behind = region === '' ? `, the model behind the global profile ${modelId}` : `, where ${modelId} sends requests too`;
  return `${denial?.resource ?? '*'}${region === undefined || region === about.region || isBehind(about, denial) ? '' : behind}`;
}

/** A profile needs its own ARN allowed and those of all models behind it (Amazon Bedrock user guide, "Prerequisites for inference profiles"). */
function modelsBehind({ denial, known, about }: Circumstances): readonly string[] {
  const resource = denial?.resource ?? '';
  if (!/inference-profile\//.test(resource)) return [];
  const model = `arn:${resource.split(':')[1]}:bedrock:*::foundation-model/${known?.baseId ?? 'MODEL'}`;
  return [`The same is needed on the models behind the profile: ${model}${about.destinations.length === 0 ? '' : ` (in ${about.destinations.join(', ')})`}`];
}
