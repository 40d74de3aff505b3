import type { Call } from '../call.ts';
import { accountOf, regionOf } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { jsonBody, jsonReply } from '../exchange.ts';
import { defaultQuotas, type QuotaRow } from '../quota-list.ts';

/** The longest page of Service Quotas (API reference, ListServiceQuotas). */
const longestPage = 100;

/** Service Quotas, as far as it lists those of Bedrock: AWS's own values, and those that are applied to the account. */
export function answerQuotas(call: Call): Reply {
  switch (call.route.operation) {
    case 'ListServiceQuotas':
      return pageOf(call, appliedQuotas(call.world.knobs.quotas));
    case 'ListAWSDefaultServiceQuotas':
      return pageOf(call, defaultQuotas);
    default:
      return jsonReply(404, { message: 'The sandbox plays no such operation.' }, { error: 'UnknownOperationException' });
  }
}

function appliedQuotas(applied: Readonly<Record<string, number>>): readonly QuotaRow[] {
  const own = Object.keys(applied).filter((name) => !defaultQuotas.some((quota) => quota.name === name));
  return [
    ...defaultQuotas.map((quota) => ({ ...quota, value: applied[quota.name] ?? quota.value })),
    ...own.map((name) => ({ name, value: applied[name] ?? 0, adjustable: true })),
  ];
}

function pageOf(call: Call, all: readonly QuotaRow[]): Reply {
  const { ServiceCode, NextToken, MaxResults } = jsonBody(call.request);
  if (ServiceCode !== 'bedrock') return jsonReply(400, { message: 'The sandbox knows the quotas of bedrock only.' }, noSuchResource);
  const start = Number(NextToken ?? 0);
  const end = start + Math.min(Number(MaxResults ?? longestPage), longestPage, call.world.knobs.pageSize);
  return jsonReply(200, {
    Quotas: all.slice(start, end).map((quota, index) => wordsOf(call, quota, start + index)),
    ...(end < all.length ? { NextToken: String(end) } : {}),
  });
}

const noSuchResource = { error: 'NoSuchResourceException', headers: { 'x-amzn-errortype': 'NoSuchResourceException' } };

function wordsOf(call: Call, { name, value, adjustable }: QuotaRow, index: number): object {
  const code = `L-${(0x5a000000 + index).toString(16).toUpperCase()}`;
  return {
    ServiceCode: 'bedrock',
    ServiceName: 'Amazon Bedrock',
    QuotaArn: `arn:aws:servicequotas:${regionOf(call)}:${accountOf(call)}:bedrock/${code}`,
    QuotaCode: code,
    QuotaName: name,
    Value: value,
    Unit: 'None',
    Adjustable: adjustable,
    GlobalQuota: false,
  };
}
