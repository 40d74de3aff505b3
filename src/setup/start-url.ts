/** What a person meant by the address of their organisation's sign-in page. */
export type StartUrl =
  | {
      readonly kind: 'url';
      readonly url: string;
      /** Where the address itself says it. */
      readonly region: string | undefined;
    }
  | { readonly kind: 'mistake'; readonly what: string };

const example = 'it looks like https://acme.awsapps.com/start';
const regionName = /^[a-z]{2}(-[a-z]+)+-\d$/;

/**
 * Reads a start URL as people paste it: without its scheme, with the tail that the portal adds, or only the first word of the host. An issuer URL of IAM
 * Identity Center is one too. Plain http is for this machine alone. Pure. Source: IAM Identity Center user guide, "Customizing the AWS access portal URL".
 */
export function readStartUrl(typed: string): StartUrl {
  const text = typed.trim().replace(/^<(.*)>$/, '$1');
  if (text === '') return mistake(`Type the address of your sign-in page: ${example}.`);
  if (/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(text)) return understood(`https://${text.toLowerCase()}.awsapps.com/start`);
  if (/\s/.test(text)) return mistake(`An address has no blanks; ${example}.`);
  return understood(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
}

function understood(text: string): StartUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.hostname === '') return mistake(`That is no address; ${example}.`);
  if (url.username !== '' || url.password !== '') return mistake(`The address may not hold a user name or a password; ${example}.`);
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isHere)) return mistake(`It has to be an https address; ${example}.`);
  if (!isHere && !url.hostname.includes('.')) return mistake(`${url.hostname} is no host of a sign-in page; ${example}.`);
  if (/^([\w-]+\.)*console\.aws\.amazon\.com$|^signin\.aws\.amazon\.com$/.test(url.hostname)) {
    return mistake(`That is the AWS console. The address wanted is the page that you come from: ${example}.`);
  }
  return { kind: 'url', url: normalForm(url), region: regionOf(url.hostname) };
}

/** What the portal's own address bar adds does not belong to it; a bare awsapps.com host has its page at `/start`. */
function normalForm({ protocol, host, hostname, pathname }: URL): string {
  const path = pathname.replace(/\/+$/, '');
  return `${protocol}//${host}${path === '' && hostname.endsWith('.awsapps.com') ? '/start' : path}`;
}

/** `ssoins-….portal.eu-west-1.app.aws` names its region, `start.us-gov-home.awsapps.com` one of two. */
function regionOf(hostname: string): string | undefined {
  if (hostname === 'start.us-gov-home.awsapps.com') return 'us-gov-west-1';
  return hostname.split('.').find((label) => regionName.test(label));
}

function mistake(what: string): StartUrl {
  return { kind: 'mistake', what };
}

/** A name for the `[sso-session]` of a start URL: the first word of its host, or of its path where every organisation has the same host. Pure. */
export function sessionNameFor(startUrl: string): string {
  const { hostname, pathname } = new URL(startUrl);
  const parts = hostname.startsWith('start.') ? pathname.split('/').filter((part) => part !== '') : [hostname.split('.')[0]];
  const word = parts.at(-1) ?? '';
  return /^(\d+|localhost|\[.*|identitycenter)?$/.test(word) ? (/(ssoins-[\da-f]+)/.exec(pathname)?.[1] ?? 'sso') : word;
}
