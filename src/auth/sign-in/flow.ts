import type { Environment } from '../../system/system.ts';
import type { SignInFlow } from './sign-in-request.ts';

/** What the environment does not tell. */
export interface SignInFacts {
  /** `/.dockerenv` or `/run/.containerenv` is there. */
  readonly inContainer: boolean;
  /** `wslview` is on PATH, which opens pages in the browser of Windows. */
  readonly hasWslview: boolean;
}

/** The way to sign in that fits a machine, and why. */
export interface ChosenFlow {
  readonly flow: SignInFlow;
  readonly openBrowser: boolean;
  readonly reason: string;
}

interface Surroundings {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly facts: SignInFacts;
}

type Row = readonly [reason: string, fits: (where: Surroundings) => boolean];

const set =
  (...names: readonly string[]) =>
  ({ env }: Surroundings): boolean =>
    names.some((name) => env[name] !== undefined && !/^(|0|false)$/i.test(env[name] ?? ''));
const isWsl = set('WSL_DISTRO_NAME', 'WSL_INTEROP');

/** Where a page cannot come back to this machine: the first that fits. X forwarding over SSH changes nothing, since the browser may be anywhere. */
const noBrowser: readonly Row[] = [
  ['BROWSER is none', ({ env }) => env['BROWSER']?.trim() === 'none'],
  ['this is an SSH session, and the browser is on another machine', set('SSH_CONNECTION', 'SSH_TTY', 'SSH_CLIENT')],
  ['this is a GitHub Codespace', set('CODESPACES')],
  ['this is a cloud workspace', set('GITPOD_WORKSPACE_ID', 'CLOUD_SHELL', 'C9_USER', 'CODER_WORKSPACE_NAME')],
  ['this is AWS CloudShell', ({ env }) => env['AWS_EXECUTION_ENV'] === 'CloudShell'],
  ['this is a CI job', set('CI', 'GITHUB_ACTIONS', 'GITLAB_CI', 'BUILDKITE', 'JENKINS_URL', 'TEAMCITY_VERSION', 'TF_BUILD', 'CODEBUILD_BUILD_ID')],
  ['this is a Kubernetes pod', set('KUBERNETES_SERVICE_HOST')],
  ['this is a container', (where) => where.facts.inContainer || set('container', 'REMOTE_CONTAINERS', 'DEVCONTAINER')(where)],
  ['this is WSL without wslview', (where) => isWsl(where) && !where.facts.hasWslview],
  [
    'there is no graphical session here (neither DISPLAY nor WAYLAND_DISPLAY is set)',
    (where) => where.platform === 'linux' && !isWsl(where) && !set('DISPLAY', 'WAYLAND_DISPLAY')(where),
  ],
];

/** An editor sets BROWSER to a helper of its own, which opens pages where the editor's window is. */
const editorHelper = /\/helpers\/browser[\w-]*\.(sh|cmd|js)\b/;

/**
 * How to sign in on this machine: on a page that comes back here where a browser is at hand, else with a code on any device. A browser that
 * the user names in BROWSER is at hand, wherever this is. Pure.
 */
export function flowFor(env: Environment, platform: NodeJS.Platform, facts: SignInFacts): ChosenFlow {
  const browser = env['BROWSER']?.trim() ?? '';
  if (editorHelper.test(browser)) return { flow: 'device', openBrowser: true, reason: 'the editor opens pages on the machine of its window' };
  if (browser !== '' && browser !== 'none') return { flow: 'browser', openBrowser: true, reason: 'BROWSER names a browser' };
  const row = noBrowser.find(([, fits]) => fits({ env, platform, facts }));
  if (row !== undefined) return { flow: 'device', openBrowser: false, reason: row[0] };
  return { flow: 'browser', openBrowser: true, reason: 'a browser is at hand' };
}
