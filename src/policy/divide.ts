import { documentOf, type PolicyDocument, type Statement } from './statement.ts';

/** Characters of a managed policy, white space aside (IAM user guide: IAM and STS quotas). */
export const managedPolicyLimit = 6144;

/** Characters of a service control policy (AWS Organizations user guide: quotas). */
export const organizationPolicyLimit = 5120;

/** Characters as AWS counts them. */
export function sizeOf(document: PolicyDocument): number {
  return JSON.stringify(document).length;
}

/**
 * The statements in as few documents of at most `limit` characters as they fit in, in order; a statement too large for one is cut by its resources,
 * and its parts are numbered. A single resource is never cut, so that a document may still be too large.
 */
export function divide(statements: readonly Statement[], limit: number): readonly PolicyDocument[] {
  const parts = statements.flatMap((statement) => cut(statement, limit));
  const groups: Statement[][] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    if (last !== undefined && sizeOf(documentOf([...last, part])) <= limit) last.push(part);
    else groups.push([part]);
  }
  return groups.map((group) => documentOf(group));
}

function cut(statement: Statement, limit: number): readonly Statement[] {
  const pieces = halves(statement, limit);
  return pieces.length === 1 ? pieces : pieces.map((piece, index) => ({ ...piece, Sid: `${piece.Sid}Part${index + 1}` }));
}

/** Room for the number at the end of a Sid. */
const roomForNumber = 8;

function halves(statement: Statement, limit: number): readonly Statement[] {
  const { Resource } = statement;
  if (Resource.length < 2 || sizeOf(documentOf([statement])) + roomForNumber <= limit) return [statement];
  const middle = Math.ceil(Resource.length / 2);
  return [Resource.slice(0, middle), Resource.slice(middle)].flatMap((some) => halves({ ...statement, Resource: some }, limit));
}
