import type { Circumstances } from './circumstances.ts';
import type { Denial, PolicyKind } from './denial.ts';

/** IAM's sentence; others speak of authorization too. */
export const saidByIam = /is not authorized to perform: [\w-]+:\w/i;

export const noSignIn = 'Signing in again changes nothing here';

/** Whether IAM named this kind of policy. */
export function ofPolicy(kind: PolicyKind): (circumstances: Circumstances) => boolean {
  return ({ denial }) => denial?.policy === kind;
}

/** IAM knows no Converse, and streaming is an action of its own: whoever needs one of the two needs both (Amazon Bedrock user guide). */
export function statementFor(denial: Denial | undefined): string {
  const asked = denial?.action ?? 'bedrock:InvokeModel';
  const action = asked.startsWith('bedrock:InvokeModel') ? ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'] : asked;
  return JSON.stringify({ Effect: 'Allow', Action: action, Resource: denial?.resource ?? '*' });
}

/** A role of IAM Identity Center is changed in its permission set, and nowhere else. */
export function permissionsOwner({ caller, account }: Circumstances): string {
  const set = /AWSReservedSSO_(.+)_[0-9a-f]{16}/.exec(caller)?.[1];
  return set === undefined ? `whoever manages the permissions in ${account}` : `whoever manages the permission set ${set} in IAM Identity Center`;
}

/** ` NAME` of the policy, where IAM names it. */
export function policyName(arn: string | undefined): string {
  return arn === undefined ? '' : ` ${arn.split('/').at(-1)}`;
}
