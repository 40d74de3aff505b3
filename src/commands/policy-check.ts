import { exitCodes, fail, type Failure } from '../errors.ts';
import { ssoLoginOf } from '../auth/sso/sso-login.ts';
import { chosenModels } from '../launcher/chosen-models.ts';
import type { AccountFacts } from '../launcher/facts.ts';
import { gatherHere } from '../launcher/gather-here.ts';
import { iamCredentials } from '../launcher/iam-credentials.ts';
import type { SessionRequest } from '../launcher/gather-session.ts';
import { notTold, simulateLaunch, type SimulatedCheck } from '../launcher/simulate-launch.ts';
import type { AwsFailure } from '../aws/aws-failure.ts';
import { allAllowed, policyCheckDocument, policyCheckText } from '../output/policy-check-text.ts';
import { calledModel } from '../policy/called-model.ts';
import { hiddenChecks, launchChecks, type LaunchCheck } from '../policy/launch-requests.ts';
import { partitionOfRegion } from '../policy/place.ts';
import { simulatedPrincipal } from '../policy/simulated-principal.ts';
import type { System } from '../system/system.ts';
import { fittedLines } from '../wrap-text.ts';

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
  const pattern = request.names.find((name) => name.includes('*') && !name.startsWith('arn:'));
  if (pattern !== undefined) return fail(noPatterns(pattern));
  const facts = await gatherHere(system, request, { words: request.names });
  const { obtained, session } = facts;
  const identity = obtained?.identity;
  if (obtained === undefined) return fail(noKeys);
  if (identity === undefined) return fail(nobody);
  const principals = request.principal === undefined ? ownPrincipals(facts, identity.arn) : [request.principal];
  const models = chosenModels(facts, request.names, system.now()).map((choice) => calledModel(choice, session.region, listedOf(facts)));
  const place = { partition: partitionOfRegion(session.region), account: identity.account };
  const credentials = await iamCredentials(system, facts.request, obtained);
  const launch = await simulateLaunch(facts, credentials, principals, launchChecks(models, place, session.region));
  if (launch.kind === 'refused') return fail(refusedToSimulate(launch.failure, identity.arn));
  if (launch.kind === 'no-such-principal') return fail(unknownPath(principals));
  const checks = [...launch.checks, ...hiddenChecks(models, place).flatMap(hidden)];
  const report = { principal: launch.principal, region: session.region, checks };
  system.terminal.out(request.json ? `${JSON.stringify(policyCheckDocument(report), null, 2)}\n` : policyCheckText(report));
  system.terminal.err(
    fittedLines(limits, 80)
      .map((line) => `${line}\n`)
      .join(''),
  );
  return allAllowed(checks) ? exitCodes.ok : exitCodes.user;
}

/** IAM user guide: testing IAM policies with the policy simulator, "Differences". */
const limits = 'Session policies, policies of VPC endpoints and model agreements are not simulated; only a request proves them: lode models check';

function hidden(check: LaunchCheck): readonly SimulatedCheck[] {
  const why = notTold('Hidden', `Nothing shows which models are behind ${check.of}, so nobody can be asked about them.`);
  return check.actions.map((action) => ({ check, action, said: why }));
}

function ownPrincipals({ session }: AccountFacts, arn: string): readonly string[] {
  const found = simulatedPrincipal(arn, ssoRegions(session));
  return found.kind === 'known' ? found.arns : fail({ code: 'policy.not-simulated', exit: 'user', message: found.why, hints: [proof] });
}

/** Where IAM Identity Center may be: as the profile in use says, as any sign-in of the AWS configuration says, or where models are called. */
function ssoRegions({ choice: { source }, files, region }: AccountFacts['session']): readonly string[] {
  const own = source.kind === 'profile' ? files.profiles.get(source.profile) : undefined;
  const logins = [...(own === undefined ? [] : [own]), ...files.profiles.values()].flatMap((profile) => ssoLoginOf(files, profile)?.region ?? []);
  const sessions = [...files.ssoSessions.values()].flatMap(({ keys }) => keys.get('sso_region') ?? []);
  return [...logins, ...sessions, region];
}

function listedOf({ account, smallElsewhere, known }: AccountFacts) {
  return [...known, ...[account, smallElsewhere?.account].flatMap((one) => (one?.kind === 'listed' ? one.models.profiles : []))];
}

const proof = 'A request proves it all the same: lode models check';

function noPatterns(pattern: string): Failure {
  return {
    code: 'usage.pattern',
    exit: 'usage',
    message: `lode policy check takes no patterns such as ${pattern}: it asks about the very models that a launch calls.`,
    hints: ['Name them: lode policy check opus haiku', 'Or name none, for every model that a launch pins.'],
  };
}

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

/** AWS STS API reference: GetSessionToken. */
const sessionWithoutCode: Failure = {
  code: 'policy.session-without-mfa',
  exit: 'user',
  message: 'IAM takes no session of an access key that was made without an MFA code, and the credentials here are one.',
  hints: ['Check with the access key itself, or with a session made with a code: lode --aws-profile NAME policy check', proof],
};

function refusedToSimulate({ kind, name, message }: AwsFailure, arn: string): Failure {
  const said = `${name}: ${message}`;
  if (kind === 'invalid' && arn.includes(':user/')) return { ...sessionWithoutCode, causedBy: said };
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
