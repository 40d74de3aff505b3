import type { AwsSession } from '../../auth/aws-session.ts';
import { loginBehind } from '../../auth/sso/login-behind.ts';
import { signinEndpoint } from '../../aws/signin-endpoint.ts';
import { regionFacts } from '../../models/catalog.ts';
import { describeOrigin } from '../../settings/origin.ts';
import type { Endpoints } from '../../settings/settings.ts';
import type { Environment } from '../../system/system.ts';

/** One address that a session's calls go to. */
export interface Host {
  /** As in AWS's host names, e.g. `bedrock-runtime`. */
  readonly service: string;
  readonly url: string;
  readonly region: string;
  /** Nothing works without it; the others are for signing in. */
  readonly isEssential: boolean;
  /** Who gave another address than AWS's own: a variable, or a file and key. */
  readonly givenBy: string | undefined;
}

/** Endings of host names. Source: botocore, `partitions.json`. */
const suffixes: readonly (readonly [start: string, suffix: string, dualStack: string])[] = [
  ['cn-', 'amazonaws.com.cn', 'api.amazonwebservices.com.cn'],
  ['us-iso-', 'c2s.ic.gov', 'api.aws.ic.gov'],
  ['us-isob-', 'sc2s.sgov.gov', 'api.aws.scloud'],
  ['us-isof-', 'csp.hci.ic.gov', 'api.aws.hci.ic.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk', 'api.cloud-aws.adc-e.uk'],
  ['eusc-', 'amazonaws.eu', 'api.amazonwebservices.eu'],
  ['', 'amazonaws.com', 'api.aws'],
];

/** Every host that the session's own calls go to, sign-in included. Pure. */
export function hostsOf(session: AwsSession): readonly Host[] {
  const { region, choice } = session;
  const needsSts = choice.source.kind !== 'bearer-token';
  return [
    bedrockHost(session, 'bedrock', 'bedrock'),
    bedrockHost(session, 'bedrockRuntime', 'bedrock-runtime'),
    ...(needsSts ? [bedrockHost(session, 'sts', 'sts')] : []),
    ...ssoHosts(session),
    ...(choice.source.kind === 'profile' && choice.source.via === 'login' ? [loginHost(region, session.env)] : []),
  ];
}

function bedrockHost(session: AwsSession, key: keyof Endpoints, service: string): Host {
  const { region, endpoints, env } = session;
  const url = endpoints[key];
  return {
    service,
    region,
    isEssential: true,
    url: url ?? ownAddress(service, region, env),
    givenBy: url === undefined ? undefined : giver(session, key, url),
  };
}

function giver({ settings, env }: AwsSession, key: keyof Endpoints, url: string): string {
  const setting = settings.endpoints;
  if (setting?.value[key] === url) {
    const part = setting.parts?.find(({ value }) => value[key] === url) ?? setting;
    return describeOrigin(part.origin);
  }
  const special = { bedrock: 'AWS_ENDPOINT_URL_BEDROCK', bedrockRuntime: 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME', sts: 'AWS_ENDPOINT_URL_STS' }[key];
  const names = [...(key === 'bedrockRuntime' ? ['ANTHROPIC_BEDROCK_BASE_URL'] : []), special, 'AWS_ENDPOINT_URL'];
  return names.find((name) => env[name] === url) ?? special;
}

function ssoHosts({ choice, files, env }: AwsSession): readonly Host[] {
  const login = loginBehind(files, choice.source);
  // A region that is none is another check's; here it would make a host of nobody's.
  if (login === undefined || regionFacts(login.region) === undefined) return [];
  return [signInHost('portal.sso', 'AWS_ENDPOINT_URL_SSO', login.region, env), signInHost('oidc', 'AWS_ENDPOINT_URL_SSO_OIDC', login.region, env)];
}

function signInHost(service: string, variable: string, region: string, env: Environment): Host {
  const givenBy = [variable, 'AWS_ENDPOINT_URL'].find((name) => env[name]);
  const url = givenBy === undefined ? undefined : env[givenBy];
  return { service, region, isEssential: false, url: url ?? ownAddress(service, region, env), givenBy };
}

function loginHost(region: string, env: Environment): Host {
  const givenBy = ['AWS_ENDPOINT_URL_SIGNIN', 'AWS_ENDPOINT_URL'].find((name) => env[name]);
  return { service: 'signin', region, isEssential: false, url: signinEndpoint(region, env), givenBy };
}

/** Source: AWS SDKs and Tools reference guide, "FIPS and dual-stack endpoints". */
function ownAddress(service: string, region: string, env: Environment): string {
  const [, suffix, dualStack] = suffixes.find(([start]) => region.startsWith(start)) ?? ['', 'amazonaws.com', 'api.aws'];
  const isOn = (name: string): boolean => env[name]?.toLowerCase() === 'true';
  return `https://${service}${isOn('AWS_USE_FIPS_ENDPOINT') ? '-fips' : ''}.${region}.${isOn('AWS_USE_DUALSTACK_ENDPOINT') ? dualStack : suffix}`;
}
