import { describe, expect, test } from 'vitest';
import { browserCommand } from '../../../src/auth/sign-in/browser-command.ts';
import type { Environment } from '../../../src/system/system.ts';

const url = 'https://oidc.eu-west-1.amazonaws.com/authorize?a=1&b=$2';

describe('what opens a page', () => {
  test.each<[what: string, platform: NodeJS.Platform, env: Environment, words: readonly string[] | undefined]>([
    ['Linux', 'linux', {}, ['xdg-open', url]],
    ['a BSD', 'freebsd', {}, ['xdg-open', url]],
    ['WSL', 'linux', { WSL_DISTRO_NAME: 'Ubuntu' }, ['wslview', url]],
    ['a Mac', 'darwin', {}, ['open', url]],
    ['Windows, without a shell that would cut at &', 'win32', {}, ['rundll32.exe', 'url.dll,FileProtocolHandler', url]],
    [
      'Windows, with its own program and no namesake',
      'win32',
      { SystemRoot: 'C:\\Windows' },
      ['C:\\Windows\\System32\\rundll32.exe', 'url.dll,FileProtocolHandler', url],
    ],
    ['BROWSER', 'linux', { BROWSER: 'firefox' }, ['firefox', url]],
    ['BROWSER with words', 'darwin', { BROWSER: ' firefox  --private-window ' }, ['firefox', '--private-window', url]],
    ['BROWSER with the place for the address', 'linux', { BROWSER: 'chromium --app=%s --x' }, ['chromium', `--app=${url}`, '--x']],
    ['the first of a list', 'linux', { BROWSER: ':/opt/b/firefox %s:w3m' }, ['/opt/b/firefox', url]],
    ['a path of Windows', 'win32', { BROWSER: 'C:\\b\\firefox.exe' }, ['C:\\b\\firefox.exe', url]],
    ['an empty BROWSER', 'linux', { BROWSER: ' : ' }, ['xdg-open', url]],
    ['no browser, said so', 'linux', { BROWSER: 'none' }, undefined],
  ])('%s', (_, platform, env, words) => {
    expect(browserCommand(platform, env, url)).toEqual(words);
  });
});
