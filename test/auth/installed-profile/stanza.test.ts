import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findStanza } from '../../../src/auth/installed-profile/find-stanza.ts';
import { withoutStanza, withStanza } from '../../../src/auth/installed-profile/place-stanza.ts';

const profile = { name: 'work-lode', command: '/usr/bin/node /opt/lode.js credentials', region: 'eu-west-1' };

function installed(text: string | undefined, over = profile): string {
  const found = findStanza(text ?? '', over.name);
  return withStanza(text, over, found.kind === 'found' ? found : undefined);
}

function uninstalled(text: string, name = profile.name): string | undefined {
  const found = findStanza(text, name);
  if (found.kind !== 'found') throw new Error(`${found.kind} in ${JSON.stringify(text)}`);
  return withoutStanza(text, found);
}

/** Lines as people and tools write them, with every kind of end. */
const configText = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.constantFrom('[default]', '[profile a]', '  s3 =', '    max = 1', '# note', '', 'region=eu-west-1 ; x', 'grüße = ☃', '\r'),
        fc.string({ unit: 'binary' }),
      ),
      fc.constantFrom('\n', '\r\n', '\r', ''),
    ),
    { maxLength: 8 },
  )
  .map((lines) => lines.map(([line, end]) => line + end).join(''));

const anyFile = fc.oneof(
  fc.constant(undefined),
  fc.tuple(fc.constantFrom('', '\uFEFF'), configText).map(([mark, text]) => mark + text),
);

describe('a stanza in a file', () => {
  test('put in and taken out, the file is what it was, byte for byte', () => {
    fc.assert(
      fc.property(anyFile, (text) => void expect(uninstalled(installed(text))).toBe(text)),
      { numRuns: 2000 },
    );
  });

  test('put in twice or replaced, it is there once, and still comes out whole', () => {
    fc.assert(
      fc.property(anyFile, (text) => {
        const once = installed(text);
        expect(installed(once)).toBe(once);
        expect(uninstalled(installed(once, { ...profile, region: 'us-east-1' }))).toBe(text);
      }),
    );
  });

  test('every other byte is kept and stands where it stood', () => {
    fc.assert(fc.property(anyFile, (text) => void expect(installed(text).startsWith(text ?? '')).toBe(true)));
  });

  test('what is written below it later stays when it goes', () => {
    fc.assert(
      fc.property(anyFile, (text) => {
        const later = '[profile later]\nregion = us-east-1\n';
        const [before, left] = [text ?? '', uninstalled(installed(text) + later) ?? ''];
        expect(left.startsWith(before) && left.endsWith(later)).toBe(true);
        expect(left.slice(before.length, left.length - later.length)).toMatch(before === '' || before === '\uFEFF' || before.endsWith('\n') ? /^$/ : /^\r?\n$/);
      }),
    );
  });

  test('two of them come out in either order', () => {
    const text = '[default]\nregion = eu-west-1\n';
    const both = installed(installed(text), { ...profile, name: 'work-lode:2' });
    expect(uninstalled(uninstalled(both) ?? '', 'work-lode:2')).toBe(text);
    expect(uninstalled(uninstalled(both, 'work-lode:2') ?? '')).toBe(text);
  });

  test('looks like this', () => {
    expect(installed('[default]\nregion = eu-west-1')).toMatchInlineSnapshot(`
      "[default]
      region = eu-west-1

      # >>> lode profile work-lode: written by lode; take it out with: lode login --uninstall-profile work-lode
      [profile work-lode]
      credential_process = /usr/bin/node /opt/lode.js credentials
      region = eu-west-1
      # <<< lode profile work-lode (check 648af94a, the line above had no end)
      "
    `);
    expect(installed('[default]\r\n')).toMatch(/^(?:[^\r\n]*\r\n)+$/);
  });
});

describe('a stanza that is no longer what lode wrote', () => {
  const text = installed('[default]\nregion = eu-west-1\n');
  test.each<[string, string, boolean]>([
    ['as written', text, false],
    ['other line ends, as an editor leaves them', text.replaceAll('\n', '\r\n'), false],
    ['other stanzas and comments below it', `${installed(text, { ...profile, name: 'b' })}# mine\n[profile c]\nregion = x\n`, false],
    ['another region', text.replace('region = eu-west-1\n#', 'region = us-east-1\n#'), true],
    ['another command', text.replace('/opt/lode.js', '/opt/other.js'), true],
    ['one more key in it', text.replace('# <<<', 'output = json\n# <<<'), true],
    ['one more key below it, where the AWS CLI puts them', `${text}output = json\n`, true],
    ['a changed last line', text.replace('(check ', '(check 0'), true],
  ])('%s: changed: %s', (_, changed, edited) => {
    expect(findStanza(changed, profile.name)).toMatchObject({ kind: 'found', edited });
  });

  test('takes the keys below it along, which would else become those of the profile above', () => {
    expect(uninstalled(`${text}output = json\n\n[profile c]\n`)).toBe('[default]\nregion = eu-west-1\n\n[profile c]\n');
  });

  test.each<[string, string, unknown]>([
    ['nothing there', '[default]\n', { kind: 'absent' }],
    ['another profile, whose name begins alike', installed('', { ...profile, name: 'work-lode:x' }), { kind: 'absent' }],
    ['no first line', text.replace(/# >>>.*\n/, ''), { kind: 'broken', line: 7, what: 'its first line is missing' }],
    ['no last line', text.replace(/# <<<.*\n/, ''), { kind: 'broken', line: 4, what: 'its last line is missing' }],
    ['there twice', text + text, { kind: 'broken', line: 12, what: 'it is there twice' }],
  ])('%s', (_, changed, found) => expect(findStanza(changed, profile.name)).toEqual(found));
});
