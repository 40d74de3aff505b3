import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editText } from '../../src/settings/edit.ts';
import { parseJsonc } from '../../src/settings/jsonc.ts';
import { lineDiff } from '../../src/settings/line-diff.ts';
import { parseQuickly } from '../../src/settings/quick-json.ts';

describe('an edit keeps everything else', () => {
  test.each([
    [
      'changes a value between comments',
      '{\n  // where\n  "region": "us-east-1", // home\n  /* which */ "model": "opus",\n}\n',
      ['region'],
      'eu-west-1',
      '{\n  // where\n  "region": "eu-west-1", // home\n  /* which */ "model": "opus",\n}\n',
    ],
    ['adds a key at the end', '{\n  "region": "us-east-1" // home\n}\n', ['model'], 'opus', '{\n  "region": "us-east-1", // home\n  "model": "opus"\n}\n'],
    ['adds a key after a trailing comma', '{\n  "region": "x",\n}\n', ['model'], 'opus', '{\n  "region": "x",\n  "model": "opus",\n}\n'],
    ['removes a key', '{\n  "region": "x",\n  // which\n  "model": "opus"\n}\n', ['region'], undefined, '{\n  // which\n  "model": "opus"\n}\n'],
    [
      'makes an environment',
      '{\n  "region": "x"\n}\n',
      ['environments', 'work', 'region'],
      'y',
      '{\n  "region": "x",\n  "environments": {\n    "work": {\n      "region": "y"\n    }\n  }\n}\n',
    ],
    ['fills an empty file', '', ['region'], 'x', '{\n  "region": "x"\n}\n'],
    ['keeps unknown keys', '{"zzz": [1, 2], "region": "x"}', ['region'], 'y', '{"zzz": [1, 2], "region": "y"}'],
    ['keeps tabs', '{\n\t"region": "x"\n}', ['model'], 'm', '{\n\t"region": "x",\n\t"model": "m"\n}'],
    ['keeps Windows line ends', '{\r\n    "region": "x"\r\n}\r\n', ['model'], 'm', '{\r\n    "region": "x",\r\n    "model": "m"\r\n}\r\n'],
    ['keeps a byte order mark', '\uFEFF{"region": "x"}', ['region'], 'y', '\uFEFF{"region": "y"}'],
    ['changes nothing for the same value', '{"region":   "x"}', ['region'], 'x', '{"region":   "x"}'],
    ['changes nothing when there is nothing to remove', '{ }', ['region'], undefined, '{ }'],
    ['changes the last of equal keys, which is the one that counts', '{"a": 1, "a": 2}', ['a'], 3, '{"a": 1, "a": 3}'],
    ['changes the last of equal objects', '{"o": {"a": 1}, "o": {"a": 2}}', ['o', 'a'], 3, '{"o": {"a": 1}, "o": {"a": 3}}'],
    ['removes all of equal keys', '{"a": 1, "b": 0, "a": 2}', ['a'], undefined, '{"b": 0}'],
    ['keeps a name with dots whole', '{}', ['models', 'sonnet-4.5'], 'x', '{\n  "models": {\n    "sonnet-4.5": "x"\n  }\n}'],
  ])('%s', (_, before, path, value, after) => {
    expect(editText(before, { path, value })).toBe(after);
  });
});

const keys = ['region', 'model', 'awsProfile', 'a', 'b'];
const space = fc.constantFrom('', ' ', '\n', '\n  ', ' // note\n', ' /* note */ ', '\n\n  /* note */\n  ');
const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean());

interface Piece {
  readonly text: string;
  readonly value: Record<string, unknown>;
  /** Each key with its value as written, from quote to end. */
  readonly properties: Record<string, string>;
}

/** An object written by a person: any spacing, comments and maybe a trailing comma. */
function written(inner: fc.Arbitrary<Piece | { text: string; value: unknown }>): fc.Arbitrary<Piece> {
  const entry = fc.tuple(fc.constantFrom(...keys), inner, space, space, space, space);
  return fc.tuple(fc.uniqueArray(entry, { selector: ([key]) => key, maxLength: 4 }), space, fc.boolean()).map(([entries, end, comma]) => ({
    text: `{${entries
      .map(([key, value, a, b, c, d], index) => `${a}"${key}"${b}:${c}${value.text}${d}${index < entries.length - 1 || comma ? ',' : ''}`)
      .join('')}${end}}`,
    value: Object.fromEntries(entries.map(([key, value]) => [key, value.value])),
    properties: Object.fromEntries(entries.map(([key, value, , b, c]) => [key, `"${key}"${b}:${c}${value.text}`])),
  }));
}

const leaf = scalar.map((value) => ({ text: JSON.stringify(value), value: value as unknown }));
const file = fc.tuple(space, written(fc.oneof(leaf, written(leaf))), space);

function comments(text: string): readonly string[] {
  // Strings are matched first, so that comment signs inside them do not count.
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"|(\/\/[^\n]*|\/\*.*?\*\/)/gs)].flatMap((match) => match[1] ?? []);
}

function valueOf(text: string): Record<string, unknown> {
  const parsed = parseJsonc(text);
  if (parsed.kind === 'broken') throw new Error(`${parsed.problem} at ${parsed.offset} in ${text}`);
  return parsed.value as Record<string, unknown>;
}

describe('for any file a person may have written', () => {
  test('setting a key gives that value, leaves the others, all comments, and every byte around the object', () => {
    fc.assert(
      fc.property(file, fc.constantFrom(...keys), scalar, ([before, object, after], key, value) => {
        const text = editText(before + object.text + after, { path: [key], value });
        expect(valueOf(text)).toEqual({ ...object.value, [key]: value });
        // A comment inside an object goes with the object; all others stay.
        if (typeof object.value[key] !== 'object') expect(comments(text)).toEqual(comments(before + object.text + after));
        expect(text.startsWith(`${before}{`)).toBe(true);
        expect(text.endsWith(`}${after}`)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test('changing a value that is there changes no other byte', () => {
    fc.assert(
      fc.property(file, scalar, fc.nat(), ([before, object, after], value, pick) => {
        const present = Object.entries(object.value).filter(([, old]) => typeof old !== 'object');
        const [key, old] = present[pick % Math.max(1, present.length)] ?? [];
        fc.pre(key !== undefined);
        const text = before + object.text + after;
        const edited = editText(text, { path: [key as string], value });
        // Cut both values out at the place where the texts begin to differ from the key on.
        const at = new RegExp(`"${key}"(?:\\s|//[^\\n]*\\n|/\\*.*?\\*/)*:(?:\\s|//[^\\n]*\\n|/\\*.*?\\*/)*`, 'g');
        const ends = [...text.matchAll(at)].map((match) => match.index + match[0].length);
        const cutOut = ends.filter((end) => text.startsWith(JSON.stringify(old), end) && edited.startsWith(text.slice(0, end)));
        expect(cutOut.some((end) => edited === text.slice(0, end) + JSON.stringify(value) + text.slice(end + JSON.stringify(old).length))).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test('removing a key removes only that key', () => {
    fc.assert(
      fc.property(file, fc.constantFrom(...keys), ([before, object, after], key) => {
        const text = editText(before + object.text + after, { path: [key], value: undefined });
        const { [key]: _, ...left } = object.value;
        expect(valueOf(text)).toEqual(left);
        const gone = comments(object.properties[key] ?? '').length;
        expect(comments(text)).toHaveLength(comments(before + object.text + after).length - gone);
        expect(text.startsWith(`${before}{`) && text.endsWith(`}${after}`)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test('the quick parser reads it, and as the careful one does', () => {
    fc.assert(
      fc.property(file, ([before, object, after]) => {
        expect(parseQuickly(before + object.text + after)).toEqual({ value: object.value });
      }),
      { numRuns: 400 },
    );
  });

  test('and with a slip in it, the quick parser never reads what the careful one refuses', () => {
    const slip = fc.constantFrom('', ',', '"', '}', '{', '[', ']', '/', '*', ':', '\\', '//', '/*', '*/', '\n');
    fc.assert(
      fc.property(file, fc.nat(), fc.nat(2), slip, ([before, object, after], at, gone, put) => {
        const whole = before + object.text + after;
        const text = whole.slice(0, at % whole.length) + put + whole.slice((at % whole.length) + gone);
        const quick = parseQuickly(text);
        if (quick) expect(parseJsonc(text)).toEqual({ kind: 'value', value: quick.value });
      }),
      { numRuns: 3000 },
    );
  });

  test('the quick parser and the careful one agree on plain JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const quick = parseQuickly(text);
        const careful = parseJsonc(text);
        if (quick) expect(careful).toEqual({ kind: 'value', value: quick.value });
        else expect(careful.kind).toBe('broken');
      }),
      { numRuns: 400 },
    );
  });
});

describe('the quick parser leaves alone', () => {
  test.each([
    ['a repeated key', '{"a":1,"a":2}'],
    ['a repeated key in a list', '[{"a":1,"b":{"a":2,"a":3}}]'],
    ['a repeated key behind an escape', '{"a":1,"\\u0061":2}'],
    ['a repeated __proto__', '{"__proto__":1,"__proto__":2}'],
    ['a comment that is never closed', '{} /* c'],
    ['a comment that only seems closed', '{} /*/'],
    ['a comma without a value before it', '[,]'],
    ['two commas at the end', '{"a":1,,}'],
    ['a repeated key between comments', '{"a":1, /* x */ "a":2,}'],
  ])('%s', (_, text) => {
    expect(parseQuickly(text)).toBeUndefined();
  });
});

test('a difference shows what goes and what comes, a little around it, and no secret', () => {
  const before = '{\n  "a": 1,\n  "b": 2,\n  "region": "x",\n  "env": {\n    "API_KEY": "s3cret"\n  }\n}\n';
  expect(lineDiff(before, before.replace('"x"', '"y"'))).toBe(
    '    "a": 1,\n    "b": 2,\n-   "region": "x",\n+   "region": "y",\n    "env": {\n      "API_KEY": "******"\n',
  );
  expect(lineDiff('', '{}\n')).toBe('+ {}\n');
  expect(lineDiff('{}\n', '')).toBe('- {}\n');
});
