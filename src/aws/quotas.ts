import type { ServiceQuota } from '@aws-sdk/client-service-quotas';
import type { AwsCredentials } from '../auth/aws-credentials.ts';
import { clientOptions, type AwsContext } from './aws-context.ts';
import { sdkCredentials } from './sdk-credentials.ts';
import { prepareSdkEnvironment } from './sdk-environment.ts';

/** One quota of Bedrock in a region, by its name: codes of newer models are published late. */
export interface BedrockQuota {
  readonly name: string;
  readonly value: number;
  readonly adjustable: boolean;
}

export interface BedrockQuotas {
  /** What holds for the account; Service Quotas leaves out what was never changed from AWS's own value and is not known to it. */
  readonly applied: readonly BedrockQuota[];
  /** AWS's own values. */
  readonly defaults: readonly BedrockQuota[];
}

/** Bedrock has some hundreds of quotas, 100 on a page; more milliseconds than this they are not worth. */
const listLimitMs = 20_000;

/** All pages of both lists, side by side (ListServiceQuotas, ListAWSDefaultServiceQuotas). Throws what the SDK throws. */
export async function listBedrockQuotas(credentials: AwsCredentials, context: AwsContext): Promise<BedrockQuotas> {
  prepareSdkEnvironment(context.env);
  const quotas = await import('@aws-sdk/client-service-quotas');
  const endpoint = context.env['AWS_ENDPOINT_URL_SERVICE_QUOTAS'] || context.env['AWS_ENDPOINT_URL'] || undefined;
  const client = new quotas.ServiceQuotasClient({ ...clientOptions(context, 'servicequotas', endpoint), credentials: sdkCredentials(credentials) });
  const asked = [{ client, pageSize: 100 }, { ServiceCode: 'bedrock' }, { abortSignal: AbortSignal.timeout(listLimitMs) }] as const;
  const [applied, defaults] = await Promise.all([
    allOf(quotas.paginateListServiceQuotas(...asked)),
    allOf(quotas.paginateListAWSDefaultServiceQuotas(...asked)),
  ]);
  return { applied, defaults };
}

async function allOf(pages: AsyncIterable<{ readonly Quotas?: readonly ServiceQuota[] | undefined }>): Promise<readonly BedrockQuota[]> {
  const found: BedrockQuota[] = [];
  for await (const { Quotas = [] } of pages) found.push(...Quotas.flatMap(quotaOf));
  return found;
}

function quotaOf({ QuotaName: name, Value: value, Adjustable }: ServiceQuota): readonly BedrockQuota[] {
  return name === undefined || value === undefined ? [] : [{ name, value, adjustable: Adjustable === true }];
}
