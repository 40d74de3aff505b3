import { chmodSync, chownSync, existsSync, statSync, utimesSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Scene } from '../../support/scene.ts';
import { smallDisk } from '../../support/small-disk.ts';
import { diagnose, faults, setScene } from '../diagnose.ts';

interface Case {
  readonly name: string;
  readonly set: (scene: Scene) => void;
  /** `severity code` of everything that housekeeping has to say. */
  readonly expected: readonly string[];
  readonly says?: readonly string[];
  /** A part of its remedies as data. */
  readonly mended?: string;
}

const day = 24 * 60 * 60;

function writeOld(scene: Scene, name: string, days: number, text = '{}'): string {
  const path = scene.write(name, text, 0o600);
  const then = Date.now() / 1000 - days * day;
  utimesSync(path, then, then);
  return path;
}

/** A home that everybody may walk through, as most systems make it. */
const openHome = (scene: Scene): void => chmodSync(scene.home, 0o755);

const stanza = [
  '# >>> lode profile tools: written by lode; take it out with: lode login --uninstall-profile tools',
  '[profile tools]',
  'credential_process = /opt/gone/node /opt/gone/lode/dist/bin.js credentials --format process --aws-profile sandbox --region eu-west-1',
  'region = eu-west-1',
];

const addToConfig = (scene: Scene, lines: readonly string[]): void => {
  const config = scene.path('.aws/config');
  scene.write('.aws/config', `${scene.files().get(config)}\n${lines.join('\n')}\n`, 0o600);
};

const rows: readonly Case[] = [
  { name: 'a home that others may walk through is no fault', set: openHome, expected: [] },
  {
    name: 'AWS keys that others can read',
    set: (scene) => (openHome(scene), chmodSync(scene.path('.aws'), 0o755), chmodSync(scene.path('.aws/credentials'), 0o644)),
    expected: ['warn file-modes.secret'],
    says: ['.aws/credentials (0644) holds secrets', 'lets others read it'],
    mended: '.aws/credentials","mode":"0600"',
  },
  {
    name: 'AWS keys that others could read, if they got through the folders above',
    set: (scene) => chmodSync(scene.path('.aws/credentials'), 0o644),
    expected: ['note file-modes.secret'],
    says: ['a folder above keeps them out'],
    mended: '"mode":"0600"',
  },
  {
    name: 'a kept sign-in that a group can read',
    set(scene) {
      openHome(scene);
      for (const name of ['.aws', '.aws/sso', '.aws/sso/cache']) chmodSync(scene.path(name), 0o755);
      scene.write('.aws/sso/cache/0123456789012345678901234567890123456789.json', '{}', 0o640);
    },
    expected: ['warn file-modes.secret'],
    says: ['.json (0640)'],
    mended: '"mode":"0600"',
  },
  {
    name: 'an AWS config file without keys may be read by others',
    set: (scene) => (openHome(scene), chmodSync(scene.path('.aws'), 0o755), scene.write('.aws/config', '[profile sandbox]\nregion = eu-west-1\n', 0o644)),
    expected: [],
  },
  {
    name: 'settings that others can change',
    set: (scene) => (openHome(scene), chmodSync(scene.path('.config/lode/settings.json'), 0o666)),
    expected: ['warn file-modes.writable'],
    says: ['.config/lode/settings.json (0666) can be changed by others'],
    mended: '"mode":"0644"',
  },
  {
    name: 'settings that a group can change, as with umask 002',
    set: (scene) => (openHome(scene), chmodSync(scene.path('.config/lode/settings.json'), 0o664)),
    expected: ['note file-modes.writable'],
    mended: '"mode":"0644"',
  },
  {
    name: "lode's own folder is open",
    set: (scene) => (openHome(scene), scene.write('.local/state/lode/locks/aa.json', '{}', 0o600), chmodSync(scene.path('.local/state/lode'), 0o755)),
    expected: ['note file-modes.open'],
    says: ['.local/state/lode (0755)'],
    mended: '"mode":"0700"',
  },
  {
    name: 'hand-over records of long ago',
    set: (scene) => (writeOld(scene, '.local/state/lode/handover/aa.json', 40), writeOld(scene, '.local/state/lode/handover/bb.json', 20)),
    expected: ['note leftovers.sessions'],
    says: ['state/lode/handover holds 1 file of sessions that ended long ago'],
    mended: '"kind":"remove","path":"~/.local/state/lode/handover/aa.json"',
  },
  {
    name: 'an overlay and a note of a lock of long ago',
    set: (scene) => (writeOld(scene, '.local/state/lode/overlays/aa.json', 31), writeOld(scene, '.local/state/lode/locks/bb.json', 31)),
    expected: ['note leftovers.sessions', 'note leftovers.locks'],
    mended: 'overlays/aa.json',
  },
  {
    name: 'files that were never finished',
    set: (scene) => (
      writeOld(scene, '.aws/sso/cache/.token.json.0a1b2c3d.4242.0123456789ab', 2),
      writeOld(scene, '.cache/lode/models/.list.json..77.0123456789ab', 2)
    ),
    expected: ['note leftovers.temporary', 'note leftovers.temporary'],
    says: ['holds 1 unfinished file of a lode that was ended'],
    mended: '"kind":"remove"',
  },
  {
    name: 'the token of an endpoint that was killed',
    set: (scene) => void scene.write('.local/state/lode/endpoints/1-aaaaaaaaaaaa-0123456789abcdef', 'canary', 0o600),
    expected: ['note leftovers.tokens'],
    mended: 'endpoints/1-aaaaaaaaaaaa',
  },
  {
    name: 'an installed profile calls a lode that is gone',
    set: (scene) => addToConfig(scene, [...stanza, '# <<< lode profile tools (check 00000000)']),
    expected: ['warn leftovers.profile'],
    says: ['profile tools', '/opt/gone/node is gone'],
    mended: '["lode","--aws-profile","sandbox","--region","eu-west-1","login","--install-profile","tools"]',
  },
  {
    name: 'an installed profile has lost its last line',
    set: (scene) => addToConfig(scene, stanza),
    expected: ['warn leftovers.profile-marks'],
    says: ['its last line is missing'],
    mended: 'by hand',
  },
  {
    name: 'a timer whose program is gone',
    set: (scene) =>
      void scene.write(
        '.local/state/lode/timer/installed.json',
        JSON.stringify({ schema: 1, kind: 'cron', node: process.execPath, program: '/opt/gone/lode/dist/bin.js', paths: [] }),
        0o600,
      ),
    expected: ['warn leftovers.timer'],
    says: ['(cron)', '/opt/gone/lode/dist/bin.js is gone'],
    mended: '["lode","refresh","--install"]',
  },
  {
    name: 'a kept list of another account is broken',
    set: (scene) => void scene.write('.cache/lode/models/aws.999988887777.eu-west-1.0123456789abcdef.json', '{"version":', 0o600),
    expected: ['note cache.broken-list'],
    says: ['aws.999988887777.eu-west-1.0123456789abcdef.json could not be used'],
    mended: '"kind":"remove"',
  },
  {
    name: 'nothing can be written where the cache is',
    set: (scene) => void scene.write('.cache/lode', 'a file in its place'),
    expected: ['warn cache.unwritable'],
    says: ['every launch asks AWS anew'],
    mended: 'XDG_CACHE_HOME',
  },
  {
    name: 'nothing can be written where sessions have their files',
    set: (scene) => void scene.write('.local/state/lode', 'a file in its place'),
    expected: ['fail cache.no-state'],
    says: ['A session needs files in '],
    mended: 'XDG_STATE_HOME',
  },
];

const own = /^(?:file-modes|leftovers|cache)\./;

describe('housekeeping', { timeout: 30_000 }, () => {
  test.each(rows)('$name', async ({ set, expected, says = [], mended }) => {
    const scene = await setScene();
    try {
      set(scene);
      const results = await diagnose(scene);
      const found = results.filter(({ code }) => own.test(code));
      expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
      expect(faults(results)).toEqual(expected.filter((one) => !one.startsWith('note')));
      for (const words of says) expect(found[0]?.sentence).toContain(words);
      if (mended !== undefined) expect(JSON.stringify(found.flatMap(({ remedies }) => remedies)).replaceAll(scene.home, '~')).toContain(mended);
      expect(JSON.stringify(results)).not.toContain('canary');
    } finally {
      await scene.close();
    }
  });

  test('--fix gives modes back and removes leftovers, and then nothing is left', async () => {
    const scene = await setScene();
    try {
      openHome(scene);
      chmodSync(scene.path('.aws'), 0o755);
      chmodSync(scene.path('.aws/credentials'), 0o644);
      const old = writeOld(scene, '.local/state/lode/handover/aa.json', 40);
      await scene.run(['doctor', '--fix', '--yes']);
      expect(statSync(scene.path('.aws/credentials')).mode & 0o777).toBe(0o600);
      expect(existsSync(old)).toBe(false);
      expect((await diagnose(scene)).filter(({ code }) => own.test(code))).toEqual([]);
    } finally {
      await scene.close();
    }
  });

  test.skipIf(process.geteuid?.() !== 0)('a cache of another user is named by its owner (needs root to try)', async () => {
    const scene = await setScene();
    try {
      scene.write('.cache/lode/versions.json', '{}', 0o600);
      chownSync(scene.path('.cache/lode'), 65_534, 65_534);
      const results = await diagnose(scene);
      expect(faults(results)).toEqual(['warn file-modes.foreign']);
      expect(JSON.stringify(results)).toContain('sudo chown -R');
    } finally {
      await scene.close();
    }
  });

  test('a full disk is told from a read-only one, where a disk can be had', async () => {
    const disk = smallDisk(64);
    if (disk === undefined) return;
    const scene = await setScene();
    try {
      const env = { XDG_CACHE_HOME: disk.folder };
      const { writeFileSync } = await import('node:fs');
      writeFileSync(`${disk.folder}/filler`, 'x'.repeat(60 * 1024));
      const full = await diagnose(scene, [], env);
      expect(faults(full)).toEqual(['warn cache.unwritable']);
      expect(JSON.stringify(full)).toContain('the disk is full');
      disk.makeReadOnly();
      const fixed = await diagnose(scene, [], env);
      expect(faults(fixed)).toEqual(['warn cache.unwritable']);
      expect(JSON.stringify(fixed)).toContain('it is on a read-only file system');
    } finally {
      await scene.close();
      disk.remove();
    }
  });

  test('a launch of today keeps the files of its session from being leftovers', async () => {
    const scene = await setScene();
    try {
      await scene.run(['claude', '-p', 'hello']);
      const files = [...scene.files().keys()].filter((path) => /state\/lode\/(?:handover|overlays|shells)\//.test(path));
      expect(files.length).toBeGreaterThanOrEqual(3);
      const then = Date.now() / 1000 - 40 * day;
      for (const path of files) utimesSync(path, then, then);
      expect((await diagnose(scene)).filter(({ code }) => own.test(code)).length).toBe(3);
      await scene.run(['claude', '-p', 'hello']);
      expect((await diagnose(scene)).filter(({ code }) => own.test(code))).toEqual([]);
    } finally {
      await scene.close();
    }
  });
});
