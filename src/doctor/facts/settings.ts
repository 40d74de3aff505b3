import { findAssistant } from '../../launcher/assistants/index.ts';
import type { Obstacle } from '../../launcher/endpoint/obstacle.ts';
import { pickModels } from '../../launcher/pick-models.ts';
import { readClaudeFile, type ClaudeFile, type ClaudeFiles } from '../../settings/claude-files.ts';
import { locatedProjectFiles, locateSettings, type Located } from '../../settings/locate.ts';
import { readLodeFile, type FileLayer, type LodeFile } from '../../settings/lode-file.ts';
import { readTrust } from '../../settings/trust-file.ts';
import type { ChosenModels } from '../../models/choose.ts';
import type { Environment, System } from '../../system/system.ts';
import type { DoctorBase } from '../doctor-base.ts';
import { andThen, look, seen } from '../look.ts';
import type { Looked } from '../probe.ts';
import { gatherMisplaced, type MisplacedFile } from './settings-misplaced.ts';

/** One of lode's own settings files, looked at by itself: a broken one hides no other. */
export interface OwnFile {
  readonly layer: FileLayer;
  readonly path: string;
  readonly looked: Looked<LodeFile>;
}

export interface SettingsFacts {
  /** lode's own files, strongest first. */
  readonly own: readonly OwnFile[];
  /** Claude Code's files, strongest first. */
  readonly claude: ClaudeFiles;
  /** Files that exist in places where nobody reads them, or not for what they say. */
  readonly misplaced: readonly MisplacedFile[];
  /** Why what the user trusted cannot be read, as a sentence; undefined when it can. */
  readonly trustDamage: string | undefined;
  /** The environment that an assistant would inherit. */
  readonly shell: Environment;
  /** A Bedrock key that the assistant keeps itself; undefined where it keeps none, or has no such place. */
  readonly storedKey: Obstacle | undefined;
  /** The models of a launch as far as the built-in catalog tells; only the account's own list settles them. */
  readonly offlineModels: Looked<ChosenModels>;
}

/** Reads every settings file of lode and of Claude Code, and what lies in the wrong place; writes nothing. */
export async function gatherSettings(system: System, base: DoctorBase): Promise<SettingsFacts> {
  const located = locateSettings(system);
  const claude = seen(base.loaded)?.claude ?? (await Promise.all(located.claude.map((path): Promise<ClaudeFile> => readClaudeFile(system.files, path))));
  return {
    own: await gatherOwn(system, located),
    claude,
    misplaced: gatherMisplaced(system, located),
    trustDamage: readTrust(system).damage,
    shell: system.env,
    storedKey: findAssistant(base.request.assistant)?.sdkChain?.obstacle(system),
    offlineModels: await andThen(base.session, ({ session }) =>
      pickModels({ session, account: { kind: 'unknown', why: 'the account was not asked' }, known: [] }, system.now()),
    ),
  };
}

function gatherOwn(system: System, located: Located): Promise<readonly OwnFile[]> {
  const project = locatedProjectFiles(system, located);
  const paths: readonly (readonly [FileLayer, string])[] = [
    ['managed', located.managed],
    ...(project === undefined ? [] : ([['project-local', project.local] as const, ['project', project.project] as const] as const)),
    ['user', located.user],
  ];
  return Promise.all(paths.map(async ([layer, path]) => ({ layer, path, looked: await look(() => readLodeFile(system.files, layer, path)) })));
}
