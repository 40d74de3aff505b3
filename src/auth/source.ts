/** Where AWS credentials come from. One of these is chosen for a launch, and the child's model calls use it. */
export type CredentialSource =
  | { readonly kind: 'bearer-token' }
  | { readonly kind: 'key-pair'; readonly accessKeyId: string; readonly temporary: boolean }
  | { readonly kind: 'profile'; readonly profile: string; readonly via: ProfileVia }
  | { readonly kind: 'export-script'; readonly command: string }
  | { readonly kind: 'web-identity'; readonly roleArn: string }
  | { readonly kind: 'container' }
  | { readonly kind: 'instance-role' };

/** How a profile gets its credentials. */
export type ProfileVia = 'sso-session' | 'sso-legacy' | 'role' | 'web-identity' | 'process' | 'login' | 'keys';

const viaWords: Record<ProfileVia, string> = {
  'sso-session': 'IAM Identity Center',
  'sso-legacy': 'IAM Identity Center, legacy',
  role: 'assumed role',
  'web-identity': 'web identity',
  process: 'credential_process',
  login: 'aws login',
  keys: 'access key',
};

/** The source in a few words for people, e.g. `profile work (IAM Identity Center)`. */
export function describeSource(source: CredentialSource): string {
  switch (source.kind) {
    case 'bearer-token':
      return 'Bedrock API key in AWS_BEARER_TOKEN_BEDROCK';
    case 'key-pair':
      return `access key ${maskKeyId(source.accessKeyId)} in AWS_ACCESS_KEY_ID`;
    case 'profile':
      return `profile ${source.profile} (${viaWords[source.via]})`;
    case 'export-script':
      return 'awsCredentialExport script';
    case 'web-identity':
      return `web identity for ${source.roleArn}`;
    case 'container':
      return 'container credentials';
    case 'instance-role':
      return 'instance role (IMDSv2)';
  }
}

/** An access key ID as its prefix and last four characters. */
export function maskKeyId(id: string): string {
  return id.length <= 8 ? '****' : `${id.slice(0, 4)}…${id.slice(-4)}`;
}
