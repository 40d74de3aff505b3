import { fail } from '../errors.ts';
import type { Captured, Environment, System } from '../system/system.ts';
import type { TeamPlace } from './place.ts';

type GitPlace = Extract<TeamPlace, { readonly kind: 'git' }>;

const limitMs = 60_000;
const mostOutput = 64 * 1024;

/**
 * One file of a git repository, as text. Only the newest tree with its small files is fetched, into a folder that is removed again; nothing is checked out and no
 * hook runs. git may use the person's own credential helper and ssh agent, and asks nobody. Throws LodeError `team.*` with git's own words.
 */
export function readFromGit(system: System, place: GitPlace, maxBytes: number): Promise<string> {
  return system.temporaryFolder(async (folder) => {
    const end = system.elapsed() + limitMs;
    const git = (words: readonly string[], most = mostOutput): Promise<Captured> =>
      system.processes.capture({
        command: ['git', `--git-dir=${folder}`, ...settingsOf(folder, place.url, maxBytes), ...words],
        env: environmentFor(system.env, place.url),
        cwd: folder,
        timeoutMs: Math.max(1, end - system.elapsed()),
        maxBytes: most,
      });
    requireWell(place, await git(['init', '--quiet', '--bare', '--template=', folder]), 'git cannot make a repository');
    const fetch = ['fetch', '--quiet', '--depth=1', '--no-tags', `--filter=blob:limit=${maxBytes}`, '--no-recurse-submodules', 'origin', place.ref];
    requireWell(place, await git(fetch), `git cannot fetch ${place.ref}`);
    const listed = await git(['ls-tree', '-z', '--full-tree', 'FETCH_HEAD', place.path]);
    requireWell(place, listed, 'git cannot read the tree');
    const shown = await git(['cat-file', 'blob', blobOf(place, listed.stdout)], maxBytes);
    if (shown.end.kind === 'flooded' || shown.stderr.includes('lazy fetching disabled')) return tooLarge(place, maxBytes);
    requireWell(place, shown, `git cannot read ${place.path}`);
    return textOf(place, shown);
  });
}

/** What the person's own configuration may not change here. The remote is a setting too: there no address can be taken for an option. */
function settingsOf(folder: string, url: string, maxBytes: number): readonly string[] {
  const settings = {
    'core.hooksPath': `${folder}/no-hooks`,
    'core.fsmonitor': 'false',
    'http.followRedirects': 'false',
    'gc.auto': '0',
    'maintenance.auto': 'false',
    'remote.origin.url': url,
    'remote.origin.promisor': 'true',
    'remote.origin.partialclonefilter': `blob:limit=${maxBytes}`,
  };
  return Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
}

/** Of git's variables only those by which a person says how hosts are reached; nobody is asked, and only these protocols are spoken (git(1)). */
function environmentFor(env: Environment, url: string): Environment {
  const own = Object.entries(env).filter(
    ([name]) => !name.startsWith('GIT_') || /^GIT_(SSH|SSL|PROXY|HTTP|CONFIG_(GLOBAL|SYSTEM|NOSYSTEM)|EXEC_PATH)/.test(name),
  );
  return {
    ...Object.fromEntries(own),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS_REQUIRE: 'never',
    GIT_LITERAL_PATHSPECS: '1',
    // Else a file that the filter left out would be fetched after all, however large (git 2.45 and later know this).
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: url.startsWith('file:') ? 'file' : 'https:ssh',
  };
}

/** The name of the file's blob in `ls-tree`'s line. A link is refused: its text is where it leads to, and nobody meant that. */
function blobOf(place: GitPlace, listed: string): string {
  const [, mode, blob] = /^(\d{6}) \w+ ([0-9a-f]{40,64})\t/.exec(listed) ?? [];
  const what = mode === undefined ? 'does not have it' : kinds[mode.slice(0, 2)];
  if (blob !== undefined && what === undefined) return blob;
  return fail({
    code: 'team.not-a-file',
    exit: 'user',
    message: `${place.name}: ${place.ref} ${what ?? ''}.`,
    hints: ['Say the path of a plain file, from the top of the repository: #REF:PATH'],
  });
}

const kinds: Readonly<Record<string, string>> = { '12': 'has a symbolic link there', '04': 'has a folder there', '16': 'has a submodule there' };

function textOf(place: GitPlace, { stdout: text, garbled }: Captured): string {
  if (garbled === undefined && !text.includes('\0')) return text.replace(/^\uFEFF/, '');
  return fail({ code: 'team.binary', exit: 'user', message: `${place.name}: it is no UTF-8 text.`, hints: ['Name the team file itself.'] });
}

function tooLarge(place: GitPlace, maxBytes: number): never {
  const message = `${place.name}: it has more than ${maxBytes / 1024} KiB, which no team file has.`;
  return fail({ code: 'team.too-large', exit: 'user', message, hints: ['Name the team file itself.'] });
}

function requireWell(place: GitPlace, { end, stderr }: Captured, what: string): void {
  if (end.kind === 'exited' && end.code === 0) return;
  if (end.kind === 'not-started') {
    const hints = ['Install git, or name the file itself: --from FILE'];
    fail({ code: 'team.no-git', exit: 'user', message: `${place.name} needs git, which cannot be started here.`, hints, causedBy: end.reason });
  }
  const why = end.kind === 'timed-out' ? `: no end within ${limitMs / 1000} s` : '';
  fail({
    code: 'team.git',
    exit: 'user',
    message: `${place.name}: ${what}${why}.`,
    causedBy: wordsOf(stderr),
    hints: [...refHints(place, stderr), `See whether git can by itself: git ls-remote ${place.url}`],
  });
}

/** What git's words do not say. */
function refHints({ ref, url }: GitPlace, stderr: string): readonly string[] {
  if (/redirect|error: 30[12378]\b/.test(stderr) && !url.endsWith('.git'))
    return ['Redirections are not followed; most servers want .git: git+https://HOST/REPO.git#REF:PATH'];
  return /^[0-9a-f]{7,39}$/.test(ref) ? ['If that is a commit: say all its 40 digits.'] : [];
}

/** git's own words without what is invisible or was put into an address. */
function wordsOf(stderr: string): string | undefined {
  const lines = stderr.replaceAll(/\/\/[^/\s@]*@/g, '//').split(/[\r\n]+/);
  const words = lines.map((line) => line.replaceAll(/\p{C}/gu, '').trim()).filter((line) => line !== '' && !line.startsWith('hint:'));
  return words.length === 0 ? undefined : words.slice(0, 4).join(' ').slice(0, 400);
}
