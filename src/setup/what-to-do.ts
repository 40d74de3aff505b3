import { environmentName } from '../settings/schema.ts';
import type { Asker } from './asker.ts';
import { environmentMistake, requireEnvironmentName, type BeforeSetup } from './before.ts';

/** Which part of the settings setup is about. */
export interface SetupPlace {
  /** Undefined: the plain settings. */
  readonly environment: string | undefined;
  /** A second environment beside settings that are there: only what must differ is asked. */
  readonly brief: boolean;
}

/** What was said of it beforehand. */
interface PlaceWords {
  /** `-e` */
  readonly environment: string | undefined;
  /** A team's file says what to do: nobody is asked, and without `-e` it is about the plain settings. */
  readonly isTold: boolean;
}

const mistake = environmentMistake(environmentName.pattern, environmentName.expects);

/** What setup is about: settings from nothing, those that are there, or an environment beside them. Throws LodeError for a name that none can have. */
export async function choosePlace(asker: Asker, before: BeforeSetup, { environment, isTold }: PlaceWords): Promise<SetupPlace> {
  if (environment !== undefined) return placeOf(before, requireEnvironmentName(environment, mistake));
  if (isTold) return { environment: undefined, brief: false };
  if (!before.isSetUp) return { environment: before.defaultEnvironment, brief: false };
  const wanted = await asker.select({
    flag: '-e NAME',
    question: 'lode is set up already. What now?',
    noun: 'choice',
    given: undefined,
    byDefault: 'change',
    choices: [
      { value: 'change', name: `Change ${before.defaultEnvironment === undefined ? 'it' : `the environment ${before.defaultEnvironment}`}` },
      { value: 'add', name: 'Add an environment beside it', description: 'Another account or region, chosen with lode -e NAME. By itself: lode setup -e NAME' },
    ],
  });
  if (wanted === 'change') return { environment: before.defaultEnvironment, brief: false };
  const name = await asker.text({ flag: '-e NAME', question: 'Name of the environment, e.g. personal:', given: undefined, mistake: newName(before) });
  return placeOf(before, name);
}

function placeOf(before: BeforeSetup, environment: string): SetupPlace {
  return { environment, brief: before.isSetUp && !before.environments.includes(environment) };
}

function newName({ environments }: BeforeSetup): (name: string) => string | undefined {
  return (name) => mistake(name) ?? (environments.includes(name) ? `There is an environment ${name}; change it with: lode setup -e ${name}` : undefined);
}
