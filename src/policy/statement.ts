/** Operator, then key, then values: IAM's condition block. */
export type Condition = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** One statement of an IAM policy (IAM user guide: IAM JSON policy elements reference). */
export interface Statement {
  /** Letters and digits; unique in its document. */
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Condition;
}

/** A whole policy, as IAM takes it: where a list has one value, that value stands alone. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly WrittenStatement[];
}

type Written = string | readonly string[];

interface WrittenStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: Written;
  readonly Resource: Written;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Written>>>>;
}

/** A statement that allows; without resources it allows nothing and is left out. */
export function allow(sid: string, actions: readonly string[], resources: readonly string[], condition?: Condition): readonly Statement[] {
  if (actions.length === 0 || resources.length === 0) return [];
  return [{ Sid: sid, Effect: 'Allow', Action: actions, Resource: sorted(resources), ...(condition === undefined ? {} : { Condition: condition }) }];
}

/** The statements as a document. */
export function documentOf(statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements.map(written) };
}

function written({ Condition: condition, ...statement }: Statement): WrittenStatement {
  const { Sid, Effect, Action, Resource } = statement;
  const plain = { Sid, Effect, Action: alone(Action), Resource: alone(Resource) };
  return condition === undefined ? plain : { ...plain, Condition: mapValues(condition, (keys) => mapValues(keys, alone)) };
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function alone(values: readonly string[]): Written {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}

function sorted(values: readonly string[]): readonly string[] {
  return [...new Set(values)].toSorted();
}
