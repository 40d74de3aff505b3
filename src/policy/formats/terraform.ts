import { hclText, quoted } from './hcl.ts';
import { accountMark, documentNames, partitionMark, type PolicyTemplate, type PolicyText } from './policy-format.ts';

type Fill = (name: PolicyTemplate, words: Readonly<Record<string, string>>) => string;

/** A policy as Terraform: a resource for each document, and the data sources that its ARNs refer to. `fill` fills a template in. */
export function terraformText(policy: PolicyText, fill: Fill): string {
  const names = documentNames(policy);
  const resources = policy.documents.map((document, index) =>
    fill(policy.reach === 'managed' ? 'terraform-managed.tf' : 'terraform-organization.tf', {
      LABEL: labelOf(names[index] ?? ''),
      NAME: quoted(names[index] ?? ''),
      DESCRIPTION: quoted(policy.description),
      DOCUMENT: hclText(document, '  '),
    }),
  );
  return fill('terraform.tf', { SUMMARY: policy.description, DATA: dataSources(JSON.stringify(policy.documents)), POLICIES: resources.join('\n').trimEnd() });
}

function dataSources(documents: string): string {
  const used = [...(documents.includes(partitionMark) ? ['aws_partition'] : []), ...(documents.includes(accountMark) ? ['aws_caller_identity'] : [])];
  return used.map((name) => `data "${name}" "current" {}\n\n`).join('');
}

/** A name as Terraform lets resources be called. */
function labelOf(name: string): string {
  const label = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
  return /^[a-z]/.test(label) ? label : `policy_${label}`;
}
