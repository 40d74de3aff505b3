/** Whose policies IAM can simulate for an identity. */
export type SimulatedPrincipal =
  /** ARNs to try in order: an identity does not tell the path of its role. */
  | { readonly kind: 'known'; readonly arns: readonly string[] }
  /** Why nobody can, as a sentence. */
  | { readonly kind: 'none'; readonly why: string };

/** Roles that IAM Identity Center makes stand below this path, followed by its region where that is not us-east-1 (IAM Identity Center user guide). */
const identityCenterPath = 'aws-reserved/sso.amazonaws.com/';

/**
 * The role behind the ARN of an assumed role, or the user itself (IAM API reference: SimulatePrincipalPolicy takes users, groups and roles). `ssoRegions`
 * are those in which IAM Identity Center may be, the likeliest first.
 */
export function simulatedPrincipal(arn: string, ssoRegions: readonly string[]): SimulatedPrincipal {
  const [, partition = 'aws', , , account = '', ...rest] = arn.split(':');
  const [kind, name = ''] = rest.join(':').split('/');
  if (kind === 'user') return { kind: 'known', arns: [arn] };
  if (kind === 'root') return { kind: 'none', why: 'The root user has every permission and no policy to simulate; only an organization can take one away.' };
  if (kind !== 'assumed-role') return { kind: 'none', why: `IAM simulates roles and users, and ${arn} is neither.` };
  const role = (path: string): string => `arn:${partition}:iam::${account}:role/${path}${name}`;
  if (!name.startsWith('AWSReservedSSO_')) return { kind: 'known', arns: [role('')] };
  const regional = [...new Set(ssoRegions)].filter((region) => region !== 'us-east-1').map((region) => role(`${identityCenterPath}${region}/`));
  return { kind: 'known', arns: [...regional, role(identityCenterPath)] };
}
