import { Secret } from '../secret.ts';
import type { AwsCredentials } from '../auth/aws-credentials.ts';
import type { CredentialSource } from '../auth/source.ts';
import type { AwsContext } from './aws-context.ts';
import { proxyAgentFor } from '../system/proxy-agent.ts';
import { prepareSdkEnvironment } from './sdk-environment.ts';

type ProviderSource = Exclude<CredentialSource, { kind: 'bearer-token' | 'key-pair' | 'export-script' }>;

/**
 * Asks the SDK's own provider for the source: profile (SSO cache, role chain, credential_process, aws login, keys), web
 * identity, container or instance metadata (one second, no retry). Throws what the provider throws.
 */
export async function credentialsFromProvider(source: ProviderSource, context: AwsContext): Promise<AwsCredentials> {
  // The SDK's providers make clients of their own, and only the environment can tell those where STS is.
  const { sts } = context.endpoints;
  prepareSdkEnvironment(sts === undefined ? context.env : { ...context.env, AWS_ENDPOINT_URL_STS: sts });
  const provide = await providerFor(source, context);
  const found = await provide().catch(asProviderError);
  const expiration = found.expiration?.getTime();
  return {
    accessKeyId: found.accessKeyId,
    secretAccessKey: new Secret(found.secretAccessKey),
    sessionToken: found.sessionToken === undefined ? undefined : new Secret(found.sessionToken),
    expiration: Number.isNaN(expiration) ? undefined : expiration,
  };
}

/** A profile in a shape that the SDK did not foresee makes it stumble; that is no slip of ours. */
function asProviderError(error: unknown): never {
  throw error instanceof TypeError ? new Error(`the AWS SDK could not use it: ${error.message}`, { cause: error }) : error;
}

async function providerFor(source: ProviderSource, context: AwsContext) {
  const providers = await import('@aws-sdk/credential-providers');
  const { region } = context;
  const through = throughProxy(context);
  switch (source.kind) {
    case 'profile':
      return providers.fromIni({
        profile: source.profile,
        filepath: context.credentialsFile,
        configFilepath: context.configFile,
        ignoreCache: true,
        // The region not in `clientConfig`: it would also move the calls to IAM Identity Center, which lives in the profile's `sso_region`.
        parentClientConfig: { region, profile: source.profile },
        ...(through === undefined ? {} : { clientConfig: through }),
      });
    case 'web-identity':
      return providers.fromTokenFile({ clientConfig: { region, ...through } });
    case 'container':
      return context.env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI']
        ? providers.fromContainerMetadata({ timeout: 1000, maxRetries: 1 })
        : providers.fromHttp({ timeout: 1000, maxRetries: 1 });
    case 'instance-role':
      return providers.fromInstanceMetadata({ timeout: 1000, maxRetries: 0 });
  }
}

/** Client options for the providers' own clients behind a proxy; the host of STS stands for all of AWS's. */
function throughProxy({ region, endpoints }: AwsContext) {
  const httpsAgent = proxyAgentFor(endpoints.sts ?? `https://sts.${region}.amazonaws.com`);
  return httpsAgent && { requestHandler: { httpsAgent, connectionTimeout: 3000, requestTimeout: 10_000 } };
}
