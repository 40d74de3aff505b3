import type { RequestRecord } from '../../../src/sandbox/request-log.ts';
import type { Stage } from './stage.ts';

/** What a test says of a call of a model: which, where, by whom and how it went. */
export function seen({ model, region, accessKeyId, arn, status }: RequestRecord) {
  return { model, region, accessKeyId, arn, status };
}

/** The one call of a model that a session with a single prompt makes, as it must be. */
export function oneCall(stage: Stage, model: string, region: string) {
  return [{ model, region, accessKeyId: stage.key.accessKeyId, arn: stage.key.arn, status: 200 }];
}

/** The calls that lode itself made: its SDK names the Node that lode ran on, and the assistants carry a Node of their own. */
export function callsOfLode(stage: Stage, nodeVersion: string): readonly string[] {
  const ours = stage.sandbox.log().filter(({ userAgent }) => userAgent?.startsWith('aws-sdk-js/') && userAgent.includes(`md/nodejs#${nodeVersion} `));
  return ours.map(({ service, operation }) => `${service} ${operation}`);
}
