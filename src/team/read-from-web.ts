import { isCertificateTrouble } from '../aws/shown-certificate.ts';
import { fail } from '../errors.ts';
import type { FetchedText, System } from '../system/system.ts';

const limitMs = 15_000;
const mostRedirects = 3;

/** The text at an http(s) address, following redirections on the same host only. Throws LodeError `team.*` that names what stood in the way. */
export async function readFromWeb(system: System, url: string, maxBytes: number): Promise<string> {
  const end = system.elapsed() + limitMs;
  for (let at = url, left = mostRedirects; ; left--) {
    const got = await system.fetchText({ url: at, maxBytes, timeoutMs: Math.max(1, end - system.elapsed()) });
    if (got.kind === 'text') return got.text;
    const name = at === url ? url : `${url} (after a redirection)`;
    if (got.kind !== 'redirect') return fail(unread(name, got, maxBytes));
    if (left === 0)
      return fail({ code: 'team.redirects', exit: 'user', message: `${url} sends from one address to the next, more than ${mostRedirects} times.` });
    at = nextOf(name, at, got.to);
  }
}

/** Who can redirect elsewhere decides what a team gets, so another host has to be named by the person. Where it leads may hold a signature. */
function nextOf(name: string, at: string, to: string): string {
  const next = URL.canParse(to, at) ? new URL(to, at) : undefined;
  const here = new URL(at);
  if (next !== undefined && next.protocol === here.protocol && next.host === here.host && next.username === '' && next.password === '') return next.href;
  const where = next === undefined ? 'what is no address' : `${next.protocol}//${next.host}`;
  return fail({
    code: 'team.redirected',
    exit: 'user',
    message: `${name} sends to ${where}, which is another place; it was not followed.`,
    hints: ['If that is right, name the last address yourself: lode setup --from https://…'],
  });
}

type Unread = Exclude<FetchedText, { readonly kind: 'text' | 'redirect' }>;

function unread(url: string, got: Unread, maxBytes: number) {
  const failure = (code: string, why: string, ...hints: readonly string[]) =>
    ({ code: `team.${code}`, exit: 'user', message: `${url}: ${why}.`, hints }) as const;
  switch (got.kind) {
    case 'too-large':
      return failure('too-large', `it has more than ${maxBytes / 1024} KiB, which no team file has`, 'Name the team file itself.');
    case 'not-text':
      return failure('binary', `it is no text: ${got.why}`, 'Name the team file itself, as UTF-8 text.');
    case 'status':
      return failure('status', `the server answered ${got.status}${meaningOf(got.status)}`, ...statusHints(got.status));
    case 'failed':
      return failure(
        'unreachable',
        `it cannot be had: ${got.message}${got.code === '' || got.message.includes(got.code) ? '' : ` (${got.code})`}`,
        failedHint(got.code),
      );
  }
}

function meaningOf(status: number): string {
  if (status === 401 || status === 403) return ', it wants to know who asks';
  if (status === 404 || status === 410) return ', there is no such file, or not for everybody';
  return status < 400 ? ', which comes without a file' : '';
}

function statusHints(status: number): readonly string[] {
  if (status >= 500) return ['Try again later.'];
  return [status < 400 ? 'Name the address of the file itself.' : 'A file that needs a sign-in: --from git+https://HOST/REPO.git#REF:PATH'];
}

function failedHint(code: string): string {
  if (isCertificateTrouble(code)) return "Behind your company's own certificates: export NODE_EXTRA_CA_CERTS=/path/to/ca.pem";
  return code === 'ENOTFOUND' ? 'Check the address, and the network.' : 'Look at the way there: lode doctor network';
}
