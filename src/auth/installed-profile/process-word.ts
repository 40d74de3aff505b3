/**
 * A word of a `credential_process` line, quoted so that everybody reads the same: the AWS CLI and botocore split it by Python's shlex, the other
 * SDKs hand it to `sh -c`, and the SDKs' file reader ends a line at a `#` or `;` behind white space, quoted or not. On Windows all of them take
 * double quotes. The word may hold no line break. Pure.
 */
export function processWord(platform: NodeJS.Platform, word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (platform === 'win32') return `"${word}"`;
  if (!/["$`\\]|\s[#;]/.test(word)) return `"${word}"`;
  return `'${word.replaceAll("'", `'"'"'`).replaceAll(/\s(?=[#;])/g, "$&''")}'`;
}
