import { exitCodes, fail, type Failure } from '../errors.ts';
import { ssoLoginOf } from '../auth/sso/sso-login.ts';
import { chosenModels } from '../launcher/chosen-models.ts';
import type { AccountFacts } from '../launcher/facts.ts';
import { gatherHere } from '../launcher/gather-here.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { simulateLaunch } from '../launcher/simulate-launch.ts';
import type { AwsFailure } from '../aws/aws-failure.ts';
import { allAllowed, policyCheckDocument, policyCheckText } from '../output/policy-check-text.ts';
import { calledModel } from '../policy/called-model.ts';
import { launchChecks } from '../policy/launch-requests.ts';
import { partitionOfRegion } from '../policy/place.ts';
import { simulatedPrincipal } from '../policy/simulated-principal.ts';
import type { System } from '../system/system.ts';

export interface PolicyCheckRequest extends SessionRequest {
  /** Empty: every model that a launch pins. */
  readonly names: readonly string[];
  /** ARN of the role or user, where the identity does not tell it. */
  readonly principal: string | undefined;
  readonly json: boolean;
}

/**
 * Asks IAM's simulator whether the caller's own policies let through everything that a launch needs; nothing is sent to a model. Returns 0 when all is
 * allowed, 1 when something is not. Throws LodeError, for one where it may not be asked.
 */
export async function policyCheckCommand(system: System, request: PolicyCheckRequest): Promise<number> {
  const facts = await gatherHere(system, request, { words: request.names });
  const { obtained, session } = facts;
  const identity = obtained?.identity;
  if (obtained === undefined) return fail(noKeys);
  if (identity === undefined) return fail(nobody);
  const principals = request.principal === undefined ? ownPrincipals(facts, identity.arn) : [request.principal];
  const models = chosenModels(facts, request.names, system.now()).map((choice) => calledModel(choice, session.region, listedOf(facts)));
  const place = { partition: partitionOfRegion(session.region), account: identity.account };
  const launch = await simulateLaunch(facts, obtained.credentials, principals, launchChecks(models, place, session.region));
  if (launch.kind === 'refused') return fail(refusedToSimulate(launch.failure, identity.arn));
  if (launch.kind === 'no-such-principal') return fail(unknownPath(principals));
  const report = { principal: launch.principal, region: session.region, checks: launch.checks };
  system.terminal.out(request.json ? `${JSON.stringify(policyCheckDocument(report), null, 2)}\n` : policyCheckText(report));
  system.terminal.err(limits);
  return allAllowed(launch.checks) ? exitCodes.ok : exitCodes.user;
}

/** IAM user guide: testing IAM policies with the policy simulator, "Differences". */
const limits = 'Session policies, policies of VPC endpoints and model agreements are not simulated; only a request proves them: lode models check\n';

function ownPrincipals({ session }: AccountFacts, arn: string): readonly string[] {
  const { source } = session.choice;
  const profile = source.kind === 'profile' ? session.files.profiles.get(source.profile) : undefined;
  const found = simulatedPrincipal(arn, profile && ssoLoginOf(session.files, profile)?.region);
  return found.kind === 'known' ? found.arns : fail({ code: 'policy.not-simulated', exit: 'user', message: found.why, hints: [proof] });
}

function listedOf({ account, smallElsewhere, known }: AccountFacts) {
  return [...known, ...[account, smallElsewhere?.account].flatMap((one) => (one?.kind === 'listed' ? one.models.profiles : []))];
}

const proof = 'A request proves it all the same: lode models check';

const noKeys: Failure = {
  code: 'policy.bearer-token',
  exit: 'user',
  message: 'A Bedrock API key (AWS_BEARER_TOKEN_BEDROCK) can call Bedrock and nothing else, so it cannot ask IAM to simulate.',
  hints: [proof, 'Or check as somebody with AWS credentials: lode --aws-profile NAME policy check'],
};

const nobody: Failure = {
  code: 'policy.unknown-identity',
  exit: 'user',
  message: 'AWS did not say whose these credentials are, so nobody can be simulated.',
  hints: ['See why: lode status', proof],
};

function refusedToSimulate({ kind, name, message }: AwsFailure, arn: string): Failure {
  const said = `${name}: ${message}`;
  if (kind !== 'denied') return { code: 'policy.not-simulated', exit: 'user', message: 'IAM did not simulate the policies.', hints: [proof], causedBy: said };
  return {
    code: 'policy.simulation-denied',
    exit: 'user',
    message: `${arn} may not simulate its own policies: it needs the action iam:SimulatePrincipalPolicy.`,
    hints: ['Whoever manages its policies gives it that: lode policy --for invoke,discovery,check', proof],
    causedBy: said,
  };
}

function unknownPath(principals: readonly string[]): Failure {
  return {
    code: 'policy.no-such-principal',
    exit: 'user',
    message: `IAM knows no ${principals.join(' and no ')}: the role has a path, which the identity does not tell.`,
    hints: ['Say its ARN as the IAM console shows it: lode policy check --principal ARN', proof],
  };
}
