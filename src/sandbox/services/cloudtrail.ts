import type { Call } from '../call.ts';
import { accountOf, regionOf } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { jsonReply } from '../exchange.ts';

/** CloudTrail, as far as it says which trails there are (DescribeTrails). */
export function answerCloudTrail(call: Call): Reply {
  if (call.route.operation !== 'DescribeTrails')
    return jsonReply(404, { message: 'The sandbox plays no such operation.' }, { error: 'UnknownOperationException' });
  const [account, region] = [accountOf(call), regionOf(call)];
  const trailList = call.world.knobs.trails.map((name) => ({
    Name: name,
    TrailARN: `arn:aws:cloudtrail:${region}:${account}:trail/${name}`,
    HomeRegion: region,
    IsMultiRegionTrail: true,
    S3BucketName: `${name}-${account}`,
  }));
  return jsonReply(200, { trailList });
}
