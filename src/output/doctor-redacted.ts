import type { Looked } from '../doctor/probe.ts';
import type { Report } from '../doctor/report.ts';
import type { LoadedSettings } from '../settings/load.ts';
import type { Resolved } from '../settings/origin.ts';
import type { Settings } from '../settings/settings.ts';
import { listText } from '../settings/show.ts';
import { maskNames, type Known } from './doctor-mask.ts';
import { reportText } from './doctor-text.ts';

const columns = 100;

/** A report to paste where others read it: Markdown with versions, settings with their origins and every result, all names masked. Pure. */
export function redactedReport(report: Report, loaded: Looked<LoadedSettings>, known: Known): string {
  const { lode, node, platform, assistant, region, account } = report;
  const rows = Object.entries({ lode, Node: node, platform, assistant, region: region ?? 'not known', account: account ?? 'not known' });
  const results = reportText(report, { columns, coloured: false, verbose: true, quiet: false, keysOnly: true });
  const text = [
    '# lode doctor',
    '',
    'Accounts, names, hosts and addresses are exchanged for marks, the same mark for the same name. Read it before you share it.',
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([name, value]) => `| ${name} | ${value} |`),
    '',
    '## Results',
    '',
    fenced(results),
    '## Settings',
    '',
    fenced(settingsText(loaded)),
  ];
  return maskNames(text.join('\n'), known);
}

function fenced(text: string): string {
  return `\`\`\`\`text\n${text.replaceAll('````', "''''").trimEnd()}\n\`\`\`\`\n`;
}

function settingsText(loaded: Looked<LoadedSettings>): string {
  if (loaded.kind === 'failed') return loaded.failure.message;
  if (loaded.kind === 'untried') return loaded.why;
  const { settings, environment, files, claude } = loaded.value;
  const read = [
    ...files.map(({ path, layer, state }) => `${state.padEnd(10)} ${path} (lode, ${layer})`),
    ...claude.map(({ path, kind, layer }) => `${kind.padEnd(10)} ${path} (${layer})`),
  ];
  return [`environment: ${environment ?? 'none'}`, '', listText(withoutCommands(settings)), ...read].join('\n');
}

/** A command's words may hold anything. */
function withoutCommands(settings: Settings): Settings {
  const shown = (setting: Resolved<string>): Resolved<string> => ({
    ...setting,
    value: '[a command]',
    overridden: setting.overridden.map((one) => ({ ...one, value: '[a command]' })),
  });
  const { awsAuthRefresh, awsCredentialExport } = settings;
  return {
    ...settings,
    ...(awsAuthRefresh === undefined ? {} : { awsAuthRefresh: shown(awsAuthRefresh) }),
    ...(awsCredentialExport === undefined ? {} : { awsCredentialExport: shown(awsCredentialExport) }),
  };
}
