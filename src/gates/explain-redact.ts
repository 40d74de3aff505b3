const hidden = '[secret]';

/** Names whose values are secret wherever they stand: variables, fields of JSON, keys of an INI file, headers. */
const names = [
  String.raw`(?:[\w-]{0,80}(?:secret|private)[_-]?(?:access[_-]?)?key|[\w-]{0,80}client[_-]?secret|[\w-]{0,80}(?:session|security|access|refresh|id|auth|csrf)[_-]?token)`,
  String.raw`[\w-]{0,80}(?:api[_-]?key|passw(?:or)?d|passphrase|cookie|authorization|bearer[_-]token[\w-]*|secret)`,
].join('|');

type Rule = readonly [found: RegExp, instead: string | ((...parts: string[]) => string)];

/** Applied in this order; each leaves what is not secret in its place. */
const rules: readonly Rule[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, hidden],
  // A whole header: what stands between its name and the end of the line or of the string it is in.
  [/(\b(?:proxy-)?authorization\b["']?\s*[:=]\s*["']?)(?!header\b)[^"'\n\r]+/gi, `$1${hidden}`],
  [/((?:^|[\s"'{,-])(?:set-)?cookie["']?\s*:\s*["']?)[^"'\n\r]+/gi, `$1${hidden}`],
  // JSON inside a string, once or more.
  [new RegExp(String.raw`(\b(?:${names})\\+["']\s*[:=]\s*\\+["'])[^"'\\]+`, 'gi'), `$1${hidden}`],
  [new RegExp(String.raw`(\b(?:${names})\b["']?\s*(?:[:=]|=>)\s*)"(?:[^"\\]|\\.)*"`, 'gi'), `$1"${hidden}"`],
  [new RegExp(String.raw`(\b(?:${names})\b["']?\s*(?:[:=]|=>)\s*)'[^']*'`, 'gi'), `$1'${hidden}'`],
  [new RegExp(String.raw`(\b(?:${names})\b["']?\s*(?:[:=]|=>)\s*)[^\s"',;}]+`, 'gi'), `$1${hidden}`],
  [new RegExp(String.raw`(--(?:${names})[ =])\S+`, 'gi'), `$1${hidden}`],
  // Of a client of a database the password is glued to its option; curl takes it behind the name. Looked for backwards, since both may stand late in a line.
  [/(?<=\b(?:mysql\w{0,20}|mariadb[\w-]{0,20}|psql|sshpass)\b[^\n\r]{0,400}\s["']?-p)(?:'[^']*'|"[^"]*"|\S+)/g, hidden],
  [/(?<=\bcurl\b[^\n\r]{0,400}\s(?:-\w{0,10}[uU]\s{0,10}|--(?:proxy-)?user[\s=]\s{0,10}))(?:'([^':]*:)[^']*'|"([^":]*:)[^"]*"|([^\s"':]*:)\S+)/g, afterName],
  [/<((?:SessionToken|SecretAccessKey|AccessKeyId))>[^<]*/g, `<$1>${hidden}`],
  [/([?&](?:X-Amz-(?:Security-Token|Signature|Credential)|access_token|refresh_token|code|token|key|sig)=)[^&\s"']+/gi, `$1${hidden}`],
  [/\b(AWS4-HMAC-SHA256)\s+Credential=[^\n\r"']+/g, `$1 ${hidden}`],
  [/\b(Bearer|Basic)\s+(?!token\b)[\w.~+/=-]{8,}/gi, `$1 ${hidden}`],
  [/(:\/\/)[^/\s"'@]+@/g, `$1${hidden}@`],
  [/\bbedrock-api-key-[\w.~+/=-]+/g, hidden],
  [/\bABSK[\w+/=-]{16,}/g, hidden],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, hidden],
  [/\bsk-[\w-]{16,}/g, hidden],
  [/\beyJ[\w-]{8,}(?:\.[\w-]*){1,4}/g, hidden],
  // The length and the letters of a secret access key, or longer.
  [/(?<![\w+/=.:-])[A-Za-z0-9+/]{40,}={0,2}(?![\w+/=])/g, (text) => (looksRandom(text) ? hidden : text)],
  [/(?<![\w+/=.:-])[\w+/=-]{60,}/g, (text) => (looksRandom(text) ? hidden : text)],
];

function afterName(_: string, single = '', double = '', bare = ''): string {
  return `${single}${double}${bare}${hidden}`;
}

/** Words of people are of one case, or have few digits. */
function looksRandom(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && (/\d/.test(text) || /[+/=]/.test(text)) && !/AWSReservedSSO_/.test(text);
}

/** The text without keys, tokens, passwords and headers that hold one, each told by its shape or by the name in front of it. Pure; never throws. */
export function withoutSecrets(text: string): string {
  return rules.reduce((rest, [found, instead]) => (typeof instead === 'string' ? rest.replace(found, instead) : rest.replace(found, instead)), text);
}
