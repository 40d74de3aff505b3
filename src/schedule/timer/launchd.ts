import { pathOf } from '../../settings/paths.ts';
import type { System } from '../../system/system.ts';
import { textForXml } from './markup-text.ts';
import { isWell, mustRun, runTool } from './run-tool.ts';
import type { Scheduler, TimerFile } from './scheduler.ts';
import { fillTemplate, readTemplate } from './template.ts';
import type { TimerJob } from './timer-job.ts';

const label = 'lode.refresh';

/** An agent of the logged-in user: launchd.plist(5), launchctl(1). After a sleep the missed runs come as one. */
export const launchd: Scheduler = {
  kind: 'launchd',
  label: `launchd agent ${label}`,
  works: async (system) => system.platform === 'darwin' && isWell(await runTool(system, ['launchctl', 'print', await domainOf(system)])),
  files: (system, job) => [agentFile(system, job)],
  async start(system, [plist]) {
    const domain = await domainOf(system);
    await runTool(system, ['launchctl', 'bootout', `${domain}/${label}`]);
    await mustRun(system, ['launchctl', 'bootstrap', domain, plist ?? '']);
  },
  stop: async (system) => void (await runTool(system, ['launchctl', 'bootout', `${await domainOf(system)}/${label}`])),
  async standing(system) {
    return { active: isWell(await runTool(system, ['launchctl', 'print', `${await domainOf(system)}/${label}`])), next: undefined };
  },
};

async function domainOf(system: System): Promise<string> {
  return `gui/${(await runTool(system, ['id', '-u'])).stdout.trim()}`;
}

function agentFile(system: System, { node, program, home, variables }: TimerJob): TimerFile {
  const ENVIRONMENT = Object.entries(variables)
    .map(([name, value]) => `    <key>${textForXml(name)}</key>\n    <string>${textForXml(value)}</string>`)
    .join('\n');
  const words = { NODE: textForXml(node), PROGRAM: textForXml(program), HOME: textForXml(home), ENVIRONMENT };
  const path = pathOf(system.platform).join(home, 'Library', 'LaunchAgents', `${label}.plist`);
  return { path, text: fillTemplate(readTemplate(system, 'lode-refresh.plist'), words), mode: 0o644 };
}
