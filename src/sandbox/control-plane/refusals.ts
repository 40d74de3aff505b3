import type { Reply } from '../exchange.ts';
import { jsonReply } from '../exchange.ts';

/** Errors of the control plane by their name in AWS's service model. */
const refuse =
  (status: number, name: string) =>
  (message: string, extra: Readonly<Record<string, string>> = {}): Reply =>
    jsonReply(status, { message, ...extra }, { headers: { 'x-amzn-errortype': name }, error: name });

export const invalid = refuse(400, 'ValidationException');
export const missing = refuse(404, 'ResourceNotFoundException');
/** The service model says 400 here; clients go by the name. */
export const conflicting = refuse(409, 'ConflictException');
export const tooManyTags = refuse(400, 'TooManyTagsException');

/** The refusal of a member that breaks a rule of the service model, in the words that all AWS services share. */
export function breaksRule(member: string, value: unknown, rule: string): Reply {
  const shown = typeof value === 'string' ? ` '${value}'` : '';
  return invalid(`1 validation error detected: Value${shown} at '${member}' failed to satisfy constraint: Member must ${rule}`);
}
