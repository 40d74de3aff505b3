import { readFileSync } from 'node:fs';
import { parse as parseHcl } from '@cdktf/hcl2json';
import { validateJsonObject } from 'cfn-lint';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { divide } from '../../src/policy/divide.ts';
import { accountMark, partitionMark, type PolicyText } from '../../src/policy/formats/policy-format.ts';
import { organizationStatements } from '../../src/policy/organization.ts';
import { policyParts } from '../../src/policy/parts.ts';
import { renderPolicy } from '../../src/policy/render.ts';
import { documentOf, type Statement } from '../../src/policy/statement.ts';
import { fillTemplate } from '../../src/schedule/timer/template.ts';
import { launch, policyOf } from './launches.ts';

const fill = (name: string, words: Readonly<Record<string, string>>): string => fillTemplate(readFileSync(`templates/policy/${name}`, 'utf8'), words);
const whole = { ...launch('eu-west-1', ['opus', 'haiku']), place: { partition: partitionMark, account: accountMark } };

/** A statement with all that a format could take for its own. */
const hostile: Statement = {
  Sid: 'Hostile',
  Effect: 'Allow',
  Action: ['bedrock:ListTagsForResource'],
  Resource: [`arn:${partitionMark}:bedrock:*:${accountMark}:application-inference-profile/\${aws:PrincipalTag/team}`, 'a "quoted" \\ %{ if } text'],
  Condition: { StringEquals: { 'aws:PrincipalTag/team': ['${aws:RequestTag/team}'] } },
};

const policies: readonly (readonly [string, PolicyText])[] = [
  ['the default', textOf(policyOf(whole))],
  ['all parts', textOf(policyOf(whole, policyParts, { requiredTags: ['team'], denyApiKeys: true }))],
  ['global models', textOf(policyOf({ ...launch('sa-east-1', ['opus']), place: whole.place }))],
  ['several documents', { ...textOf(policyOf(whole)), documents: divide(policyOf(whole), 900) }],
  ['hostile text', { ...textOf([hostile]), description: 'It says "no" to ${this} and %{that}: #1' }],
];

function textOf(statements: readonly Statement[]): PolicyText {
  return { name: 'lode-bedrock', description: 'Amazon Bedrock from eu-west-1: opus', reach: 'managed', documents: [documentOf(statements)] };
}

const organization: PolicyText = {
  name: 'lode-geography',
  description: 'Amazon Bedrock stays in the European Union',
  reach: 'organization',
  documents: [documentOf(organizationStatements(['eu-west-1', 'eu-west-3'], partitionMark))],
};

describe('Terraform, as HashiCorp’s own parser reads it', () => {
  test.each(policies)('%s', async (_, policy) => {
    const { resource } = await hclOf(renderPolicy('terraform', policy, fill));
    const found = Object.values(resource['aws_iam_policy'] ?? {}).flat();
    expect(found).toHaveLength(policy.documents.length);
    const read = await Promise.all(found.map(async ({ policy: text }) => documentIn(text)));
    expect(read).toEqual(policy.documents.map((document) => withTerraform(document)));
  });

  test('an organization’s policy', async () => {
    const { resource } = await hclOf(renderPolicy('terraform', organization, fill));
    const [found] = resource['aws_organizations_policy']?.['lode_geography'] ?? [];
    expect(found).toMatchObject({ name: 'lode-geography', type: 'SERVICE_CONTROL_POLICY' });
    expect(await documentIn(found?.content)).toEqual(withTerraform(organization.documents[0]));
  });

  test('asks for whatever its ARNs refer to, and for nothing else', async () => {
    const data = async (policy: PolicyText) => Object.keys((await hclOf(renderPolicy('terraform', policy, fill))).data ?? {});
    expect(await data(textOf(policyOf(whole)))).toEqual(['aws_caller_identity', 'aws_partition']);
    expect(await data(organization)).toEqual(['aws_partition']);
    expect(await data(textOf(policyOf(launch('eu-west-1', ['opus']))))).toEqual([]);
  });
});

describe('CloudFormation, as its linter reads it', () => {
  test.each(policies)('%s', (_, policy) => {
    const template = parseYaml(renderPolicy('cloudformation', policy, fill)) as Template;
    // The linter writes into what it reads.
    expect(validateJsonObject(structuredClone(template)).errors).toEqual({ info: [], warn: [], crit: [] });
    expect(Object.values(template.Resources).map(({ Type }) => Type)).toEqual(policy.documents.map(() => 'AWS::IAM::ManagedPolicy'));
    const read = Object.values(template.Resources).map(({ Properties: { PolicyDocument } }) => substituted(PolicyDocument));
    expect(read).toEqual(policy.documents.map((document) => withCloudFormation(document)));
  });

  // The linter's list of resources is older than this one.
  test('an organization’s policy, of the type and with the properties of the resource reference', () => {
    const { Resources } = parseYaml(renderPolicy('cloudformation', organization, fill)) as Template;
    expect(Object.values(Resources)).toEqual([
      {
        Type: 'AWS::Organizations::Policy',
        Properties: {
          Name: 'lode-geography',
          Description: organization.description,
          Type: 'SERVICE_CONTROL_POLICY',
          Content: expect.anything() as unknown,
        },
      },
    ]);
    expect(substituted(Object.values(Resources)[0]?.Properties.Content)).toEqual(withCloudFormation(organization.documents[0]));
  });

  test('the linter finds a mistake, were there one', () => {
    const { errors } = validateJsonObject({ AWSTemplateFormatVersion: '2010-09-09', Resources: { A: { Type: 'AWS::IAM::ManagedPolicy', Properties: {} } } });
    expect(errors.crit).not.toEqual([]);
  });
});

test('JSON is the document alone', () => {
  expect(JSON.parse(renderPolicy('json', textOf([hostile]), fill))).toEqual(JSON.parse(JSON.stringify(documentOf([hostile]))));
});

interface Hcl {
  readonly resource: Readonly<Record<string, Readonly<Record<string, readonly { readonly policy: string; readonly content: string }[]>>>>;
  readonly data?: Readonly<Record<string, unknown>>;
}

async function hclOf(text: string): Promise<Hcl> {
  return (await parseHcl('policy.tf', text)) as unknown as Hcl;
}

/** The object inside `${jsonencode(…)}`, read by the same parser; references in it stay text, as HCL writes them. */
async function documentIn(expression: string | undefined): Promise<unknown> {
  const [, inside] = /^\$\{jsonencode\(([^]*)\)\}$/.exec(expression ?? '') ?? [];
  return ((await parseHcl('document.tf', `document = ${inside}`)) as unknown as { document: unknown }).document;
}

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>>;
}

const replacedIn = (value: unknown, change: (text: string) => string): unknown =>
  JSON.parse(JSON.stringify(value, (_, one: unknown) => (typeof one === 'string' ? change(one) : one)));

function withTerraform(document: unknown): unknown {
  return replacedIn(document, (text) =>
    text
      .replaceAll('${', () => '$${')
      .replaceAll('%{', '%%{')
      .replaceAll(partitionMark, '${data.aws_partition.current.partition}')
      .replaceAll(accountMark, '${data.aws_caller_identity.current.account_id}'),
  );
}

function withCloudFormation(document: unknown): unknown {
  return replacedIn(document, (text) => text.replaceAll(partitionMark, 'aws').replaceAll(accountMark, '111122223333'));
}

/** What CloudFormation makes of `Fn::Sub` (user guide: Fn::Sub). */
function substituted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => substituted(one));
  if (typeof value !== 'object' || value === null) return value;
  if (!('Fn::Sub' in value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, substituted(one)]));
  return String(value['Fn::Sub']).replaceAll('${AWS::Partition}', 'aws').replaceAll('${AWS::AccountId}', '111122223333').replaceAll('${!', '${');
}
