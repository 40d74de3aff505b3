import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { SandboxPolicy } from '../../src/sandbox/iam/evaluate.ts';
import type { PolicyDocument } from '../../src/policy/statement.ts';
import { setScene, type Scene } from '../support/scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const documentIn = (text: string): PolicyDocument => JSON.parse(text) as PolicyDocument;
const sidsIn = (text: string): readonly string[] => documentIn(text).Statement.map(({ Sid }) => Sid);
const resourcesIn = (text: string): readonly string[] => documentIn(text).Statement.flatMap(({ Resource }) => Resource);
/** Without the places where lines end. */
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');
const opus = 'eu.anthropic.claude-opus-5-5';

describe('lode policy', () => {
  test('prints the policy of a launch alone, and says beside it what it allows, for whom and what it leaves out', async () => {
    const { code, stdout, stderr } = await scene.run(['policy']);
    expect([code, sidsIn(stdout)]).toEqual([0, ['GeoProfiles', 'GeoModels', 'ListModels', 'DescribeProfiles']]);
    expect(resourcesIn(stdout)).toContain(`arn:aws:bedrock:eu-west-1:111122223333:inference-profile/${opus}`);
    expect(stderr).toContain('Policy for account 111122223333 (that of user/sandbox), called from eu-west-1\n');
    expect(stderr).toContain('left out   doctor, check, api-keys, profiles, enable');
    expect(stderr).toMatch(/size {7}\d{4} of 6144 characters/);
    expect(Math.max(...stderr.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  test('names exactly the models that are named', async () => {
    const { stdout, stderr } = await scene.run(['policy', 'opus', '--for', 'invoke,invoke']);
    expect(resourcesIn(stdout).filter((arn) => !arn.includes('claude-opus-5-5'))).toEqual([]);
    expect(stderr.match(/call the models/g)).toHaveLength(1);
    expect(stderr).toContain('A launch also calls a small model');
  });

  test('says where a model reaches further than the geography', async () => {
    const { stderr } = await scene.run(['policy', 'opus-5.5', '--region', 'ap-south-1', '--geography', 'in']);
    expect(flat(stderr)).toContain('Widened beyond in: requests to global.anthropic.claude-opus-5-5 may be processed in any commercial region.');
  });

  test('prints as JSON what is too large for a managed policy, and says so', async () => {
    const names = ['opus', 'sonnet', 'haiku', 'opus-5', 'opus-4.8', 'opus-4.7', 'opus-4.6', 'sonnet-5', 'sonnet-4.6', 'haiku-4.5', 'opus-4.5', 'sonnet-4.5'];
    const { code, stdout, stderr } = await scene.run(['policy', ...names, '--offline']);
    expect([code, resourcesIn(stdout).filter((arn) => arn.includes(':inference-profile/eu.'))]).toEqual([0, expect.objectContaining({ length: names.length })]);
    expect(stderr).toContain('more than the 6144 of a managed policy');
  });

  test('lets API keys be used where one is used, unless it is to refuse them', async () => {
    scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }\n');
    const run = (...words: string[]) => scene.run(['policy', ...words], { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-sandbox' });
    expect(sidsIn((await run()).stdout)).toContain('ApiKeys');
    const refused = await run('--deny-api-keys');
    expect([sidsIn(refused.stdout).filter((sid) => sid.includes('ApiKeys')), refused.stderr]).toEqual([
      ['NoApiKeys'],
      expect.stringContaining('You are here with a Bedrock API key, which this policy refuses.'),
    ]);
  });

  test('lets a role with a path simulate itself, which does not tell its path', async () => {
    const { stdout } = await scene.run(['--aws-profile', 'sandbox-role', 'policy', '--for', 'check']);
    expect(resourcesIn(stdout)).toEqual(['arn:aws:iam::111122223333:role/*/builder', 'arn:aws:iam::111122223333:role/builder']);
  });

  test('takes a tag that must be there as often as it is given', async () => {
    const { stdout } = await scene.run(['policy', '--for', 'profiles', '--require-tag', 'team', '--require-tag', 'project']);
    expect(documentIn(stdout).Statement[0]?.Condition).toEqual({ StringLike: { 'aws:RequestTag/team': '?*', 'aws:RequestTag/project': '?*' } });
  });

  test('takes patterns, inside the geography', async () => {
    const { stdout } = await scene.run(['policy', 'opus', 'claude-*', '--for', 'invoke']);
    expect(resourcesIn(stdout)).toContain('arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-*');
    expect(stdout).not.toContain('global.');
    expect(stdout).not.toContain('claude-opus');
  });

  test('lets the small model be called where it is called', async () => {
    const { stdout } = await scene.run(['policy', '--small-fast-model-region', 'us-east-1', '--for', 'invoke']);
    expect(sidsIn(stdout)).toContain('GeoProfilesInUsEast1');
    expect(resourcesIn(stdout)).toContain('arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-haiku-5-5');
  });

  test('is written for the account in which it is applied, where none is known', async () => {
    const terraform = await scene.run(['policy', '--account', 'current', '--format', 'terraform']);
    expect(terraform.stdout).toContain('data "aws_caller_identity" "current" {}');
    const template = parseYaml((await scene.run(['policy', '--account', 'current', '--format', 'cloudformation', '--name', 'mine'])).stdout) as object;
    expect(template).toHaveProperty('Resources.Policy.Properties.ManagedPolicyName', 'mine');
    expect(JSON.stringify(template)).toContain('${AWS::AccountId}');
    expect(resourcesIn((await scene.run(['policy', '--account', 'current'])).stdout)).toContain(`arn:aws:bedrock:eu-west-1:*:inference-profile/${opus}`);
  });

  test('asks nobody with --offline, and says so', async () => {
    const { code, stdout, stderr } = await scene.run(['policy', '--offline', '--region', 'us-gov-west-1']);
    expect([code, scene.sandbox.log()]).toEqual([0, []]);
    expect(resourcesIn(stdout).filter((arn) => arn !== '*' && !arn.startsWith('arn:aws-us-gov:'))).toEqual([]);
    expect(stderr).toContain('any account (its number is not known)');
    expect(flat(stderr)).toContain('From region and catalog alone, not from the account, because --offline was given.');
  });

  test('goes by region and catalog where there are no credentials', async () => {
    scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }\n');
    const { code, stdout, stderr } = await scene.run(['policy'], { AWS_CONFIG_FILE: '/nowhere/config', AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials' });
    expect([code, resourcesIn(stdout)]).toEqual([0, expect.arrayContaining([`arn:aws:bedrock:eu-west-1:*:inference-profile/${opus}`])]);
    expect(flat(stderr)).toContain('because there are no credentials to ask with');
  });

  test.each([
    ['a pattern that fits nothing', ['policy', 'gpt-*'], 1, 'No model inside geography eu fits gpt-* in eu-west-1.'],
    ['a part that there is not', ['policy', '--for', 'invoke,everything'], 2, '"everything" is none of invoke'],
    ['a format that there is not', ['policy', '--format', 'xml'], 2, 'Allowed choices are json, terraform, cloudformation'],
    ['a format that there is not, beside a model', ['policy', 'opus', '--format', 'xml'], 2, 'Allowed choices are json, terraform, cloudformation'],
    ['an account that is none', ['policy', '--account', '1234'], 2, 'account number of 12 digits'],
    ['what contradicts itself', ['policy', '--deny-api-keys', '--for', 'api-keys'], 2, '--deny-api-keys refuses what --for api-keys allows'],
    ['a pattern with a prefix', ['policy', 'us.anthropic.claude-*'], 2, 'A pattern goes without a prefix such as us.'],
    ['a pattern to check', ['policy', 'check', 'claude-*'], 2, 'takes no patterns such as claude-*'],
    ['to check what only writing takes', ['policy', '--offline', 'check'], 2, '--offline is for writing a policy'],
    ['parts of an organization’s policy', ['policy', '--scp', '--for', 'invoke'], 2, "cannot be used with option '--for"],
    ['a name for JSON', ['policy', '--name', 'mine'], 2, 'A policy in JSON has no name of its own'],
    ['data in another format', ['--json', 'policy', '--format', 'terraform'], 2, '--json and another --format'],
    ['a tag that must be there, without profiles', ['policy', '--require-tag', 'team'], 2, '--require-tag is for a policy that lets profiles be made'],
    ['a tag of AWS’s own', ['policy', '--for', 'profiles', '--require-tag', 'aws:team'], 2, 'A tag is called by up to 128'],
    ['a border of what has none', ['policy', '--scp', '--geography', 'global'], 1, 'The geography is global'],
  ])('refuses %s', async (_, words, code, said) => {
    const shown = await scene.run(words);
    expect([shown.code, shown.stdout]).toEqual([code, '']);
    expect(shown.stderr).toContain(said);
  });

  test('--scp prints the organization’s policy, and names the models of this launch that it shuts', async () => {
    const inside = await scene.run(['policy', '--scp', '--deny-api-keys']);
    expect([inside.code, documentIn(inside.stdout).Statement.map(({ Effect }) => Effect)]).toEqual([0, ['Deny', 'Deny', 'Deny', 'Deny']]);
    expect(inside.stderr).not.toContain('which it shuts');
    const { stderr } = await scene.run(['policy', '--scp', '--model', 'global.anthropic.claude-opus-5-5']);
    expect(stderr).toContain('a launch here uses global.anthropic.claude-opus-5-5, which it shuts');
    const elsewhere = await scene.run(['policy', '--scp', '--region', 'sa-east-1', '--offline']);
    expect(elsewhere.stderr).toMatch(/^Claude is called from sa-east-1 through global profiles alone/);
  });
});

const policy = (name: string, Effect: 'Allow' | 'Deny', Action: string | readonly string[] = '*'): SandboxPolicy => ({
  name,
  document: { Statement: { Effect, Action, Resource: '*' } },
});

/** The session that lode makes from a profile, as variables; from then on no settings name a profile. */
async function sessionOf(profile: string): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await scene.runAsIs(['--aws-profile', profile, 'credentials', '--format', 'process']);
  const { AccessKeyId, SecretAccessKey, SessionToken } = JSON.parse(stdout) as Record<'AccessKeyId' | 'SecretAccessKey' | 'SessionToken', string>;
  scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }\n');
  return { AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SECRET_ACCESS_KEY: SecretAccessKey, AWS_SESSION_TOKEN: SessionToken };
}

describe('lode policy check', () => {
  test('says that all is allowed, and asks no model', async () => {
    const { code, stdout } = await scene.run(['policy', '--region', 'eu-west-3', 'check']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('Simulated for arn:aws:iam::111122223333:user/sandbox, called from eu-west-3')]);
    expect(stdout).not.toContain('denied');
    expect(scene.sandbox.log().filter(({ service }) => service === 'bedrock-runtime')).toEqual([]);
  });

  test('finds the policy that lode wrote to be enough', async () => {
    const written = documentIn((await scene.run(['policy'])).stdout);
    scene.sandbox.set({ iam: { identity: [{ name: 'lode', document: written as SandboxPolicy['document'] }] } });
    expect((await scene.run(['policy', 'check'])).code).toBe(0);
    expect((await scene.run(['policy', 'check', 'opus', '--geography', 'global'])).code).toBe(1);
  });

  test.each([
    ['what no policy allows', { identity: [policy('lists', 'Allow', 'bedrock:List*')] }, 'denied', 'whoever manages the policies of sandbox'],
    [
      'what a policy refuses, by name',
      { identity: [policy('all', 'Allow'), policy('NoBedrock', 'Deny', 'bedrock:Invoke*')] },
      'denied explicitly',
      'Refused by NoBedrock.',
    ],
    [
      'what the organization refuses',
      { organization: [policy('all', 'Allow'), policy('scp', 'Deny', 'bedrock:Invoke*')] },
      'denied by organization',
      'management account',
    ],
    ['what a boundary refuses', { boundary: [policy('lists', 'Allow', 'bedrock:List*')] }, 'denied by boundary', 'whoever set that boundary'],
  ])('tells %s, and who opens it', async (_, iam, answer, who) => {
    scene.sandbox.set({ iam });
    const { code, stdout } = await scene.run(['policy', 'check', 'opus']);
    expect(code).toBe(1);
    expect(stdout).toMatch(new RegExp(`${opus}\n +InvokeModel +7  ${answer}\n`));
    expect(stdout).toMatch(/ListInferenceProfiles +1 {2}allowed\n/);
    expect(
      Math.max(
        ...stdout
          .split('\n')
          .slice(1)
          .map(({ length }) => length),
      ),
    ).toBeLessThanOrEqual(110);
    expect(stdout).toContain(who);
  });

  test('finds a destination that is shut among those that are open', async () => {
    const shut: SandboxPolicy = {
      name: 'scp',
      document: { Statement: { Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-south-2' } } } },
    };
    scene.sandbox.set({ iam: { organization: [policy('all', 'Allow'), shut] } });
    const { stdout } = await scene.run(['policy', 'check', 'opus', '--json']);
    const { allowed, checks } = JSON.parse(stdout) as { allowed: boolean; checks: readonly { resource: string; decision: string }[] };
    expect(allowed).toBe(false);
    expect(new Set(checks.filter(({ decision }) => decision !== 'allowed').map(({ resource }) => resource))).toEqual(
      new Set(['arn:aws:bedrock:eu-south-2::foundation-model/anthropic.claude-opus-5-5']),
    );
  });

  test('says which action is missing, where it may not be asked', async () => {
    scene.sandbox.set({ errors: [{ id: 'iam-deny', service: 'iam' }] });
    const { code, stdout, stderr } = await scene.run(['policy', 'check']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('may not simulate its own policies: it needs the action iam:SimulatePrincipalPolicy.');
    expect(stderr).toContain('lode policy --for invoke,discovery,check');
  });

  test.each(['empty', 'html'] as const)('takes an answer that says nothing (%s) for no answer', async (kind) => {
    scene.sandbox.set({ faults: [{ kind, service: 'iam' }] });
    const { code, stdout, stderr } = await scene.run(['policy', 'check', 'opus']);
    expect([code, `${stdout}${stderr}`]).toEqual([1, expect.stringMatching(/not told|IAM did not simulate/)]);
  });

  test('does not pass a profile whose models nobody shows', async () => {
    const arn = 'arn:aws:bedrock:eu-west-1:444455556666:application-inference-profile/hidden000abc';
    const { code, stdout } = await scene.run(['policy', 'check', arn]);
    expect([code, stdout]).toEqual([1, expect.stringMatching(/InvokeModel +1 {2}not told\n/)]);
    expect(stdout).toContain('Nothing shows which models are behind');
  });

  test('tells what depends on something that IAM was not told', async () => {
    const inside = { Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } } as const;
    scene.sandbox.set({ iam: { identity: [{ name: 'inside', document: { Statement: inside } }] } });
    const { code, stdout } = await scene.run(['policy', 'check', 'opus']);
    expect([code, stdout]).toEqual([1, expect.stringContaining('Depends on aws:SourceVpce, which IAM was not told.')]);
  });

  test('says why IAM takes no session of a key that was made without a code', async () => {
    const env = await sessionOf('sandbox');
    const { code, stderr } = await scene.run(['policy', 'check'], env);
    expect([code, stderr]).toEqual([1, expect.stringContaining('IAM takes no session of an access key that was made without an MFA code')]);
  });

  test('finds a role of IAM Identity Center below its path, also where it may ask about itself alone', async () => {
    const role = 'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Developer_0123456789abcdef';
    scene.sandbox.set({ iam: { principals: [role] }, errors: [{ id: 'iam-deny', service: 'iam', times: 1 }] });
    const { code, stdout } = await scene.run(['--aws-profile', 'sandbox-sso', 'policy', 'check', 'opus']);
    expect([code, stdout]).toEqual([0, expect.stringContaining(`Simulated for ${role},`)]);
  });

  test('and where its session is in the environment, so that no profile tells the region of IAM Identity Center', async () => {
    const role = 'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Developer_0123456789abcdef';
    const env = await sessionOf('sandbox-sso');
    scene.sandbox.set({ iam: { principals: [role] } });
    expect((await scene.run(['policy', 'check', 'opus'], env)).stdout).toContain(`Simulated for ${role},`);
  });

  test('asks for the ARN of a role with a path that nobody can know', async () => {
    const role = 'arn:aws:iam::111122223333:role/team/sandbox-role';
    scene.sandbox.set({ iam: { principals: [role] } });
    const lost = await scene.run(['--aws-profile', 'sandbox-role', 'policy', 'check', 'opus']);
    expect([lost.code, lost.stderr]).toEqual([1, expect.stringContaining('lode policy check --principal ARN')]);
    expect((await scene.run(['--aws-profile', 'sandbox-role', 'policy', 'check', 'opus', '--principal', role])).code).toBe(0);
  });

  test('a Bedrock API key cannot ask', async () => {
    scene.write('.config/lode/settings.json', '{ "region": "eu-west-1" }\n');
    const { code, stderr } = await scene.run(['policy', 'check'], { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-api-key-sandbox' });
    expect([code, stderr]).toEqual([1, expect.stringContaining('can call Bedrock and nothing else')]);
  });
});
