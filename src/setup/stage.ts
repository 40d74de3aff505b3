import type { AccountFacts } from '../launcher/facts.ts';
import type { LoadedSettings } from '../settings/load.ts';
import type { System } from '../system/system.ts';
import type { Asker } from './asker.ts';
import type { Detected } from './detected.ts';
import type { SettingValues } from '../settings/settings.ts';
import type { SetupWords } from './setup-words.ts';

/** What each question of setup is given. */
export interface Stage {
  /** The machine, with a draft over its files: whatever is written here is only kept once the person agrees at the end. */
  readonly system: System;
  readonly words: SetupWords;
  readonly asker: Asker;
  readonly detected: Detected;
  /** What the file that is edited says already, of the environment that is edited: setup run again starts from it. */
  readonly before: Partial<SettingValues>;
  /** A second environment beside settings that are there: only what must differ is asked. */
  readonly brief: boolean;
}

/** The account behind what has been chosen so far, as a launch would see it. */
export type StageAccount = AccountFacts & { readonly loaded: LoadedSettings };
