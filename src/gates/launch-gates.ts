import type { GateRow, Told } from './gate.ts';

const which = 'See which sources there are, and which is used: lode status';

function you(what: string, ...remedy: readonly string[]): () => Told {
  return () => ({ what, who: 'you', remedy });
}

/**
 * What can fail before anything is sent: where credentials and the region come from, and how an assistant is started. The words are those of
 * aws-sdk-js-v3 (`credential-provider-*`), botocore (`exceptions.py`) and Claude Code.
 */
export const launchGates: readonly GateRow[] = [
  {
    id: 'mfa',
    names: ['MfaCodeNeeded'],
    says: /multi-?factor ?auth|MFA (one time pass )?code|requires? MFA/i,
    tell: you(
      'The profile wants the code of an MFA device, and none was typed, or AWS did not take it.',
      'Type it where there is a terminal, before the assistant takes the screen: lode refresh',
      'Is mfa_serial the device of this very user? lode status',
    ),
  },
  {
    id: 'profile-cycle',
    names: ['ProfileCircle', 'InfiniteLoopConfigError'],
    says: /cycle attempting to resolve credentials|infinite loop in credential configuration/i,
    tell: you("The profile's source_profile leads back to itself.", 'Let the last one of the row hold keys or a sign-in: ~/.aws/config', which),
  },
  {
    id: 'profile-missing',
    names: ['ProfileNotFound'],
    says: /could not resolve credentials using profile|config profile .{0,150} could not be found|profile .{0,150} (not found|does not exist) in/i,
    tell: you(
      'The AWS files hold no profile of that name.',
      'See those that there are, and choose: lode setup',
      'Another HOME or AWS_CONFIG_FILE means other files: lode doctor',
      'Name one: lode --aws-profile NAME status',
    ),
  },
  {
    id: 'profile-incomplete',
    names: ['ConfigParseError', 'InvalidConfigError'],
    says: /missing required property|invalid sso credentials|required sso configuration|conflicting sso|incomplete configuration|unsupported credential source|unable to parse config file/i,
    tell: you('The profile cannot work as it is written.', 'See what it lacks: lode doctor', 'Write an SSO profile anew: lode setup --source sso'),
  },
  {
    id: 'keys-incomplete',
    names: ['PartialCredentialsError'],
    says: /partial credentials found|requires both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY|resolved credential object is not valid/i,
    tell: you(
      'Half of a key pair is set: the access key or its secret is missing.',
      'Set both, or unset both and use a profile: lode --aws-profile NAME status',
    ),
  },
  {
    id: 'process-failed',
    names: ['CredentialRetrievalError'],
    says: /retrieving credentials from custom-process|credential_process returned|profile .{0,150} credential_process/i,
    tell: you(
      'The credential_process of the profile failed, or printed no credentials.',
      'Run it by hand and look at what it prints: it stands in ~/.aws/config, key credential_process',
      'See what lode makes of it: lode status',
    ),
  },
  {
    id: 'export-output',
    says: /did not return valid AWS STS output|awsCredentialExport.{0,300}(fail|invalid|did not)/i,
    tell: you(
      'What awsCredentialExport prints is not what Claude Code takes: session credentials with AccessKeyId, SecretAccessKey and SessionToken; long-lived keys are refused.',
      'Let lode print them, which exchanges long-lived keys for a session: lode claude',
      'See what lode would print: lode credentials --format export',
    ),
  },
  {
    id: 'web-identity',
    names: ['InvalidIdentityToken', 'ExpiredIdentityToken', 'IDPCommunicationError'],
    says: /AssumeRoleWithWebIdentity|web identity token/i,
    tell: ({ account }) => ({
      what: 'AWS does not take the web identity token for that role: it is too old, of another issuer, or the trust policy of the role names other claims.',
      who: `whoever manages the role and its identity provider in ${account}`,
      remedy: ['Compare issuer, audience and subject of AWS_WEB_IDENTITY_TOKEN_FILE with the trust policy of AWS_ROLE_ARN', which],
    }),
  },
  {
    id: 'imds',
    names: ['TimeoutError', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'],
    says: /instance metadata service|169\.254\.169\.254|ec2 (instance )?metadata/i,
    when: ({ failure }) => /metadata|169\.254\.169\.254/i.test(failure.message),
    tell: you(
      'Nothing else gave credentials, so the instance role was asked for, and no instance metadata service answered.',
      'Off EC2 there is none: name a profile (lode --aws-profile NAME status) and set AWS_EC2_METADATA_DISABLED=true',
      'In a container on EC2, raise the hop limit to 2: aws ec2 modify-instance-metadata-options --http-put-response-hop-limit 2 --instance-id ID',
    ),
  },
  {
    id: 'resolve-timeout',
    says: /credential resolve timed out/i,
    tell: you(
      'Claude Code waited a minute for credentials: a credential_process, a question or a proxy hangs.',
      'See which step takes the time: lode refresh',
      'Let lode get them before the assistant takes the screen: lode claude',
      'If it may take longer: CLAUDE_CODE_AWS_CHAIN_RESOLVE_TIMEOUT_MS',
    ),
  },
  {
    id: 'program-missing',
    says: /\bclaude: (command )?not found|command not found: claude\b|'claude' is not recognized|'claude' is not the name of a/i,
    tell: you(
      'The shell finds no program named claude: Claude Code is not installed, or its folder is not in PATH.',
      'See whether it is, and where: lode doctor',
      'Install it: npm install -g @anthropic-ai/claude-code',
      'lode finds it without PATH in the folders that its installers use: lode claude',
    ),
  },
  {
    id: 'region-missing',
    names: ['NoRegionError'],
    says: /region is missing|you must specify a region|AWS region setting is missing|AWS_REGION .{0,300}(not set|required|missing)/i,
    tell: you('No region is set, so nobody knows which Bedrock to ask.', 'Set it: lode config set region REGION', 'Or for once: lode --region REGION status'),
  },
];

/** What an assistant says before it sends anything. They come last: it may put such words in front of AWS's own. */
export const assistantGates: readonly GateRow[] = [
  {
    id: 'host-managed',
    says: /credentials are managed by the desktop app/i,
    tell: you(
      'Claude Code was told that somebody else manages its provider (CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST), and nobody does.',
      'Unset that variable, then: lode claude',
    ),
  },
  {
    id: 'not-logged-in',
    says: /please run \/login/i,
    tell: you(
      "Claude Code asks for a sign-in of Anthropic's: CLAUDE_CODE_USE_BEDROCK does not reach it, or a gateway for Claude answered 401. A settings file beats what the shell exports.",
      'Start it with settings that cannot be beaten: lode claude',
      'See which file says otherwise: lode doctor',
    ),
  },
];
