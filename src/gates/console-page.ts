import { regionFacts } from '../models/catalog.ts';

const hosts: Readonly<Record<string, string>> = { 'aws-us-gov': 'console.amazonaws-us-gov.com', 'aws-cn': 'console.amazonaws.cn' };

/** A page of the AWS console in a region, or in the one that was chosen there last; `path` is what stands after the host. */
function consolePage(region: string | undefined, path: string): string {
  if (region === undefined) return `https://console.aws.amazon.com/${path}`;
  const host = hosts[regionFacts(region)?.partition ?? 'aws'] ?? 'console.aws.amazon.com';
  return `https://${region}.${host}/${path}`;
}

/** Where a model's access is asked for by hand. */
export function modelAccessPage(region: string | undefined): string {
  return consolePage(region, `bedrock/home${region === undefined ? '' : `?region=${region}`}#/modelaccess`);
}

/** Where the quotas of Bedrock are shown, and more is asked for. */
export function quotaPage(region: string | undefined): string {
  return consolePage(region, 'servicequotas/home/services/bedrock/quotas');
}
