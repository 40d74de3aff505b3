import { wildcardFits } from '../../policy/wildcard.ts';
import { conditionsHold, type Conditions } from './conditions.ts';
import { listed, type Some } from './some.ts';

/** A statement as far as the sandbox reads it: no `NotAction`, `NotResource` or principals. */
export interface SandboxStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: Some;
  readonly Resource: Some;
  readonly Condition?: Conditions;
}

/** A policy of the sandbox's account, by name. */
export interface SandboxPolicy {
  readonly name: string;
  readonly document: { readonly Version?: string; readonly Statement: SandboxStatement | readonly SandboxStatement[] };
}

/** One action on one resource. */
export interface AccessQuestion {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

export interface AccessAnswer {
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  /** Names of the policies that decided. */
  readonly policies: readonly string[];
  /** Condition keys of statements about this action and resource that were not given. */
  readonly missingKeys: readonly string[];
}

/** What these policies say together: a deny outranks every allow, and what nobody allows is denied (IAM user guide: policy evaluation logic). */
export function evaluateAccess(policies: readonly SandboxPolicy[], question: AccessQuestion): AccessAnswer {
  const missingKeys = missingIn(policies, question);
  const denying = policies.filter((policy) => saysOf(policy, 'Deny', question));
  if (denying.length > 0) return { decision: 'explicitDeny', policies: denying.map(({ name }) => name), missingKeys };
  const allowing = policies.filter((policy) => saysOf(policy, 'Allow', question));
  return { decision: allowing.length > 0 ? 'allowed' : 'implicitDeny', policies: allowing.map(({ name }) => name), missingKeys };
}

function saysOf({ document }: SandboxPolicy, effect: SandboxStatement['Effect'], question: AccessQuestion): boolean {
  return statementsOf(document).some(
    (statement) => statement.Effect === effect && isAbout(statement, question) && conditionsHold(statement.Condition ?? {}, question.context),
  );
}

function isAbout(statement: SandboxStatement, { action, resource }: AccessQuestion): boolean {
  return (
    listed(statement.Action).some((pattern) => wildcardFits(pattern.toLowerCase(), action.toLowerCase())) &&
    listed(statement.Resource).some((pattern) => wildcardFits(pattern, resource))
  );
}

function missingIn(policies: readonly SandboxPolicy[], question: AccessQuestion): readonly string[] {
  const given = new Set(Object.keys(question.context).map((key) => key.toLowerCase()));
  const statements = policies.flatMap(({ document }) => statementsOf(document)).filter((statement) => isAbout(statement, question));
  const asked = statements.flatMap(({ Condition = {} }) => Object.values(Condition).flatMap((keys) => Object.keys(keys)));
  return [...new Set(asked)].filter((key) => !given.has(key.toLowerCase()));
}

function statementsOf({ Statement }: SandboxPolicy['document']): readonly SandboxStatement[] {
  return 'Effect' in Statement ? [Statement] : Statement;
}
