import { fail } from '../errors.ts';
import { looksSecret } from '../settings/secret-names.ts';
import { pathOf, type Place } from '../settings/paths.ts';
import { printable } from '../settings/value-type.ts';
import { plainLine } from '../wrap-text.ts';

/** Where a team file is; `name` is fit to be shown. */
export type TeamPlace =
  | { readonly kind: 'file'; readonly name: string; readonly path: string }
  | { readonly kind: 'web'; readonly name: string; readonly url: string; readonly pin: string | undefined }
  | { readonly kind: 'git'; readonly name: string; readonly url: string; readonly ref: string; readonly path: string };

const loopbacks = ['localhost', '127.0.0.1', '[::1]'];
const syntax = 'A place is FILE, https://HOST/team.json, or git+https://HOST/REPO.git#REF:PATH (also git+ssh://…)';

/**
 * Reads the word after `--from`. Nothing of it can become an option of git or a command of a shell. Throws LodeError (usage) for what is no such place, and
 * for credentials in it, which would land in logs. Pure.
 */
export function readPlace(from: string, at: Place & { readonly cwd: string }): TeamPlace {
  if (/^git\+[a-z]+:/i.test(from)) return gitPlace(from);
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(from)) return webPlace(from);
  if (from === '') return refuse('--from names no file', syntax);
  if (/^[\w.-]+@[\w.-]+:(?!\\)[^@]*$/.test(from))
    return refuse(`${shown(from)} is git's short form of an address`, `Write it out: --from git+ssh://${plainLine(from.replace(':', '/'))}#REF:PATH`);
  if (/^[^/\\]{2,}:.*@/s.test(from)) return refuse(`${shown(from)} is an address without its kind`, syntax);
  const { resolve, join } = pathOf(at.platform);
  const path = from.startsWith('~/') ? join(at.home, from.slice(2)) : resolve(at.cwd, from);
  return { kind: 'file', name: plainLine(path), path };
}

function webPlace(from: string): TeamPlace {
  const url = parsed(from, from);
  const isHere = url.protocol === 'http:' && loopbacks.includes(url.hostname);
  if (url.protocol === 'http:' && !isHere) return refuse(`${shown(from)} goes over http, where anybody on the way can change it`, 'Use https');
  if (url.protocol !== 'https:' && !isHere) return refuse(`${shown(from)} is of a kind that is not read`, syntax);
  const [pin] = /(?<=^#sha256=)[0-9a-f]{64}$/i.exec(url.hash) ?? [];
  if (url.hash !== '' && pin === undefined) {
    return refuse(
      `What stands after # in ${shown(from)} should be sha256= and 64 hexadecimal digits`,
      'A file in a git repository: git+https://HOST/REPO.git#REF:PATH',
    );
  }
  url.hash = '';
  return { kind: 'web', name: url.href, url: url.href, pin: pin === undefined ? undefined : `sha256:${pin.toLowerCase()}` };
}

const host = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])$/i;
const folders = /^(?:\/[\w.~%@+,=():-]+)+\/?$/;
/** Stricter than git-check-ref-format(1): a branch, a tag or a commit, and nothing that a refspec or an option could be made of. */
const refName = /^(?!.*(?:\.\.|@\{|\/\/|\.lock$))[\w][\w./@+-]*$/;

function gitPlace(from: string): TeamPlace {
  const [address = '', ...rest] = from.slice('git+'.length).split('#');
  const fragment = rest.join('#');
  const url = parsed(address, from);
  if (!['https:', 'ssh:', 'file:'].includes(url.protocol)) return refuse(`${shown(from)} is of a kind that git is not asked for`, syntax);
  if (url.search !== '') return refuse(`${shown(from)} has a ? before the #`, syntax);
  const isFile = url.protocol === 'file:';
  if (!(isFile ? url.host === '' : host.test(url.hostname)) || !folders.test(url.pathname))
    return refuse(`${shown(from)} is no address of a git repository`, syntax);
  const colon = fragment.indexOf(':');
  if (colon === -1)
    return refuse(
      `${shown(from)} does not say which file of the repository`,
      'Add it: #REF:PATH, e.g. #main:lode/team.json; an empty REF is the default branch',
    );
  const [ref, path] = [fragment.slice(0, colon) || 'HEAD', fragment.slice(colon + 1)];
  if (!refName.test(ref)) return refuse(`What stands after # in ${shown(from)} is no branch, tag or commit`, 'Say one: #main:PATH');
  if (!isInside(path))
    return refuse(
      `What stands after the : behind # in ${shown(from)} is no path inside a repository`,
      'Say it from the top of the repository: #REF:lode/team.json',
    );
  return { kind: 'git', name: `git+${url.href}#${ref}:${path}`, url: url.href, ref, path };
}

function isInside(path: string): boolean {
  return !/^-|[\p{C}\\]/u.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** Throws for no URL, for what is invisible in it, and for a user name or password. `from`: all that was said. */
function parsed(text: string, from: string): URL {
  if (/[\s\p{C}]/u.test(text) || !URL.canParse(text)) return refuse(`${shown(from)} is no URL`, syntax);
  const url = new URL(text);
  const names = [...url.searchParams.keys()];
  const isLogin = url.protocol === 'ssh:' && url.password === '' && /^\w[\w.-]*$/.test(url.username);
  if ((url.username !== '' && !isLogin) || url.password !== '' || names.some((name) => looksSecret(name, '') || /^(sig|key|auth)\b|signature/i.test(name))) {
    return refuse(
      `The address after --from, at ${url.host}, holds a user name, password or token, which would land in logs`,
      'Leave it out: git asks its own credential helper (git+https://…), or ssh its agent (git+ssh://…)',
    );
  }
  return url;
}

/** Without whatever may be a password, in an address that is none too, and without a fragment. */
function shown(from: string): string {
  const start = /:?\/\/|:/.exec(from);
  const [begin, end] = [start === null ? 0 : start.index + start[0].length, from.lastIndexOf('@')];
  const [text = ''] = (end > begin ? `${from.slice(0, begin)}…${from.slice(end)}` : from).split('#');
  return printable(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

function refuse(what: string, ...hints: readonly string[]): never {
  return fail({ code: 'usage.team-place', exit: 'usage', message: `${what}.`, hints: hints.map((hint) => `${hint}.`) });
}
