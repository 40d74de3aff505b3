import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partingOf } from '../../scripts/docs/likeness.ts';
import { steady } from '../../scripts/docs/steady.ts';
import { writtenAnew } from '../../scripts/docs/written-anew.ts';

describe('what no two runs have in common does not count', () => {
  test.each([
    ['a time of day', 'until 13:28 (in 1 h)', 'until 2026-11-22 07:51 (in 1 h)'],
    ['some minutes', 'until 13:28 (in 58 min)', 'until 13:29 (in 59 min)'],
    ['a point in time', 'kept since 2026-11-21T11:43:33.071Z', 'kept since 2027-01-01T00:00:00Z'],
    ['a port', 'http://127.0.0.1:43563/start', 'http://127.0.0.1:40001/start'],
    ['a code of a device', 'user_code=XSVC-MQLD', 'user_code=ABCD-EFGH'],
    ['a request', '(request c232929e-2180-4489-803e-888573e23c29)', '(request 00000000-2180-4489-803e-888573e23c29)'],
    ['a digest in a name', 'overlays/00d9c36666e3481de7115525e352.json', 'overlays/11d9c36666e3481de7115525e352.json'],
    ['how long it took', 'first token after 135 ms', 'first token after 9 ms'],
    ['a profile that was made', 'application-inference-profile/ncw5v53851hj', 'application-inference-profile/abcdefghijkl'],
  ])('%s', (_, one, other) => expect(steady(one)).toBe(steady(other)));

  test.each([
    ['an account', 'account 111122223333', 'account 444455556666'],
    ['an end', 'in 1 h', 'in 12 h'],
    ['a unit', 'in 59 min', 'in 1 h'],
    ['a price', '$4.40 in', '$4.50 in'],
    ['a limit', 'waited 80 s for it', 'waited 90 s for it'],
    ['a version of a model', 'claude-opus-5-5', 'claude-opus-5-6'],
  ])('but %s does', (_, one, other) => expect(steady(one)).not.toBe(steady(other)));
});

describe('what is written tells what came', () => {
  const came = ['a', 'b', 'c', 'd', 'b', 'e'];

  test.each([
    ['all of it', ['a', 'b', 'c', 'd', 'b', 'e']],
    ['its head', ['a', 'b', '…']],
    ['its tail', ['…', 'b', 'e']],
    ['a part of the middle', ['…', 'c', 'd', '…']],
    ['head, middle and tail', ['a', '…', 'd', '…', 'e']],
    ['anything at all', ['…']],
    ['an elision that stands for nothing', ['a', '…', 'b', 'c', 'd', 'b', 'e']],
    ['an elision in a comment of the language', ['a', '# …']],
  ])('when it is %s', (_, written) => expect(partingOf(written, came)).toBeUndefined());

  test.each([
    ['a line is another one', ['a', 'x', 'c', 'd', 'b', 'e'], { written: 1, came: 1 }],
    ['a line is missing', ['a', 'b', 'c', 'd', 'b'], { written: 5, came: 5 }],
    ['a line is too many', ['a', 'b', 'c', 'd', 'b', 'e', 'f'], { written: 6, came: 6 }],
    ['the head is another one', ['x', '…'], { written: 0, came: 0 }],
    ['the tail is another one', ['a', '…', 'b', 'x'], { written: 3, came: 2 }],
    ['parts stand in another order', ['…', 'd', '…', 'c', '…'], { written: 3, came: 4 }],
    ['two parts share a line', ['a', 'b', 'c', '…', 'c', 'd', 'b', 'e'], { written: 4, came: 3 }],
  ])('not when %s', (_, written, parting) => expect(partingOf(written, came)).toEqual(parting));

  test('a mark within a line stands for anything there, and for nothing elsewhere', () => {
    expect(partingOf(['hint: run (… more)'], ['hint: run (3 more)'])).toBeUndefined();
    expect(partingOf(['hint: run (… more)'], ['hint: walk (3 more)'])).toEqual({ written: 0, came: 0 });
  });
});

describe('written anew', () => {
  const came = ['A', 'b', 'c', 'd', 'E'];

  test.each([
    ['a whole block', ['a', 'b'], came],
    ['a head', ['a', 'b', '…'], ['A', 'b', '…']],
    ['a tail', ['…', 'x', 'y'], ['…', 'd', 'E']],
    ['head and tail', ['a', '…', 'y'], ['A', '…', 'E']],
    ['a middle that is still there', ['…', 'c', 'x', '…'], ['…', 'c', 'd', '…']],
    ['a middle that is gone', ['…', 'gone', '…'], came],
  ])('%s keeps its cut', (_, written, anew) => expect(writtenAnew(written, came)).toEqual(anew));

  const line = fc.constantFrom('a', 'b', 'c', '');
  test('is true of what came, wherever it was cut', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.constant('…'))), fc.array(line), (written, lines) => {
        expect(partingOf(writtenAnew(written, lines), lines)).toBeUndefined();
      }),
    );
  });
});
