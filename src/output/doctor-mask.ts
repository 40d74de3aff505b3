import { withoutSecrets } from './doctor-secrets.ts';

/** Names that a report to show around must not have. */
export interface Known {
  readonly home: string;
  /** Of the user. */
  readonly names: readonly string[];
  /** Of the machine. */
  readonly hosts: readonly string[];
}

/** Names of nobody: those of images, of services, and AWS's own words. */
const nobody = /^(root|user|users|admin|administrator|ubuntu|ec2-user|node|vscode|runner|codespace|claude|opencode|lode|aws|home|default|shared|public)$/i;
const awsHost =
  /^((bedrock|sts|oidc|sso|portal|iam|servicequotas|cloudtrail|logs|signin|console)[\w-]*\.)([\w-]+\.)*(amazonaws\.com(\.cn)?|api\.aws|aws\.amazon\.com)$/;
const publicHost =
  /^(localhost|(\w+\.)?(aws|docs\.aws|console\.aws|support\.console\.aws)\.amazon\.com|([\w-]+\.)?(anthropic|claude|github)\.com|claude\.ai|nodejs\.org)$/;
const domains =
  'com|net|org|io|dev|cloud|app|ai|corp|local|localdomain|internal|lan|intranet|example|test|invalid|gov|mil|edu|de|fr|uk|nl|eu|ch|jp|au|ca|cn|kr|sg|br|se|dk|fi|pl|es|ie';

/**
 * A text with accounts, names of people, roles and hosts, addresses, key IDs and the home folder exchanged for marks, the same mark for the same name
 * wherever it stands; secrets are left out. What is AWS's own stays. Pure.
 */
export function maskNames(text: string, known: Known): string {
  const mark = marks();
  const name = (found: string): string => (nobody.test(found) || found.length < 3 ? found : mark('name', found));
  const host = (found: string): string => (isOpenHost(found) ? found : mark('host', found));
  const steps: readonly ((text: string) => string)[] = [
    withoutSecrets,
    (now) => withoutHome(now, known.home),
    (now) => now.replaceAll(/([/\\](?:home|Users)[/\\]+)([^/\\\s"'`:;,]+)/g, (_, folder: string, user: string) => `${folder}${name(user)}`),
    (now) =>
      now.replaceAll(
        /(arn:aws[\w-]*:(?:iam|sts|sso|signin|identitystore):[^:\s]*:[^:\s]*:[\w-]+[/:])([\w+=,.@:/-]+)/g,
        (_, head: string, path: string) => `${head}${path.replaceAll(/[^/:]+/g, name)}`,
      ),
    // As lode itself names who AWS says we are.
    (now) =>
      now.replaceAll(
        /(?<![\w/.~>-])((?:user|assumed-role|federated-user)\/)([\w+=,.@/-]*\w)/g,
        (_, head: string, path: string) => head + path.replaceAll(/[^/]+/g, name),
      ),
    (now) => now.replaceAll(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, (found) => mark('email', found)),
    (now) => now.replaceAll(/(\b[a-z][a-z\d+.-]*:\/\/(?:\[hidden\]@)?)([\w.-]+)/gi, (_, scheme: string, found: string) => `${scheme}${host(found)}`),
    (now) => now.replaceAll(new RegExp(`(?<![\\w./@<-])(?:[a-z\\d][\\w-]*\\.)+(?:${domains})(?![\\w-]|\\.\\w)`, 'gi'), host),
    (now) => now.replaceAll(/(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/g, (found) => (isOpenAddress(found) ? found : mark('address', found))),
    (now) => now.replaceAll(/(?<![\w:])(?:[\da-f]{1,4}:){3,7}:?[\da-f]{1,4}(?![\w:])/gi, (found) => mark('address', found)),
    (now) => now.replaceAll(/(?<!\d)\d{12}(?!\d)/g, (found) => mark('account', found)),
    (now) => now.replaceAll(/\b(?:AKIA|ASIA|ABIA|ACCA|AIDA|AROA)[A-Z\d]{12,}\b/g, (found) => mark('key', found)),
    (now) => now.replaceAll(/\b(?:d-[\da-f]{10}|ssoins-[\da-f]{8,}|vpce-[\da-f]{8,}(?:-\w+)?)\b/g, (found) => mark('id', found)),
    (now) =>
      wordsMasked(
        now,
        known.hosts.filter((one) => one.length >= 3),
        host,
      ),
    (now) =>
      wordsMasked(
        now,
        [...known.names, ...mark.of('name')].filter((one) => one.length >= 3 && !nobody.test(one)),
        name,
      ),
    (now) => wordsMasked(now, mark.of('host'), host),
  ];
  return steps.reduce((now, step) => step(now), text);
}

interface Marks {
  (kind: string, found: string): string;
  of(kind: string): readonly string[];
}

/** `<account-1>`, `<account-2>`, … in the order of their first use. */
function marks(): Marks {
  const kinds = new Map<string, string[]>();
  const mark = (kind: string, found: string): string => {
    if (/^<\w+-\d+>$/.test(found)) return found;
    const all = kinds.get(kind) ?? [];
    kinds.set(kind, all);
    if (!all.includes(found)) all.push(found);
    return `<${kind}-${all.indexOf(found) + 1}>`;
  };
  return Object.assign(mark, { of: (kind: string) => [...(kinds.get(kind) ?? [])] });
}

function isOpenHost(host: string): boolean {
  return isOpenAddress(host) || (publicHost.test(host) && !/\bsignin\./.test(host)) || awsHost.test(host);
}

/** This machine, and where every machine of AWS asks for itself. */
function isOpenAddress(address: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|0\.0\.0\.0|169\.254\.(169\.254|170\.2|170\.23))$/.test(address);
}

function withoutHome(text: string, home: string): string {
  if (home.length < 3) return text;
  return [home.replaceAll('\\', '\\\\'), home, home.replaceAll('\\', '/')].reduce((now, spelling) => now.replaceAll(spelling, '~'), text);
}

/** Longest first, so that no name hides a longer one. */
function wordsMasked(text: string, names: readonly string[], instead: (name: string) => string): string {
  return [...new Set(names)]
    .toSorted((one, other) => other.length - one.length)
    .reduce(
      (now, name) => now.replaceAll(new RegExp(`(?<![\\w<-])${name.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)}(?![\\w>-])`, 'g'), () => instead(name)),
      text,
    );
}
