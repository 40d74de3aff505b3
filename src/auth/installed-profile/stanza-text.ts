import { sha256Hex } from '../../digest.ts';

/** A profile that lode puts into the AWS config file for other tools. */
export interface InstalledProfile {
  readonly name: string;
  /** The `credential_process` line. */
  readonly command: string;
  readonly region: string;
}

/** What stood where the stanza was put, as far as it must be known to take it out again: a last line without an end, or no file at all. */
export type Opening = 'plain' | 'unended' | 'no-file';

const openingWords: Record<Opening, string> = { plain: '', unended: ', the line above had no end', 'no-file': ', the file was made by lode' };

/** The stanza with its marks. The check in the last line tells later whether somebody changed what stands above it. Pure. */
export function stanzaText({ name, command, region }: InstalledProfile, lineEnd: string, opening: Opening): string {
  const lines = [
    `${beginOf(name)}written by lode; take it out with: lode login --uninstall-profile ${name}`,
    `[profile ${name}]`,
    `credential_process = ${command}`,
    `region = ${region}`,
  ];
  return [...lines, lastLine(name, lines, opening), ''].join(lineEnd);
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
