import { contextOf } from '../auth/aws-session.ts';
import type { AwsCredentials } from '../auth/aws-credentials.ts';
import { partitionOf } from '../auth/identity.ts';
import type { AwsContext } from '../aws/aws-context.ts';
import { awsFailureOf, type AwsFailure } from '../aws/aws-failure.ts';
import type { SimulatedDecision } from '../aws/iam.ts';
import type { LaunchCheck } from '../policy/launch-requests.ts';
import type { AccountFacts } from './facts.ts';

/** A check of a launch with what IAM's simulator says of one of its actions. */
export interface SimulatedCheck {
  readonly check: LaunchCheck;
  readonly action: string;
  /** A failure: IAM would not say. */
  readonly said: SimulatedDecision | AwsFailure;
}

export type SimulatedLaunch =
  | { readonly kind: 'simulated'; readonly principal: string; readonly checks: readonly SimulatedCheck[] }
  /** None of the ARNs is a role or user there is. */
  | { readonly kind: 'no-such-principal' }
  | { readonly kind: 'refused'; readonly failure: AwsFailure };

/** As many questions at once as IAM answers without throttling. */
const atOnce = 4;

/**
 * Asks the simulator every check, for the first of these principals that there is. Who may simulate itself alone is denied for a wrong guess too, so a
 * denial counts only when no guess was right. Never throws for what AWS says.
 */
export async function simulateLaunch(
  { session }: AccountFacts,
  credentials: AwsCredentials,
  principals: readonly string[],
  checks: readonly LaunchCheck[],
): Promise<SimulatedLaunch> {
  const context = contextOf(session);
  const [first, ...others] = checks;
  if (first === undefined) return { kind: 'no-such-principal' };
  let denial: AwsFailure | undefined;
  for (const principal of principals) {
    const ask = (check: LaunchCheck) => askOne(credentials, context, principal, check);
    const answer = await ask(first);
    if (!isFailure(answer)) return { kind: 'simulated', principal, checks: [...answer, ...(await inTurns(others, ask))] };
    if (answer.kind === 'denied') denial ??= answer;
    else if (answer.name !== 'NoSuchEntity' && answer.name !== 'NoSuchEntityException') return { kind: 'refused', failure: answer };
  }
  return denial === undefined ? { kind: 'no-such-principal' } : { kind: 'refused', failure: denial };
}

async function askOne(
  credentials: AwsCredentials,
  context: AwsContext,
  principal: string,
  check: LaunchCheck,
): Promise<readonly SimulatedCheck[] | AwsFailure> {
  const { simulatePrincipal } = await import('../aws/iam.ts');
  const { actions, resource, context: keys } = check;
  try {
    const decisions = await simulatePrincipal(credentials, context, partitionOf(principal), { principal, actions, resources: [resource], context: keys });
    return decidedChecks(check, decisions);
  } catch (error) {
    return awsFailureOf(error);
  }
}

/** One answer for each action that was asked for, in that order; an action that IAM says nothing of is not told. */
export function decidedChecks(check: LaunchCheck, decisions: readonly SimulatedDecision[]): readonly SimulatedCheck[] {
  return check.actions.map((action) => {
    const decided = decisions.find((one) => one.action.toLowerCase() === action.toLowerCase());
    return { check, action, said: decided ?? notTold('NoDecision', `IAM answered without a decision on ${action}.`) };
  });
}

/** What nobody can decide, with the reason as a sentence. */
export function notTold(name: string, message: string): AwsFailure {
  return { kind: 'other', name, message, requestId: undefined };
}

async function inTurns(
  checks: readonly LaunchCheck[],
  ask: (check: LaunchCheck) => Promise<readonly SimulatedCheck[] | AwsFailure>,
): Promise<readonly SimulatedCheck[]> {
  const found: SimulatedCheck[] = [];
  for (let start = 0; start < checks.length; start += atOnce) {
    const some = checks.slice(start, start + atOnce);
    const answers = await Promise.all(some.map((check) => ask(check)));
    found.push(...some.flatMap((check, index) => whole(check, answers[index])));
  }
  return found;
}

function whole(check: LaunchCheck, answer: readonly SimulatedCheck[] | AwsFailure | undefined): readonly SimulatedCheck[] {
  if (answer === undefined) return [];
  return isFailure(answer) ? check.actions.map((action) => ({ check, action, said: answer })) : answer;
}

function isFailure(answer: readonly SimulatedCheck[] | AwsFailure): answer is AwsFailure {
  return !Array.isArray(answer);
}
