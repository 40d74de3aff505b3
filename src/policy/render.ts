import { cloudFormationText } from './formats/cloudformation.ts';
import type { PolicyFormat, PolicyTemplate, PolicyText } from './formats/policy-format.ts';
import { terraformText } from './formats/terraform.ts';

/** A policy in a format; `fill` fills in one of lode's templates. A JSON document is one policy, so only the first is written there. */
export function renderPolicy(
  format: PolicyFormat,
  policy: PolicyText,
  fill: (name: PolicyTemplate, words: Readonly<Record<string, string>>) => string,
): string {
  if (format === 'terraform') return terraformText(policy, fill);
  if (format === 'cloudformation') return cloudFormationText(policy, fill);
  return `${JSON.stringify(policy.documents[0], null, 2)}\n`;
}
