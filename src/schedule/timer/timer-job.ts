import { fail } from '../../errors.ts';
import { settingNames, variableOf } from '../../settings/schema.ts';
import { looksSecret } from '../../settings/secret-names.ts';
import type { Environment, System } from '../../system/system.ts';

/** What a timer runs, and the variables it needs, since it has none of a shell's. */
export interface TimerJob {
  /** Absolute. */
  readonly node: string;
  /** lode's entry file, absolute. */
  readonly program: string;
  readonly home: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Names of variables that were left out, because they may hold a secret or what no file can hold. */
  readonly withheld: readonly string[];
}

/** Where settings and credentials come from, and how AWS is reached. */
const deciding: readonly string[] = [
  'AWS_PROFILE',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_EC2_METADATA_DISABLED',
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_STS',
  'AWS_ENDPOINT_URL_SSO',
  'AWS_ENDPOINT_URL_SSO_OIDC',
  'AWS_ENDPOINT_URL_SIGNIN',
  'AWS_CA_BUNDLE',
  'NODE_EXTRA_CA_CERTS',
  ...['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]),
  'XDG_CONFIG_HOME',
  'XDG_STATE_HOME',
  'XDG_CACHE_HOME',
  'LODE_ENVIRONMENT',
  ...settingNames.map(variableOf),
];

/** These may hold anything: variables for the assistant, and a command with whatever stands in it. */
const neverCopied: readonly string[] = ['LODE_ENV', 'LODE_AWS_CREDENTIAL_EXPORT', 'LODE_AWS_AUTH_REFRESH'];

/** No unit, plist, script or task can hold these. */
const unfit = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

/** The job of a timer for this user, as things stand in this shell. Throws LodeError for a path that no timer can name. */
export function timerJob({ nodePath, programPath, home, platform, env }: System): TimerJob {
  for (const path of [nodePath, programPath, home]) if (unfit.test(path)) fail(unfitPath(path));
  const { kept, withheld } = sortVariables(env);
  const own: Readonly<Record<string, string>> = platform === 'win32' ? {} : { HOME: home, PATH: env['PATH'] || '/usr/local/bin:/usr/bin:/bin' };
  return { node: nodePath, program: programPath, home, variables: { ...own, ...kept }, withheld };
}

function sortVariables(env: Environment): { readonly kept: Readonly<Record<string, string>>; readonly withheld: readonly string[] } {
  const set = [...new Set(deciding)].flatMap((name) => (env[name] ? [[name, env[name]] as const] : []));
  const mayBeCopied = ([name, value]: readonly [string, string]): boolean => !neverCopied.includes(name) && !looksSecret('', value) && !unfit.test(value);
  return { kept: Object.fromEntries(set.filter(mayBeCopied)), withheld: set.filter((each) => !mayBeCopied(each)).map(([name]) => name) };
}

function unfitPath(path: string) {
  return {
    code: 'refresh.unfit-path',
    exit: 'user',
    message: `The path ${JSON.stringify(path)} holds a character that no timer's file can hold.`,
    hints: ['Install lode and Node in a folder with a plain name, then run: lode refresh --install'],
  } as const;
}
