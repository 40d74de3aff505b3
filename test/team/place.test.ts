import { describe, expect, test } from 'vitest';
import { readPlace } from '../../src/team/place.ts';
import { failureOf } from '../support/failure-of.ts';

const at = { platform: 'linux', env: {}, home: '/home/ada', cwd: '/home/ada/project' } as const;
const hex = 'ab'.repeat(32);

describe('the word after --from', () => {
  test.each([
    ['team.json', { kind: 'file', path: '/home/ada/project/team.json' }],
    ['../team.json', { kind: 'file', path: '/home/ada/team.json' }],
    ['/etc/team.json', { kind: 'file', path: '/etc/team.json' }],
    ['~/team.json', { kind: 'file', path: '/home/ada/team.json' }],
    ['--upload-pack=x', { kind: 'file', path: '/home/ada/project/--upload-pack=x' }],
    ['HTTPS://Acme.example/team.json', { kind: 'web', url: 'https://acme.example/team.json', pin: undefined }],
    [
      `https://acme.example/t.json#sha256=${hex.toUpperCase()}`,
      { kind: 'web', url: 'https://acme.example/t.json', name: 'https://acme.example/t.json', pin: `sha256:${hex}` },
    ],
    ['https://acme.example/raw?ref=main', { kind: 'web', url: 'https://acme.example/raw?ref=main' }],
    ['http://127.0.0.1:8080/t.json', { kind: 'web' }],
    ['http://[::1]/t.json', { kind: 'web' }],
    ['git+https://acme.example/it/lode.git#main:team.json', { kind: 'git', url: 'https://acme.example/it/lode.git', ref: 'main', path: 'team.json' }],
    ['git+https://acme.example/it/lode.git#:a/b c.json', { kind: 'git', ref: 'HEAD', path: 'a/b c.json' }],
    ['git+ssh://git@acme.example:2222/it/lode#release/v1.2:team.json', { kind: 'git', url: 'ssh://git@acme.example:2222/it/lode', ref: 'release/v1.2' }],
    ['git+file:///srv/lode.git#v1:t:x.json', { kind: 'git', url: 'file:///srv/lode.git', path: 't:x.json' }],
  ])('%s', (from, place) => expect(readPlace(from, at)).toMatchObject(place));

  test('with an escape is not shown with it', () =>
    expect(readPlace('a\u001b[2J', at)).toEqual({ kind: 'file', name: '/home/ada/project/a?[2J', path: '/home/ada/project/a\u001b[2J' }));

  test('on Windows a drive is no protocol', () => {
    expect(readPlace('C:\\teams\\team.json', { ...at, platform: 'win32', cwd: 'C:\\Users\\ada' })).toMatchObject({
      kind: 'file',
      path: 'C:\\teams\\team.json',
    });
  });
});

describe('is refused', () => {
  test.each([
    ['nothing', '', /names no file/],
    ['http to another machine', 'http://acme.example/team.json', /goes over http/],
    ['http to a name that looks like this machine', 'http://localhost.acme.example/team.json', /goes over http/],
    ['another kind', 'ftp://acme.example/team.json', /of a kind that is not read/],
    ['a file as a URL', 'file:///etc/team.json', /of a kind that is not read/],
    ['half a digest', 'https://acme.example/t.json#sha256=abc', /should be sha256= and 64 hexadecimal digits/],
    ['a repository without git+', 'https://acme.example/lode.git#main:team.json', /should be sha256=/],
    ['what is invisible', 'https://acme.example/\u202Enosj.maet', /is no URL/],
    ["git's short form", 'git@acme.example:it/lode.git', /short form/],
    ['git without encryption', 'git+git://acme.example/lode.git#main:t.json', /of a kind that git is not asked for/],
    ['git over http', 'git+http://127.0.0.1/lode.git#main:t.json', /of a kind that git is not asked for/],
    ['a transport that runs a command', 'git+ext::sh -c touch% /x#main:t.json', /is no URL|not asked for/],
    ['no file of the repository', 'git+https://acme.example/lode.git', /does not say which file/],
    ['no path', 'git+https://acme.example/lode.git#main:', /is no path inside/],
    ['an option as a branch', 'git+https://acme.example/lode.git#--upload-pack=touch /x:t.json', /is no branch/],
    ['an option without a blank as a branch', 'git+https://acme.example/lode.git#--upload-pack=x:t.json', /is no branch/],
    ['a refspec as a branch', 'git+https://acme.example/lode.git#+main:t.json', /is no branch/],
    ['a range as a branch', 'git+https://acme.example/lode.git#a..b:t.json', /is no branch/],
    ['an expression as a branch', 'git+https://acme.example/lode.git#main@{1}:t.json', /is no branch/],
    ['a way out of the repository', 'git+https://acme.example/lode.git#main:a/../../t.json', /is no path inside/],
    ['a path from the root', 'git+https://acme.example/lode.git#main:/etc/passwd', /is no path inside/],
    ['an option as a path', 'git+https://acme.example/lode.git#main:--help', /is no path inside/],
    ['an option of ssh as a host', 'git+ssh://-oProxyCommand=touch%20x/lode.git#main:t.json', /is no (URL|address)/],
    ['a command in a host', 'git+ssh://a;b/lode.git#main:t.json', /is no (URL|address)/],
    ['a command in the path', 'git+ssh://git@acme.example/$(touch${IFS}x)#main:t.json', /is no address/],
    ['a quote in the path', "git+ssh://git@acme.example/a'b#main:t.json", /is no address/],
    ['a machine in a file address', 'git+file://server/share/lode.git#main:t.json', /is no address/],
  ])('%s', (_, from, words) => {
    const { code, exit, message, hints } = failureOf(() => readPlace(from, at));
    expect([code, exit]).toEqual(['usage.team-place', 'usage']);
    expect(message).toMatch(words);
    expect(hints?.length).toBeGreaterThan(0);
  });

  test.each([
    'https://ada:hunter2@acme.example/team.json',
    'https://hunter2@acme.example/team.json',
    'https://acme.example/team.json?private_token=hunter2',
    'https://acme.example/team.json?X-Amz-Signature=hunter2',
    'https://acme.example/team.json?sig=hunter2',
    'git+https://hunter2@acme.example/lode.git#main:t.json',
    'git+https://ada:hunter2@acme.example/lode.git#main:t.json',
    'git+ssh://git:hunter2@acme.example/lode.git#main:t.json',
  ])('a credential in the address, and it is not repeated: %s', (from) => {
    const failure = failureOf(() => readPlace(from, at));
    expect(failure.message).toMatch(/would land in logs/);
    expect(JSON.stringify(failure)).not.toContain('hunter2');
  });

  test.each([
    'ftp://ada:hunter2@acme.example/x',
    'https://ada:a/hunter2@acme.example/x',
    'https://ada:a#hunter2@acme.example/x',
    `https://ada:${'a'.repeat(90)}hunter2@acme.example/x`,
    'git+https://ada:a#hunter2:b@acme.example/x.git',
    'git+https://ada:a hunter2@acme.example/x.git#main:t.json',
    'https://acme.example/t.json#hunter2',
    'git+https://acme.example/x.git#hunter2?:t.json',
    'ada:hunter2@acme.example/x',
    'https:/ada:hunter2@acme.example/x',
    'git@acme.example:hunter2@x',
  ])('%s, without its credential being repeated', (from) => {
    const failure = failureOf(() => readPlace(from, at));
    expect([failure.code, JSON.stringify(failure).includes('hunter2')]).toEqual(['usage.team-place', false]);
  });
});
