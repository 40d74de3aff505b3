/** A short-term Bedrock API key as its generator makes one: a presigned request in base64 behind a prefix. Its signature is made up. */
export function shortTermKey({ region = 'eu-west-1', made = new Date(), seconds = 43_200 }: { region?: string; made?: Date; seconds?: number } = {}): string {
  const date = made.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const query = [
    'Action=CallWithBearerToken',
    'X-Amz-Algorithm=AWS4-HMAC-SHA256',
    `X-Amz-Credential=${encodeURIComponent(`ASIAEXAMPLE000000001/${date.slice(0, 8)}/${region}/bedrock/aws4_request`)}`,
    `X-Amz-Date=${date}`,
    `X-Amz-Expires=${seconds}`,
    `X-Amz-Security-Token=${'t'.repeat(300)}`,
    `X-Amz-Signature=${'0f'.repeat(32)}`,
    'X-Amz-SignedHeaders=host',
    'Version=1',
  ];
  return `bedrock-api-key-${Buffer.from(`bedrock.amazonaws.com/?${query.join('&')}`).toString('base64')}`;
}
