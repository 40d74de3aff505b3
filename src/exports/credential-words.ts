import type { CredentialSource } from '../auth/source.ts';

/** How a program that asks the AWS SDK gets the credentials of this source: one sentence, without any. */
export function credentialWords(program: string, source: CredentialSource): string {
  switch (source.kind) {
    case 'profile':
      return `Start ${program} with AWS_PROFILE=${source.profile}, and without AWS_ACCESS_KEY_ID.`;
    case 'key-pair':
      return `Start ${program} with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY${source.temporary ? ' and AWS_SESSION_TOKEN' : ''} in its environment.`;
    case 'bearer-token':
      return `Start ${program} with AWS_BEARER_TOKEN_BEDROCK in its environment.`;
    case 'export-script':
      return `${program} cannot run your awsCredentialExport: lode credentials --install-profile NAME makes a profile of it, then start ${program} with AWS_PROFILE=NAME.`;
    case 'web-identity':
      return `${program} finds the web identity by AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE in its environment.`;
    case 'container':
      return `${program} finds the container's credentials by itself.`;
    case 'instance-role':
      return `${program} finds the instance role by itself.`;
  }
}
