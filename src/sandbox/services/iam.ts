import { randomUUID } from 'node:crypto';
import type { Call } from '../call.ts';
import { accountOf } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { evaluateAccess, type AccessAnswer, type AccessQuestion, type SandboxPolicy } from '../iam/evaluate.ts';
import { catalogued, refusalReply, xmlText } from '../refusal.ts';

/** IAM, as far as it simulates (SimulatePrincipalPolicy); query protocol: a form comes in, XML goes out. */
export function answerIam(call: Call): Reply {
  const { operation } = call.route;
  if (operation !== 'SimulatePrincipalPolicy')
    return refusalReply('iam', { status: 400, name: 'InvalidAction', message: `Could not find operation ${operation} for version 2010-05-08` });
  if (call.caller?.withoutCode === true) return refusalReply('iam', catalogued('invalid-token', 'iam'));
  const form = new URLSearchParams(call.request.body.toString('utf8'));
  const principal = form.get('PolicySourceArn') ?? '';
  if (!isKnown(call, principal)) return refusalReply('iam', { status: 404, name: 'NoSuchEntity', message: `${wordsOf(principal)} cannot be found.` });
  const resources = members(form, 'ResourceArns').length === 0 ? ['*'] : members(form, 'ResourceArns');
  const context = contextOf(form);
  const results = members(form, 'ActionNames').map((action) => resultOf(call, action, resources, context));
  const fields = `<IsTruncated>false</IsTruncated><EvaluationResults>${results.join('')}</EvaluationResults>`;
  const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: `<${operation}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><${operation}Result>${fields}</${operation}Result>${metadata}</${operation}Response>`,
  };
}

function isKnown(call: Call, principal: string): boolean {
  const { principals } = call.world.knobs.iam;
  return principals === undefined ? principal.includes(`::${accountOf(call)}:`) : principals.includes(principal);
}

function wordsOf(principal: string): string {
  const [kind = '', ...name] = (principal.split(':')[5] ?? '').split('/');
  return `The ${kind} with name ${name.at(-1) ?? ''}`;
}

/** The values of `name.member.1`, `name.member.2`, … */
function members(form: URLSearchParams, name: string): readonly string[] {
  const found: string[] = [];
  for (let value = form.get(`${name}.member.1`); value !== null; value = form.get(`${name}.member.${found.length + 1}`)) found.push(value);
  return found;
}

function contextOf(form: URLSearchParams): Readonly<Record<string, string>> {
  const names = [...form.keys()].filter((key) => /^ContextEntries\.member\.\d+\.ContextKeyName$/.test(key));
  return Object.fromEntries(names.map((key) => [form.get(key) ?? '', members(form, key.replace('ContextKeyName', 'ContextKeyValues'))[0] ?? '']));
}

interface Decided extends AccessAnswer {
  readonly byOrganization: boolean | undefined;
  readonly byBoundary: boolean | undefined;
}

/** Of the organization, the boundary and the identity's own policies, each must allow it (IAM user guide: policy evaluation logic). */
function decide(call: Call, question: AccessQuestion): Decided {
  const { identity = everything, boundary, organization } = call.world.knobs.iam;
  const [own, within, above] = [identity, boundary, organization].map((policies) => policies && evaluateAccess(policies, question));
  const byOrganization = above && above.decision === 'allowed';
  const byBoundary = within && within.decision === 'allowed';
  const answers = [own, within, above].filter((answer) => answer !== undefined);
  const first = answers.find(({ decision }) => decision === 'explicitDeny') ?? answers.find(({ decision }) => decision !== 'allowed') ?? own;
  const policies = first === above ? [] : (first?.policies ?? []);
  const missingKeys = [...new Set(answers.flatMap((answer) => answer.missingKeys))];
  return { decision: first?.decision ?? 'implicitDeny', policies, missingKeys, byOrganization, byBoundary };
}

const everything: readonly SandboxPolicy[] = [{ name: 'AdministratorAccess', document: { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } }];

function resultOf(call: Call, action: string, resources: readonly string[], context: AccessQuestion['context']): string {
  const decided = resources.map((resource) => ({ resource, ...decide(call, { action, resource, context }) }));
  const worst = decided.find(({ decision }) => decision === 'explicitDeny') ?? decided.find(({ decision }) => decision !== 'allowed') ?? decided[0];
  const specific = decided.map(
    ({ resource, decision, policies, missingKeys }) =>
      `<member><EvalResourceName>${xmlText(resource)}</EvalResourceName><EvalResourceDecision>${decision}</EvalResourceDecision>${matched(policies)}${missing(missingKeys)}</member>`,
  );
  return [
    `<member><EvalActionName>${xmlText(action)}</EvalActionName><EvalResourceName>*</EvalResourceName><EvalDecision>${worst?.decision ?? ''}</EvalDecision>`,
    matched(worst?.policies ?? []),
    detail('OrganizationsDecisionDetail', 'AllowedByOrganizations', worst?.byOrganization),
    detail('PermissionsBoundaryDecisionDetail', 'AllowedByPermissionsBoundary', worst?.byBoundary),
    `<ResourceSpecificResults>${specific.join('')}</ResourceSpecificResults></member>`,
  ].join('');
}

function matched(policies: readonly string[]): string {
  const all = policies.map((name) => `<member><SourcePolicyId>${xmlText(name)}</SourcePolicyId><SourcePolicyType>IAM Policy</SourcePolicyType></member>`);
  return `<MatchedStatements>${all.join('')}</MatchedStatements>`;
}

const missing = (keys: readonly string[]): string =>
  `<MissingContextValues>${keys.map((key) => `<member>${xmlText(key)}</member>`).join('')}</MissingContextValues>`;

const detail = (outer: string, inner: string, value: boolean | undefined): string =>
  value === undefined ? '' : `<${outer}><${inner}>${value}</${inner}></${outer}>`;
