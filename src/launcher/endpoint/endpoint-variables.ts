import type { Environment } from '../../system/system.ts';
import type { EnvironmentChange } from '../assistant.ts';

/**
 * Variables that an AWS SDK takes before a container endpoint, or that would change how it is asked. Sources: AWS SDKs and Tools reference
 * guide, "Standardized credential providers" and "Container credential provider"; botocore, `credentials.py` (`AWS_CREDENTIAL_FILE`).
 */
const beatEndpoint: readonly string[] = [
  'AWS_BEARER_TOKEN_BEDROCK',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_ACCESS_KEY',
  'AWS_SECRET_KEY',
  'AWS_CREDENTIAL_FILE',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
];

/** What must go from a child's environment so that its SDK asks the endpoint. `more` is what the child gets beside the user's own. Pure. */
export function withoutRivals(env: Environment, more: Readonly<Record<string, string>>): readonly EnvironmentChange[] {
  return beatEndpoint
    .filter((name) => env[name] !== undefined || more[name] !== undefined)
    .map((name) => ({ name, value: null, why: 'would beat the endpoint' }));
}

/** The one path that an endpoint answers. */
export const credentialsPath = '/credentials';

/** Where a running endpoint is, for the child. Source: AWS SDKs and Tools reference guide, "Container credential provider". Pure. */
export function endpointVariables(endpoint: {
  readonly port: number;
  readonly tokenFile: string;
}): readonly { readonly name: string; readonly value: string }[] {
  return [
    { name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI', value: `http://127.0.0.1:${endpoint.port}${credentialsPath}` },
    { name: 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', value: endpoint.tokenFile },
  ];
}
