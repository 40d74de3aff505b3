import type { Call } from '../call.ts';
import { accountOf, regionOf } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { jsonBody, jsonReply } from '../exchange.ts';

/** CloudWatch Logs, as far as it says how long the log group of the invocations is kept (DescribeLogGroups). */
export function answerLogs(call: Call): Reply {
  if (call.route.operation !== 'DescribeLogGroups')
    return jsonReply(404, { message: 'The sandbox plays no such operation.' }, { error: 'UnknownOperationException' });
  const { logGroupNamePrefix } = jsonBody(call.request);
  return jsonReply(200, { logGroups: groupsOf(call).filter(({ logGroupName }) => logGroupName.startsWith(String(logGroupNamePrefix ?? ''))) });
}

function groupsOf(call: Call) {
  const { invocationLogging } = call.world.knobs;
  if (invocationLogging === 'off' || invocationLogging.logGroup === undefined) return [];
  const { logGroup, retentionDays } = invocationLogging;
  // A longer name with the same beginning, as an account of many groups has them; it comes first in no order that can be relied on.
  return [
    { logGroupName: `${logGroup}-old`, arn: arnOf(call, `${logGroup}-old`) },
    { logGroupName: logGroup, arn: arnOf(call, logGroup), ...(retentionDays === undefined ? {} : { retentionInDays: retentionDays }) },
  ];
}

const arnOf = (call: Call, name: string): string => `arn:aws:logs:${regionOf(call)}:${accountOf(call)}:log-group:${name}:*`;
