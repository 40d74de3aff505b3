import { describe, expect, test } from 'vitest';
import { flowFor } from '../../../src/auth/sign-in/flow.ts';
import { gatherSignInFacts } from '../../../src/auth/sign-in/sign-in-facts.ts';
import type { Environment } from '../../../src/system/system.ts';
import { fakeSystem } from '../../support/fake-system.ts';

const plain = { inContainer: false, hasWslview: false };
const desk = { DISPLAY: ':0' };

describe('how to sign in', () => {
  test.each<[where: string, flow: string, platform: NodeJS.Platform, env: Environment, facts: Partial<typeof plain>]>([
    ['a Mac', 'browser', 'darwin', {}, {}],
    ['Windows', 'browser', 'win32', {}, {}],
    ['Linux with X', 'browser', 'linux', desk, {}],
    ['Linux with Wayland', 'browser', 'linux', { WAYLAND_DISPLAY: 'wayland-0' }, {}],
    ['a Linux console', 'device', 'linux', {}, {}],
    ['a Linux console with an empty DISPLAY', 'device', 'linux', { DISPLAY: '' }, {}],
    ['SSH', 'device', 'linux', { SSH_CONNECTION: '1 2 3 4' }, {}],
    ['SSH to a Mac', 'device', 'darwin', { SSH_TTY: '/dev/ttys001' }, {}],
    ['SSH with X forwarding', 'device', 'linux', { SSH_CLIENT: '1 2 3', DISPLAY: 'localhost:10.0' }, {}],
    ['SSH where the user named a browser', 'browser', 'linux', { SSH_CONNECTION: '1 2 3 4', BROWSER: 'firefox' }, {}],
    ['a machine whose user wants no browser', 'device', 'darwin', { BROWSER: 'none' }, {}],
    ["an editor's remote terminal", 'device, opened', 'linux', { BROWSER: '/home/a/.vscode-server/bin/1f/bin/helpers/browser.sh', SSH_CONNECTION: '1' }, {}],
    ['WSL', 'device', 'linux', { ...desk, WSL_DISTRO_NAME: 'Ubuntu' }, {}],
    ['WSL with wslview', 'browser', 'linux', { WSL_INTEROP: '/run/WSL/8_interop' }, { hasWslview: true }],
    ['SSH into WSL with wslview', 'device', 'linux', { WSL_INTEROP: '/run/WSL/8_interop', SSH_TTY: '/dev/pts/1' }, { hasWslview: true }],
    ['Docker', 'device', 'linux', desk, { inContainer: true }],
    ['Podman', 'device', 'linux', { ...desk, container: 'podman' }, {}],
    ['Kubernetes', 'device', 'linux', { ...desk, KUBERNETES_SERVICE_HOST: '10.0.0.1' }, {}],
    ['a dev container', 'device', 'linux', { ...desk, REMOTE_CONTAINERS: 'true' }, {}],
    ['GitHub Actions', 'device', 'linux', { ...desk, CI: 'true', GITHUB_ACTIONS: 'true' }, {}],
    ['a shell that says it is no CI', 'browser', 'linux', { ...desk, CI: 'false' }, {}],
    ['Codespaces', 'device', 'linux', { ...desk, CODESPACES: 'true' }, {}],
    ['AWS CloudShell', 'device', 'linux', { ...desk, AWS_EXECUTION_ENV: 'CloudShell' }, {}],
    ['an AWS runtime that is no shell', 'browser', 'linux', { ...desk, AWS_EXECUTION_ENV: 'AWS_ECS_EC2' }, {}],
  ])('%s: %s', (_, flow, platform, env, facts) => {
    const chosen = flowFor(env, platform, { ...plain, ...facts });
    expect(`${chosen.flow}${chosen.flow === 'device' && chosen.openBrowser ? ', opened' : ''}`).toBe(flow);
    expect(chosen.openBrowser).toBe(flow !== 'device');
  });

  test('every choice has a reason in words, none twice', () => {
    const reasons = [
      { SSH_TTY: 'x' },
      { CODESPACES: 'true' },
      { CI: '1' },
      { AWS_EXECUTION_ENV: 'CloudShell' },
      { container: 'oci' },
      {},
      desk,
      { BROWSER: 'lynx' },
    ].map((env) => flowFor(env, 'linux', plain).reason);
    expect(new Set(reasons).size).toBe(reasons.length);
    for (const reason of reasons) expect(reason).toMatch(/^[A-Za-z].{10,}/);
  });
});

describe('what the way depends on and no variable tells', () => {
  const wsl = { WSL_DISTRO_NAME: 'Ubuntu', PATH: '/bin:relative:/usr/bin' };
  test.each<
    [what: string, files: Record<string, string | { text: string; mode: number }>, env: Environment, platform: NodeJS.Platform, expected: typeof plain]
  >([
    ['nothing', {}, {}, 'linux', plain],
    ['Docker leaves a file', { '/.dockerenv': '' }, {}, 'linux', { ...plain, inContainer: true }],
    ['Podman leaves another', { '/run/.containerenv': '' }, {}, 'linux', { ...plain, inContainer: true }],
    ['which mean nothing on a Mac', { '/.dockerenv': '' }, {}, 'darwin', plain],
    ['wslview on PATH', { '/usr/bin/wslview': { text: '', mode: 0o755 } }, wsl, 'linux', { ...plain, hasWslview: true }],
    ['a wslview that cannot be run', { '/usr/bin/wslview': { text: '', mode: 0o644 } }, wsl, 'linux', plain],
    ['wslview outside WSL', { '/usr/bin/wslview': { text: '', mode: 0o755 } }, { PATH: '/usr/bin' }, 'linux', plain],
  ])('%s', (_, files, env, platform, expected) => {
    expect(gatherSignInFacts(fakeSystem({ files, env, platform }))).toEqual(expected);
  });
});
