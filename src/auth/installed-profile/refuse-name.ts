import { fail } from '../../errors.ts';
import type { AwsFilePaths, AwsFiles } from '../aws-files.ts';
import { parseIniSections } from '../ini-sections.ts';
import { joinProfiles, profileChain } from '../profiles.ts';
import { asksLode, findStanza } from './find-stanza.ts';
import type { InstallWish } from './installed-command.ts';

/** A config file without lode's own stanza, and a credentials file. */
interface OthersTexts {
  readonly outside: string;
  readonly credentials: string;
}

/** Refuses a name that somebody else's section has. Throws LodeError `install.name-taken` with these hints. */
export function refuseTaken(paths: AwsFilePaths, name: string, { outside, credentials }: OthersTexts, hints: readonly string[]): void {
  const inConfig = parseIniSections(outside).sections.find((section) => joinProfiles({ sections: [section], problems: [] }, nothing).profiles.has(name));
  const inCredentials = parseIniSections(credentials).sections.find(({ title }) => title === name);
  const [path, section] = inConfig ? [paths.config, inConfig] : [paths.credentials, inCredentials];
  if (section === undefined) return;
  const message = `There is a profile ${name} already, and lode did not write it: ${path}:${section.line}. Nothing was changed.`;
  fail({ code: 'install.name-taken', exit: 'user', message, hints });
}

const nothing = { sections: [], problems: [] };

/** Refuses a profile that would ask lode for its own credentials, at once or by way of others. */
export function refuseCircle(files: AwsFiles, { name, source }: InstallWish, text: string): void {
  const chain = profileChain(files, source);
  // The last of the chain may build upon a profile that is not there yet.
  const names = [...chain.map((profile) => profile.name), chain.at(-1)?.keys.get('source_profile')];
  if (names.includes(name)) {
    const way = [name, ...names.slice(0, names.indexOf(name)), name].join(' → ');
    return fail({
      code: 'install.circle',
      exit: 'user',
      message: `Profile ${name} would call itself (${way}). Nothing was changed.`,
      hints: ['Name the profile whose credentials it hands out: lode login --install-profile NAME --aws-profile SOURCE'],
    });
  }
  const installed = chain.find((profile) => isInstalled(text, profile.name))?.name;
  if (installed === undefined) return;
  fail({
    code: 'install.of-installed',
    exit: 'user',
    message: `Profile ${installed} was written by lode itself, so ${name} would only ask lode to ask lode. Nothing was changed.`,
    hints: [`Name the profile behind it: lode login --install-profile ${name} --aws-profile SOURCE`],
  });
}

function isInstalled(text: string, name: string): boolean {
  const stanza = findStanza(text, name);
  return stanza.kind === 'found' && asksLode(stanza);
}
