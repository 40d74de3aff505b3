import { sha256Hex } from '../../digest.ts';

/** A profile that lode puts into the AWS config file for other tools. */
export interface InstalledProfile {
  readonly name: string;
  /** The `credential_process` line. */
  readonly command: string;
  readonly region: string;
}

/** What lode writes between its marks for a profile: whole sections, so that nothing above or below them is drawn in. */
export interface Stanza {
  readonly name: string;
  /** Who wrote it and how it is taken out, as the end of its first line. */
  readonly origin: string;
  readonly lines: readonly string[];
}

/** The stanza of a profile that asks lode for its credentials. Pure. */
export function processStanza({ name, command, region }: InstalledProfile): Stanza {
  const origin = `written by lode; take it out with: lode login --uninstall-profile ${name}`;
  return { name, origin, lines: [`[profile ${name}]`, `credential_process = ${command}`, `region = ${region}`] };
}

/** What stood where the stanza was put, as far as it must be known to take it out again: a last line without an end, or no file at all. */
export type Opening = 'plain' | 'unended' | 'no-file';

const openingWords: Record<Opening, string> = { plain: '', unended: ', the line above had no end', 'no-file': ', the file was made by lode' };

/** The stanza with its marks. The check in the last line tells later whether somebody changed what stands above it. Pure. */
export function stanzaText({ name, origin, lines }: Stanza, lineEnd: string, opening: Opening): string {
  const above = [`${beginOf(name)}${origin}`, ...lines];
  return [...above, lastLine(name, above, opening), ''].join(lineEnd);
}

/** How a stanza's first line begins. */
export function beginOf(name: string): string {
  return `# >>> lode profile ${name}: `;
}

/** How a stanza's last line begins. */
export function endOf(name: string): string {
  return `# <<< lode profile ${name} (`;
}

/** What the last line of a stanza says, given the lines above it, without their ends; undefined when they are not what lode wrote. Pure. */
export function openingOf(name: string, lines: readonly string[], last: string): Opening | undefined {
  return (['plain', 'unended', 'no-file'] as const).find((opening) => lastLine(name, lines, opening) === last);
}

function lastLine(name: string, lines: readonly string[], opening: Opening): string {
  return `${endOf(name)}check ${sha256Hex(lines.join('\n')).slice(0, 8)}${openingWords[opening]})`;
}

/** What the last line says although the lines above it were changed. Pure. */
export function openingSaid(last: string): Opening {
  return (['unended', 'no-file'] as const).find((opening) => last.endsWith(`${openingWords[opening]})`)) ?? 'plain';
}
