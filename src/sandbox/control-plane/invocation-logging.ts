import type { Call } from '../call.ts';
import { accountOf } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { jsonReply } from '../exchange.ts';

/** GetModelInvocationLoggingConfiguration: an account that logs nothing has an empty answer. */
export function getInvocationLogging(call: Call): Reply {
  const { invocationLogging } = call.world.knobs;
  if (invocationLogging === 'off') return jsonReply(200, {});
  const { logGroup, bucket } = invocationLogging;
  return jsonReply(200, {
    loggingConfig: {
      ...(logGroup === undefined ? {} : { cloudWatchConfig: { logGroupName: logGroup, roleArn: `arn:aws:iam::${accountOf(call)}:role/bedrock-logs` } }),
      ...(bucket === undefined ? {} : { s3Config: { bucketName: bucket } }),
      textDataDeliveryEnabled: true,
    },
  });
}
