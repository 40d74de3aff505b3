import { GetModelInvocationLoggingConfigurationCommand } from '@aws-sdk/client-bedrock';
import { CloudTrailClient, DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListAWSDefaultServiceQuotasCommand, ListServiceQuotasCommand, paginateListServiceQuotas, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sandboxKeys } from '../../src/sandbox/identities.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { refusalOf } from './control-plane/refusal-of.ts';
import { bedrock, clientOptions } from './sdk-clients.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const quotas = (keys?: Parameters<typeof bedrock>[1]) => new ServiceQuotasClient(clientOptions(sandbox.url, keys));
const trails = () => new CloudTrailClient(clientOptions(sandbox.url)).send(new DescribeTrailsCommand({}));
const logGroups = (logGroupNamePrefix: string) =>
  new CloudWatchLogsClient(clientOptions(sandbox.url)).send(new DescribeLogGroupsCommand({ logGroupNamePrefix }));
const logging = () => bedrock(sandbox.url).send(new GetModelInvocationLoggingConfigurationCommand({}));
const opus = 'Cross-region model inference tokens per minute for Anthropic Claude Opus 5.5';

describe('Service Quotas', () => {
  test('an applied quota stands in its own list and not among the usual ones', async () => {
    sandbox.set({ quotas: { [opus]: 0, 'A quota of ours': 7 } });
    const [applied, usual] = await Promise.all([
      quotas().send(new ListServiceQuotasCommand({ ServiceCode: 'bedrock' })),
      quotas().send(new ListAWSDefaultServiceQuotasCommand({ ServiceCode: 'bedrock' })),
    ]);
    const value = ({ Quotas = [] }: typeof applied, name: string) => Quotas.find(({ QuotaName }) => QuotaName === name)?.Value;
    expect([value(applied, opus), value(usual, opus)]).toEqual([0, 30_000_000]);
    expect([value(applied, 'A quota of ours'), value(usual, 'A quota of ours')]).toEqual([7, undefined]);
  });

  test('pages hold every quota once', async () => {
    sandbox.set({ pageSize: 7 });
    const names: (string | undefined)[] = [];
    let pages = 0;
    for await (const { Quotas = [] } of paginateListServiceQuotas({ client: quotas(), pageSize: 100 }, { ServiceCode: 'bedrock' })) {
      pages += 1;
      names.push(...Quotas.map(({ QuotaName }) => QuotaName));
    }
    expect(pages).toBeGreaterThan(3);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain(opus);
  });

  test('another service is not known', async () => {
    const asked = quotas().send(new ListServiceQuotasCommand({ ServiceCode: 'ec2' }));
    expect(await refusalOf(asked)).toEqual([400, 'NoSuchResourceException', expect.any(String)]);
  });
});

test('trails are those of the knob', async () => {
  expect((await trails()).trailList).toMatchObject([{ Name: 'management-events', IsMultiRegionTrail: true, HomeRegion: 'eu-west-1' }]);
  sandbox.set({ trails: [] });
  expect((await trails()).trailList).toEqual([]);
});

test('invocation logging names its log group, which says how long it keeps', async () => {
  expect((await logging()).loggingConfig?.cloudWatchConfig?.logGroupName).toBe('/aws/bedrock/invocations');
  const { logGroups: found = [] } = await logGroups('/aws/bedrock/invocations');
  expect(found.map(({ logGroupName, retentionInDays }) => [logGroupName, retentionInDays])).toContainEqual(['/aws/bedrock/invocations', 30]);
});

test('a bucket has no log group, and an account that logs nothing has neither', async () => {
  sandbox.set({ invocationLogging: { bucket: 'prompts' } });
  expect((await logging()).loggingConfig).toMatchObject({ s3Config: { bucketName: 'prompts' } });
  expect((await logGroups('/')).logGroups).toEqual([]);
  sandbox.set({ invocationLogging: 'off' });
  expect((await logging()).loggingConfig).toBeUndefined();
});

describe('the new services know who asks', () => {
  test('a key of nobody is refused', async () => {
    const asked = quotas({ accessKeyId: 'AKIANOBODY0000000001', secretAccessKey: 'x' }).send(new ListServiceQuotasCommand({ ServiceCode: 'bedrock' }));
    expect(await refusalOf(asked)).toEqual([403, 'UnrecognizedClientException', expect.any(String)]);
  });

  test('a key without permissions is told which one is missing', async () => {
    sandbox.set({ keys: { [sandboxKeys.user.accessKeyId]: 'denied' } });
    expect(await refusalOf(quotas().send(new ListServiceQuotasCommand({ ServiceCode: 'bedrock' })))).toEqual([
      403,
      'AccessDeniedException',
      expect.stringContaining('servicequotas:ListServiceQuotas'),
    ]);
    expect(await refusalOf(trails())).toEqual([403, 'AccessDeniedException', expect.stringContaining('cloudtrail:DescribeTrails')]);
    expect(await refusalOf(logGroups('/'))).toEqual([403, 'AccessDeniedException', expect.stringContaining('logs:DescribeLogGroups')]);
  });
});
