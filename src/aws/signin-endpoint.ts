import type { Environment } from '../system/system.ts';

/** The beginning of a region's name, and where AWS Sign-In is for it. Source: aws-sdk-js-v3 and botocore, endpoint rules of `signin`. */
const hosts: readonly (readonly [start: string, suffix: string])[] = [
  ['cn-', 'signin.amazonaws.cn'],
  ['us-gov-', 'signin.amazonaws-us-gov.com'],
  ['us-iso-', 'signin.c2shome.ic.gov'],
  ['us-isob-', 'signin.sc2shome.sgov.gov'],
  ['us-isof-', 'signin.csphome.hci.ic.gov'],
  ['eu-isoe-', 'signin.csphome.adc-e.uk'],
  ['eusc-', 'signin.amazonaws-eusc.eu'],
  ['', 'signin.aws.amazon.com'],
];

/** The address of AWS Sign-In for a region: what the environment says it is, else AWS's own. */
export function signinEndpoint(region: string, env: Environment): string {
  const set = env['AWS_ENDPOINT_URL_SIGNIN'] || env['AWS_ENDPOINT_URL'];
  if (set) return set.replace(/\/+$/, '');
  const suffix = hosts.find(([start]) => region.startsWith(start))?.[1] ?? '';
  return `https://${region}.${suffix}`;
}
