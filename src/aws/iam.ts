import type { EvaluationResult, ResourceSpecificResult, Statement } from '@aws-sdk/client-iam';
import type { AwsCredentials } from '../auth/aws-credentials.ts';
import { clientOptions, type AwsContext } from './aws-context.ts';
import { prepareSdkEnvironment } from './sdk-environment.ts';
import { sdkCredentials } from './sdk-credentials.ts';

/** What is asked of IAM's simulator: each action on each resource, all in one context. */
export interface Simulation {
  /** ARN of a role or a user. */
  readonly principal: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Condition keys and their values. */
  readonly context: Readonly<Record<string, string>>;
}

/** What the simulator says of one action on one resource. */
export interface SimulatedDecision {
  readonly action: string;
  readonly resource: string;
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  /** False: an organization's policy refuses it; undefined: the account is in none, or IAM says nothing of it. */
  readonly allowedByOrganization: boolean | undefined;
  /** False: a permissions boundary refuses it; undefined: there is none. */
  readonly allowedByBoundary: boolean | undefined;
  /** Names of the policies whose statements decided. */
  readonly policies: readonly string[];
  /** Condition keys that policies look at and that were not given. */
  readonly missingKeys: readonly string[];
}

/** IAM has one endpoint in each partition, signed for one region (AWS General Reference: IAM endpoints). */
const homes: Readonly<Record<string, string>> = { 'aws-us-gov': 'us-gov-west-1', 'aws-cn': 'cn-north-1' };

/** Asks IAM's simulator (SimulatePrincipalPolicy), all pages. Throws what the SDK throws. */
export async function simulatePrincipal(
  credentials: AwsCredentials,
  context: AwsContext,
  partition: string,
  simulation: Simulation,
): Promise<readonly SimulatedDecision[]> {
  prepareSdkEnvironment(context.env);
  const iam = await import('@aws-sdk/client-iam');
  const endpoint = context.env['AWS_ENDPOINT_URL_IAM'] || context.env['AWS_ENDPOINT_URL'] || undefined;
  const home = { ...context, region: homes[partition] ?? 'us-east-1' };
  const client = new iam.IAMClient({ ...clientOptions(home, 'iam', endpoint), credentials: sdkCredentials(credentials) });
  const pages = iam.paginateSimulatePrincipalPolicy(
    { client },
    {
      PolicySourceArn: simulation.principal,
      ActionNames: [...simulation.actions],
      ResourceArns: [...simulation.resources],
      ContextEntries: Object.entries(simulation.context).map(([ContextKeyName, value]) => ({
        ContextKeyName,
        ContextKeyType: 'string',
        ContextKeyValues: [value],
      })),
    },
  );
  const found: SimulatedDecision[] = [];
  for await (const { EvaluationResults = [] } of pages) found.push(...EvaluationResults.flatMap((result) => decisionsOf(result, simulation.resources)));
  return found;
}

/**
 * One result for each action with those of its resources inside; without any inside, it is of the resource it names, or of all that were asked for. A
 * result that decides nothing is none.
 */
function decisionsOf(result: EvaluationResult, asked: readonly string[]): readonly SimulatedDecision[] {
  const { ResourceSpecificResults: inside = [], EvalResourceName: name } = result;
  if (inside.length > 0) return inside.flatMap((one) => insideDecision(result, one));
  const { EvalDecision: decision } = result;
  if (decision === undefined) return [];
  const resources = name !== undefined && asked.includes(name) ? [name] : asked;
  return resources.map((resource) => ({
    action: result.EvalActionName ?? '',
    resource,
    decision,
    allowedByOrganization: result.OrganizationsDecisionDetail?.AllowedByOrganizations,
    allowedByBoundary: result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
    policies: policiesOf(result.MatchedStatements),
    missingKeys: result.MissingContextValues ?? [],
  }));
}

function insideDecision(result: EvaluationResult, one: ResourceSpecificResult): readonly SimulatedDecision[] {
  const { EvalResourceDecision: decision } = one;
  if (decision === undefined) return [];
  const boundary = one.PermissionsBoundaryDecisionDetail ?? result.PermissionsBoundaryDecisionDetail;
  return [
    {
      action: result.EvalActionName ?? '',
      resource: one.EvalResourceName ?? '',
      decision,
      allowedByOrganization: result.OrganizationsDecisionDetail?.AllowedByOrganizations,
      allowedByBoundary: boundary?.AllowedByPermissionsBoundary,
      policies: policiesOf(one.MatchedStatements),
      missingKeys: one.MissingContextValues ?? [],
    },
  ];
}

function policiesOf(statements: readonly Statement[] = []): readonly string[] {
  return [...new Set(statements.flatMap(({ SourcePolicyId }) => SourcePolicyId ?? []))];
}
