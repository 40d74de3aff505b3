/**
 * Every endpoint variable a child needs so that no AWS call of it leaves loopback; no credentials among them. An AWS CLI older than 1.29
 * or 2.13 does not read them and needs `--endpoint-url`.
 */
export function sandboxEnvironment(url: string): Record<string, string> {
  const endpoints = [
    '',
    '_STS',
    '_SSO',
    '_SSO_OIDC',
    '_SIGNIN',
    '_BEDROCK',
    '_BEDROCK_RUNTIME',
    '_SERVICE_QUOTAS',
    '_CLOUDTRAIL',
    '_CLOUDWATCH_LOGS',
    '_IAM',
  ].map((name) => [`AWS_ENDPOINT_URL${name}`, url]);
  return {
    ...Object.fromEntries(endpoints),
    ANTHROPIC_BEDROCK_BASE_URL: url,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_EC2_METADATA_SERVICE_ENDPOINT: url,
    NO_PROXY: '127.0.0.1,localhost',
    no_proxy: '127.0.0.1,localhost',
  };
}
