import { pathOf } from '../../settings/paths.ts';
import type { System } from '../../system/system.ts';
import { isWell, mustRun, runTool } from './run-tool.ts';
import type { Scheduler, TimerFile, TimerStanding } from './scheduler.ts';
import { quoteArgument, quoteForSystemd, quoteProgram } from './systemd-quote.ts';
import { fillTemplate, readTemplate } from './template.ts';
import type { TimerJob } from './timer-job.ts';

const unit = 'lode-refresh.timer';
const service = 'lode-refresh.service';

/** A timer of the user's own systemd: systemd.timer(5). It makes up for runs that were missed. */
export const systemd: Scheduler = {
  kind: 'systemd',
  label: `systemd user timer ${unit}`,
  works: async (system) => system.platform === 'linux' && isWell(await runTool(system, ['systemctl', '--user', 'show-environment'])),
  files: unitFiles,
  async start(system) {
    await mustRun(system, ['systemctl', '--user', 'daemon-reload']);
    await mustRun(system, ['systemctl', '--user', 'enable', unit]);
    await mustRun(system, ['systemctl', '--user', 'restart', unit]);
  },
  async stop(system) {
    // The service is left alone: a run under way ends by itself.
    await runTool(system, ['systemctl', '--user', 'disable', '--now', unit]);
    // The stamp that Persistent= keeps; older releases of systemd have no such word.
    await runTool(system, ['systemctl', '--user', 'clean', '--what=state', unit]);
  },
  forget: async (system) => void (await runTool(system, ['systemctl', '--user', 'daemon-reload'])),
  standing: timerStanding,
};

function unitFiles(system: System, job: TimerJob): readonly TimerFile[] {
  const { join } = pathOf(system.platform);
  const folder = join(system.env['XDG_CONFIG_HOME'] || join(system.home, '.config'), 'systemd', 'user');
  const words = {
    ENVIRONMENT: Object.entries(job.variables)
      .map(([name, value]) => `Environment=${quoteForSystemd(`${name}=${value}`)}`)
      .join('\n'),
    NODE: quoteProgram(job.node),
    PROGRAM: quoteArgument(job.program),
  };
  return [service, unit].map((name) => ({ path: join(folder, name), text: fillTemplate(readTemplate(system, name as typeof service), words), mode: 0o644 }));
}

async function timerStanding(system: System): Promise<TimerStanding> {
  const { stdout } = await runTool(system, ['systemctl', '--user', 'show', unit, '--property=ActiveState', '--property=NextElapseUSecRealtime']);
  const facts = new Map(stdout.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).trim()]));
  return { active: facts.get('ActiveState') === 'active', next: facts.get('NextElapseUSecRealtime') || undefined };
}
