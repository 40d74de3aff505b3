/** What a fake assistant does otherwise than it was told. */
export interface Misdeed {
  readonly key?: string;
  /** An API key in place of the one it was given. */
  readonly bearer?: string;
  readonly region?: string;
  readonly model?: string;
  /** Sends no request at all. */
  readonly silent?: boolean;
  readonly says?: string;
  readonly code?: number;
}

/** A program that does with a hand-over what Claude Code does: reads `--settings`, runs the helper, sends one request. It leaves its words in `told`. */
export function fakeClaude(told: string, misdeed: Misdeed = {}): string {
  return `#!${process.execPath}
const { readFileSync, writeFileSync } = require('node:fs');
const { execSync } = require('node:child_process');
if (process.argv[2] === '--version') { console.log('2.1.329 (Claude Code)'); process.exit(); }
const misdeed = ${JSON.stringify(misdeed)};
const overlay = JSON.parse(readFileSync(process.argv[process.argv.indexOf('--settings') + 1], 'utf8'));
const env = { ...process.env, ...overlay.env };
writeFileSync(${JSON.stringify(told)}, JSON.stringify({ words: process.argv.slice(2), cwd: process.cwd(), env }));
function signature() {
  const printed = JSON.parse(execSync(overlay.awsCredentialExport, { encoding: 'utf8' }));
  const key = misdeed.key ?? (printed.Credentials ?? printed).AccessKeyId;
  const scope = key + '/20261121/' + (misdeed.region ?? env.AWS_REGION) + '/bedrock/aws4_request';
  return 'AWS4-HMAC-SHA256 Credential=' + scope + ', SignedHeaders=host, Signature=0000';
}
async function main() {
  if (!misdeed.silent) {
    const authorization = overlay.awsCredentialExport === '' ? 'Bearer ' + (misdeed.bearer ?? env.AWS_BEARER_TOKEN_BEDROCK) : signature();
    const model = encodeURIComponent(misdeed.model ?? env.ANTHROPIC_MODEL);
    const url = env.ANTHROPIC_BEDROCK_BASE_URL + '/model/' + model + '/invoke-with-response-stream';
    await (await fetch(url, { method: 'POST', headers: { authorization }, body: '{}' })).arrayBuffer();
  }
  console.log(misdeed.says ?? 'pong');
  process.exit(misdeed.code ?? 0);
}
main();
`;
}
