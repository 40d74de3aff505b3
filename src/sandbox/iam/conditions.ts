import { wildcardFits } from '../../policy/wildcard.ts';
import { listed, type Some } from './some.ts';

/** Operator, then key, then values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, Some>>>>;

/** Whether an operator without `Not`, `IfExists` and the like holds between a value of the policy and one of the request. */
const comparisons: Readonly<Record<string, (wanted: string, found: string) => boolean>> = {
  StringEquals: (wanted, found) => wanted === found,
  StringEqualsIgnoreCase: (wanted, found) => wanted.toLowerCase() === found.toLowerCase(),
  StringLike: wildcardFits,
  ArnEquals: arnFits,
  ArnLike: arnFits,
  Bool: (wanted, found) => wanted.toLowerCase() === found.toLowerCase(),
};

/** Whether every operator holds for every key. An operator that the sandbox does not know never holds. */
export function conditionsHold(conditions: Conditions, context: Readonly<Record<string, string>>): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, listed(wanted), valueOf(context, key))),
  );
}

/** A key that the request does not have: a negation holds, `IfExists` holds, everything else does not (IAM user guide: condition operators). */
function holds(operator: string, wanted: readonly string[], found: string | undefined): boolean {
  if (operator === 'Null') return wanted.includes(String(found === undefined));
  const [, negated, plain, ifExists] = /^(?:ForAnyValue:|ForAllValues:)?(Not)?(\w+?)(IfExists)?$/.exec(split(operator)) ?? [];
  const compare = comparisons[plain ?? ''];
  if (compare === undefined) return false;
  if (found === undefined) return negated !== undefined || ifExists !== undefined;
  return wanted.some((one) => compare(one, found)) !== (negated !== undefined);
}

/** `StringNotLike` as `NotStringLike`, so that what is negated stands whole. */
function split(operator: string): string {
  return operator.replace(/^(ForAnyValue:|ForAllValues:)?(String|Arn)Not/, '$1Not$2');
}

/** Keys are the same in any case. */
function valueOf(context: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}

/** Each of the six parts by itself: a `*` does not reach over a colon of an ARN, but in its last part (IAM user guide: ARN condition operators). */
function arnFits(wanted: string, found: string): boolean {
  const [patterns, parts] = [sixParts(wanted), sixParts(found)];
  return patterns.length === 6 && parts.length === 6 && patterns.every((pattern, index) => wildcardFits(pattern, parts[index] ?? ''));
}

function sixParts(arn: string): readonly string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])];
}
