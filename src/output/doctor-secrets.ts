const hidden = '[hidden]';

type Rule = readonly [pattern: RegExp, instead: string];

/** How secrets look, whoever wrote them: AWS (IAM user guide, "IAM identifiers"; Bedrock user guide, "API keys"), Anthropic, RFC 7519, RFC 3986. */
const rules: readonly Rule[] = [
  [/bedrock-api-key-[\w+/=-]+/g, hidden],
  [/\bABSK[\w+/=-]{16,}/g, hidden],
  [/\bsk-ant-[\w-]+/g, hidden],
  [/\beyJ[\w-]{8,}\.[\w-]+(\.[\w-]*)?/g, hidden],
  [/(:\/\/)[^/\s@"']+@/g, `$1${hidden}@`],
  [/\b(Bearer|Basic) [\w+/=.~-]{8,}/g, `$1 ${hidden}`],
  [/((?:secret|token|passw\w*|passphrase|api_?key|private_?key)\w*["']?\s*[=:]\s*["']?)(?![\s"'[~/*])[^\s"',;]{8,}/gi, `$1${hidden}`],
  // A secret access key has 40 letters of base64; a digest in hex has no capitals.
  [/(?<![\w+/=])(?=[\w+/]*[A-Z])(?=[\w+/]*[a-z])(?=[\w+/]*\d)[A-Za-z\d+/]{40}(?![\w+/=])/g, hidden],
  [/[A-Za-z\d+/]{100,}={0,2}/g, hidden],
];

/** A text without whatever looks like a secret: a guard behind those who should not have let one in. Pure. */
export function withoutSecrets(text: string): string {
  return rules.reduce((kept, [pattern, instead]) => kept.replaceAll(pattern, instead), text);
}
