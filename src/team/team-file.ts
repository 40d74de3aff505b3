import type { SettingName } from '../settings/settings.ts';
import type { JsonObject } from '../settings/value-type.ts';
import type { ExtraName } from '../setup/setup-words.ts';

/** What a team agreed on, as it was read from one place. */
export interface TeamFile {
  /** Where it is, whole and without a pin: an absolute path, an https URL, or `git+…#REF:PATH`. */
  readonly from: string;
  /** `sha256:` and the hex digits of the text's bytes, a byte order mark left out. */
  readonly digest: string;
  /** True when the person said beforehand that it has to be this digest. */
  readonly pinned: boolean;
  readonly text: string;
  readonly content: TeamContent;
}

/** The content of a team file, valid as a whole. */
export interface TeamContent {
  readonly name: string;
  /** Plain settings of lode. */
  readonly settings: JsonObject;
  readonly environments: Readonly<Record<string, JsonObject>>;
  readonly defaultEnvironment: string | undefined;
  readonly sso: TeamSso | undefined;
  readonly profiles: Readonly<Record<string, TeamProfile>>;
  readonly extras: readonly ExtraName[];
  /** What managed settings made of it lock; undefined: all that they set. */
  readonly locked: readonly SettingName[] | undefined;
}

/** The `[sso-session]` that the team signs in by. */
export interface TeamSso {
  readonly session: string;
  readonly startUrl: string;
  readonly region: string;
}

/** A profile that is made of the team's session. */
export interface TeamProfile {
  readonly account: string;
  readonly role: string;
}
