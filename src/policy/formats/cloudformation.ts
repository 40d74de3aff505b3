import { yamlText, type YamlValue } from '../../exports/yaml-text.ts';
import { accountMark, documentNames, partitionMark, type PolicyTemplate, type PolicyText } from './policy-format.ts';

type Fill = (name: PolicyTemplate, words: Readonly<Record<string, string>>) => string;

/** A policy as a CloudFormation template in YAML, a resource for each document. `fill` fills a template in. */
export function cloudFormationText(policy: PolicyText, fill: Fill): string {
  const names = documentNames(policy);
  const labels = names.map((_, index) => (names.length === 1 ? 'Policy' : `Policy${index + 1}`));
  const resources = policy.documents.map((document, index) =>
    fill(policy.reach === 'managed' ? 'cloudformation-managed.yaml' : 'cloudformation-organization.yaml', {
      LABEL: labels[index] ?? '',
      NAME: scalar(names[index] ?? ''),
      DESCRIPTION: scalar(policy.description),
      DOCUMENT: indented(yamlText(withReferences(document as unknown as YamlValue)), 8),
    }),
  );
  const outputs = Object.fromEntries(labels.map((label) => [`${label}Reference`, { Value: { Ref: label } }]));
  return fill('cloudformation.yaml', {
    DESCRIPTION: scalar(policy.description),
    RESOURCES: resources.join(''),
    OUTPUTS: indented(yamlText(outputs), 2),
  });
}

/** Text with a mark becomes `Fn::Sub`, which takes `${` for its own (AWS CloudFormation user guide: Fn::Sub). */
function withReferences(value: YamlValue): YamlValue {
  if (typeof value === 'string') {
    if (!value.includes(partitionMark) && !value.includes(accountMark)) return value;
    const text = value.replaceAll('${', '${!').replaceAll(partitionMark, '${AWS::Partition}').replaceAll(accountMark, '${AWS::AccountId}');
    return { 'Fn::Sub': text };
  }
  if (Array.isArray(value)) return value.map((item: YamlValue) => withReferences(item));
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withReferences(item as YamlValue)]));
}

const scalar = (text: string): string => yamlText(text).trimEnd();

function indented(text: string, spaces: number): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `${' '.repeat(spaces)}${line}`)
    .join('\n');
}
