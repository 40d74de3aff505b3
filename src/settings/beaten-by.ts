import type { System } from '../system/system.ts';
import { loadSettings } from './load.ts';
import type { Origin } from './origin.ts';
import { partOf } from './resolve.ts';
import type { Settings } from './settings.ts';

/** A place in a settings file that holds a choice of model. */
export interface ModelPlace {
  readonly path: string;
  readonly key: 'model' | 'smallFastModel' | `models.${string}`;
  /** The named environment it is inside of. */
  readonly environment: string | undefined;
}

/** The place that decides a model setting when it is another than this one; undefined when this one counts, or nobody says anything. Pure. */
export function beatenBy(settings: Settings, { path, key, environment }: ModelPlace): Origin | undefined {
  const name = key.startsWith('models.') ? 'models' : key;
  const origin = originOf(settings, key);
  const ownKey = environment === undefined ? name : `environments.${environment}.${name}`;
  return origin?.kind === 'file' && origin.path === path && origin.key === ownKey ? undefined : origin;
}

/** The same, with the settings as they are now, in the place's own environment or the one that is chosen without a word. Throws what loading throws. */
export async function findStronger(system: System, place: ModelPlace): Promise<Origin | undefined> {
  const { settings } = await loadSettings(system, { flags: {}, environment: place.environment, interactive: false, ask: false });
  return beatenBy(settings, place);
}

function originOf({ model, smallFastModel, models }: Settings, key: ModelPlace['key']): Origin | undefined {
  if (key === 'model') return model?.origin;
  if (key === 'smallFastModel') return smallFastModel?.origin;
  return models && partOf(models, key.slice('models.'.length))?.origin;
}
