import type { CatalogueError } from './entry.ts';
import { denied } from './entry.ts';

const notAuthorized = 'User: {arn} is not authorized to perform: {action} on resource: {resource}';

/** IAM and organisations. */
export const policyErrors: readonly CatalogueError[] = [
  { ...denied('iam-missing', `${notAuthorized} because no identity-based policy allows the {action} action`), hits: ['bedrock', 'bedrock-runtime'] },
  denied('iam-deny', `${notAuthorized} with an explicit deny in an identity-based policy`),
  denied('boundary', `${notAuthorized} with an explicit deny in a permissions boundary`),
  denied(
    'scp',
    `${notAuthorized} with an explicit deny in a service control policy: arn:aws:organizations::{account}:policy/o-sandbox/service_control_policy/p-sandbox`,
  ),
  denied(
    'scp-global',
    'User: {arn} is not authorized to perform: {action} on resource: arn:aws:bedrock:::foundation-model/{base} with an explicit deny in a service control policy',
  ),
  denied(
    'scp-geo',
    'User: {arn} is not authorized to perform: {action} on resource: arn:aws:bedrock:{elsewhere}::foundation-model/{base} with an explicit deny in a service control policy',
  ),
  {
    ...denied('discovery', `${notAuthorized} because no identity-based policy allows the {action} action`),
    hits: ['bedrock'],
    operations: ['ListInferenceProfiles', 'ListFoundationModels', 'GetInferenceProfile'],
  },
  denied(
    'bearer-deny',
    'User: {arn} is not authorized to perform: bedrock:CallWithBearerToken on resource: * with an explicit deny in an identity-based policy',
  ),
  {
    ...denied('assume', 'User: {arn} is not authorized to perform: sts:AssumeRole on resource: {role}'),
    stsName: 'AccessDenied',
    hits: ['sts'],
    operations: ['AssumeRole', 'AssumeRoleWithWebIdentity'],
  },
  { ...denied('sso-role', 'No access'), name: 'ForbiddenException', hits: ['sso'], operations: ['GetRoleCredentials'] },
];
