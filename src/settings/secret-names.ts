const secretName = /secret|token|passw|passphrase|api_?key|access_?key|private_?key|credential|bearer|cookie|authorization|headers/i;
/** Numbers of tokens that a model may use, such as `MAX_THINKING_TOKENS`. */
const tokenCount = /_tokens$/i;
const userInfo = /:\/\/[^/\s]*@/;

/** True when an environment variable of this name, or with this value, should not be shown. */
export function looksSecret(name: string, value: string): boolean {
  return (secretName.test(name) && !(tokenCount.test(name) && /^\d*$/.test(value))) || userInfo.test(value);
}

/** A copy of an `env` setting that may be shown. */
export function hideSecrets(env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, looksSecret(name, value) ? '[hidden]' : value]));
}

/** A line of a settings file that may be shown: strings that look secret become stars, and every column stays where it was. */
export function maskLine(line: string): string {
  return line.replaceAll(/"([^"]*)"(\s*:\s*")([^"\\]*(?:\\.[^"\\]*)*)/g, (whole, name: string, between: string, value: string) =>
    name !== 'awsCredentialExport' && looksSecret(name, value) ? `"${name}"${between}${'*'.repeat(value.length)}` : whole,
  );
}
