import { realpathSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogOnDemand, catalogProfiles } from '../../src/sandbox/catalog-regions.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { inPipe, inTerminal } from './run-command.ts';
import type { Scene } from './scene.ts';
import type { Place } from './stage-home.ts';
import { furnish, newHome } from './stage-home.ts';

/** How a command ended and what was shown, with neutral names for this machine's folders. */
export interface Shown {
  readonly code: number;
  readonly lines: readonly string[];
}

export interface RunWords {
  /** A real terminal of 80 columns instead of none at all. */
  readonly terminal?: boolean;
  /** What is shown: both streams, or the answer alone. */
  readonly answerOnly?: boolean;
}

/** A scene that was set up: a home folder of its own in front of a sandbox of its own. */
export interface Stage {
  readonly home: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  run(command: string, words?: RunWords): Promise<Shown>;
  /** A text with neutral names for the home and for Node. */
  neutral(text: string): string;
  close(): Promise<void>;
}

/** Sets a scene up. Throws when the sandbox cannot listen, or when something that was to go well before did not. */
export async function setStage(scene: Scene, place: Place): Promise<Stage> {
  const home = newHome();
  const sandbox = await startSandbox({ knobs: scene.knobs ?? {}, profilesByRegion: catalogProfiles, onDemand: catalogOnDemand });
  const close = async (): Promise<void> => {
    await sandbox.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  };
  try {
    const stage = stageOf({ home, owner: place.owner, cwd: furnish(home, scene, sandbox, place), env: environmentOf(home, sandbox, scene), close });
    for (const command of scene.before ?? []) {
      const { code, lines } = await stage.run(command);
      if (code !== 0) throw new Error(`before the block: ${command} ended with ${code}:\n${lines.join('\n')}`);
    }
    scene.after?.(sandbox);
    return stage;
  } catch (error) {
    await close();
    throw error;
  }
}

interface Parts {
  readonly home: string;
  readonly owner: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

function stageOf({ home, owner, cwd, env, close }: Parts): Stage {
  const homes = [home, owner];
  const names = [...homes, realpathSync(process.execPath), process.execPath];
  const neutral = (text: string): string => names.reduce((all, name) => all.replaceAll(name, homes.includes(name) ? '/home/ana' : '/usr/bin/node'), text);
  return {
    home,
    cwd,
    env,
    neutral,
    async run(command, words = {}) {
      const { code, text } = await (words.terminal === true ? inTerminal(command, env, cwd) : inPipe(command, env, cwd, words.answerOnly === true));
      const told = neutral(text).replace(/\n+$/, '');
      return { code, lines: told === '' ? [] : told.split('\n').map((line) => line.trimEnd()) };
    },
    close,
  };
}

/** A trial installs nothing and calls nobody: Claude Code and npm would look for newer ones. */
const quiet = {
  DISABLE_AUTOUPDATER: '1',
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  OPENCODE_DISABLE_AUTOUPDATE: '1',
  npm_config_update_notifier: 'false',
};

/** Nothing of this machine's own: no variable of it and no folder, but for the system's and npm's where a clone is set up. */
function environmentOf(home: string, sandbox: Sandbox, scene: Scene): Readonly<Record<string, string>> {
  const ofSystem = scene.clone === true ? [dirname(process.execPath), '/usr/bin', '/bin'] : [];
  const all = {
    ...sandbox.env(),
    // For a Claude Code without lode, which no scene has.
    ANTHROPIC_BEDROCK_BASE_URL: undefined,
    ...quiet,
    HOME: home,
    PATH: [join(home, '.local', 'bin'), join(home, '.tools'), ...ofSystem].join(':'),
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    ...scene.env,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
