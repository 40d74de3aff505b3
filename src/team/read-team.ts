import { sha256Hex } from '../digest.ts';
import { fail } from '../errors.ts';
import { readValue } from '../settings/lode-file.ts';
import { mistakeFailure } from '../settings/mistake.ts';
import { explainUnreadable } from '../settings/unreadable.ts';
import type { System } from '../system/system.ts';
import { checkTeam } from './check-team.ts';
import { readPlace, type TeamPlace } from './place.ts';
import { readFromGit } from './read-from-git.ts';
import { readFromWeb } from './read-from-web.ts';
import type { TeamContent, TeamFile } from './team-file.ts';

/** Many times what a team has to say. */
const largest = 256 * 1024;

/**
 * Reads and checks a team file: FROM is a path, an https URL (`#sha256=HEX` pins it) or `git+https://…/repo.git#REF:PATH`; `digest` is `sha256:HEX`.
 * Throws LodeError: `usage.*` for the words, `team.*` where it cannot be had or is not what was pinned, `settings.*` at the place of a mistake in it.
 */
export async function readTeamFile(system: System, from: string, digest: string | undefined): Promise<TeamFile> {
  const place = readPlace(from, system);
  const wanted = pinOf(place, digest);
  const text = await textAt(system, place);
  const found = `sha256:${sha256Hex(text)}`;
  if (wanted !== undefined && wanted !== found) return fail(anotherContent(place.name, wanted, found));
  return { from: place.name, digest: found, pinned: wanted !== undefined, text, content: await parseTeam(place.name, text) };
}

function textAt(system: System, place: TeamPlace): Promise<string> | string {
  if (place.kind === 'web') return readFromWeb(system, place.url, largest);
  return place.kind === 'git' ? readFromGit(system, place, largest) : readFromDisk(system, place);
}

function readFromDisk(system: System, { path, name }: Extract<TeamPlace, { readonly kind: 'file' }>): string {
  const read = system.files.readText(path, largest);
  if (read.kind === 'text') return read.text;
  if (read.kind === 'missing')
    return fail({ code: 'team.missing', exit: 'user', message: `There is no file ${name}.`, hints: ['Say where it is: lode setup --from FILE'] });
  const { reason, remedy } = explainUnreadable(name, read);
  const isOther = read.why === 'not-a-file' || read.why === 'too-large' || read.why === 'binary';
  const what = read.why === 'too-large' ? `it has more than ${largest / 1024} KiB, which no team file has` : reason;
  return fail({
    code: `team.${read.why}`,
    exit: 'user',
    message: `${name} cannot be read: ${what}.`,
    hints: [isOther ? 'Name the team file itself.' : remedy],
  });
}

/** Checks the text of a team file. `path`: how messages call it. Throws LodeError at the place of the first mistake. */
export async function parseTeam(path: string, text: string): Promise<TeamContent> {
  if (text.trim() === '') return fail({ code: 'team.empty', exit: 'user', message: `${path} is empty.`, hints: ['Name the team file itself.'] });
  if (/^\s*<(!doctype|html)/i.test(text)) return fail(webPage(path));
  const check = checkTeam(await readValue(path, text));
  return check.kind === 'valid' ? check.content : fail(mistakeFailure(path, text, check.mistake));
}

function pinOf(place: TeamPlace, digest: string | undefined): string | undefined {
  const inPlace = place.kind === 'web' ? place.pin : undefined;
  if (digest === undefined) return inPlace;
  const said = digest.toLowerCase();
  if (!/^sha256:[0-9a-f]{64}$/.test(said)) {
    const message = '--digest should be sha256: and 64 hexadecimal digits.';
    return fail({ code: 'usage.team-digest', exit: 'usage', message, hints: ['Take it from a file that you know: sha256sum team.json'] });
  }
  if (inPlace === undefined || inPlace === said) return said;
  return fail({
    code: 'usage.team-digest',
    exit: 'usage',
    message: `--digest says ${said}, and the address itself ${inPlace}.`,
    hints: ['Leave one of them out.'],
  });
}

function anotherContent(name: string, wanted: string, found: string) {
  return {
    code: 'team.digest-mismatch',
    exit: 'user',
    message: `${name} is not what was pinned; nothing of it was used.\n  pinned  ${wanted}\n  found   ${found}`,
    hints: ['Ask whoever keeps the file what changed; take over the new digest only with their word.'],
  } as const;
}

function webPage(name: string) {
  const message = `${name} is a web page and no team file: perhaps one to sign in, or one that shows the file.`;
  return {
    code: 'team.web-page',
    exit: 'user',
    message,
    hints: ['Name the raw file; one that needs a sign-in: --from git+https://HOST/REPO.git#REF:PATH'],
  } as const;
}
