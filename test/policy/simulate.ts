import { runSimulation, runUnsafeSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { documentOf, type Statement } from '../../src/policy/statement.ts';
import type { LaunchCheck } from '../../src/policy/launch-requests.ts';

/** Everything, as an organization lets its accounts do by default. */
const fullAccess = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** What a role may do beside the policy under test. */
interface Beside {
  readonly organization?: readonly Statement[];
  readonly account?: string;
}

/** A check whose context may also have keys of several values. */
export type Asked = Omit<LaunchCheck, 'context'> & { readonly context: Readonly<Record<string, string | readonly string[]>> };

/**
 * What a simulator that is not ours says of each action of a check, for a role that has these statements. It knows the actions, resources and condition
 * keys of AWS; a policy or a request that it does not take is an error.
 */
export async function simulated(statements: readonly Statement[], check: Asked, beside: Beside = {}): Promise<readonly string[]> {
  const { organization = [], account = '111122223333' } = beside;
  return Promise.all(
    check.actions.map((action) =>
      answered({
        request: {
          principal: `arn:${partitionIn(check)}:iam::${account}:role/Developer`,
          action,
          resource: { resource: check.resource, accountId: check.resource.split(':')[4] || account },
          contextVariables: Object.fromEntries(Object.entries(check.context).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]])),
        },
        identityPolicies: statements.length === 0 ? [] : [{ name: 'lode', policy: documentOf(statements) }],
        serviceControlPolicies: [
          {
            orgIdentifier: 'o-all',
            policies: [{ name: 'full', policy: fullAccess }, ...(organization.length === 0 ? [] : [{ name: 'scp', policy: documentOf(organization) }])],
          },
        ],
        resourceControlPolicies: [],
      }),
    ),
  );
}

/**
 * The simulator's data have a region in every model's ARN. The one behind a global profile has none (Amazon Bedrock user guide: global cross-Region
 * inference), so that its kind and its context keys are not looked up; its policies are looked at all the same.
 */
async function answered(simulation: Simulation): Promise<string> {
  const { resource } = simulation.request.resource;
  const isRegionless = /^arn:[\w-]+:bedrock:::/.test(resource);
  const checked = isRegionless
    ? { ...simulation, request: { ...simulation.request, resource: { resource: inSomeRegion(resource), accountId: '111122223333' } } }
    : simulation;
  const result = await runSimulation(checked, {});
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return isRegionless ? runUnsafeSimulation(simulation, {}) : result.overallResult;
}

function inSomeRegion(resource: string): string {
  return resource.replace(':bedrock::', ':bedrock:eu-west-1:');
}

function partitionIn({ resource, context }: Asked): string {
  return (resource.startsWith('arn:') ? resource : String(context['bedrock:InferenceProfileArn'] ?? 'arn:aws')).split(':')[1] ?? 'aws';
}
