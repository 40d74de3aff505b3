import type { Call } from './call.ts';
import { errorFacts } from './error-facts.ts';
import type { Refusal } from './refusal.ts';
import { catalogued } from './refusal.ts';

/**
 * The refusal of a role that wants a second factor: none was given, it belongs to somebody else, or its code is wrong or was used before.
 * A code that fits is used up. The sentences are those of AWS STS.
 */
export function mfaRefusal(call: Call, roleArn: string, form: URLSearchParams): Refusal | undefined {
  const { knobs, usedCodes } = call.world;
  const wanted = knobs.mfa[roleArn];
  if (wanted === undefined) return undefined;
  const [serial, code] = [form.get('SerialNumber'), form.get('TokenCode')];
  if (serial === null || code === null) return catalogued('assume', 'sts', errorFacts(call));
  if (serial !== wanted.serial) return catalogued('mfa-device', 'sts');
  const once = `${serial} ${code}`;
  if (code !== wanted.code || usedCodes.has(once)) return catalogued('mfa-code', 'sts');
  usedCodes.add(once);
  return undefined;
}
