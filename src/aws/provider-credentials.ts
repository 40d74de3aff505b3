import { Secret } from '../secret.ts';
import type { AwsCredentials } from '../auth/aws-credentials.ts';
import type { CredentialSource } from '../auth/source.ts';
import type { AwsContext } from './aws-context.ts';
import { prepareSdkEnvironment } from './sdk-environment.ts';

type ProviderSource = Exclude<CredentialSource, { kind: 'bearer-token' | 'key-pair' | 'export-script' }>;

/**
 * Asks the SDK's own provider for the source: profile (SSO cache, role chain, credential_process, aws login, keys), web
 * identity, container or instance metadata (one second, no retry). Throws what the provider throws.
 */
export async function credentialsFromProvider(source: ProviderSource, context: AwsContext): Promise<AwsCredentials> {
  prepareSdkEnvironment(context.env);
  const found = await (await providerFor(source, context))();
  return {
    accessKeyId: found.accessKeyId,
    secretAccessKey: new Secret(found.secretAccessKey),
    sessionToken: found.sessionToken === undefined ? undefined : new Secret(found.sessionToken),
    expiration: found.expiration?.getTime(),
  };
}

async function providerFor(source: ProviderSource, context: AwsContext) {
  const providers = await import('@aws-sdk/credential-providers');
  const { region } = context;
  switch (source.kind) {
    case 'profile':
      return providers.fromIni({
        profile: source.profile,
        filepath: context.credentialsFile,
        configFilepath: context.configFile,
        ignoreCache: true,
        clientConfig: { region, profile: source.profile },
      });
    case 'web-identity':
      return providers.fromTokenFile({ clientConfig: { region } });
    case 'container':
      return context.env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI']
        ? providers.fromContainerMetadata({ timeout: 1000, maxRetries: 1 })
        : providers.fromHttp({ timeout: 1000, maxRetries: 1 });
    case 'instance-role':
      return providers.fromInstanceMetadata({ timeout: 1000, maxRetries: 0 });
  }
}
