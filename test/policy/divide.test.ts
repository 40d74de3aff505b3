import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { divide, sizeOf } from '../../src/policy/divide.ts';
import { documentOf, type PolicyDocument, type Statement } from '../../src/policy/statement.ts';

const statements = fc
  .array(fc.array(fc.stringMatching(/^arn:aws:bedrock:[a-z0-9:/.-]{1,60}$/), { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 12 })
  .map((all) => all.map((resources, index): Statement => ({ Sid: `Sid${index}`, Effect: 'Allow', Action: ['bedrock:InvokeModel'], Resource: resources })));

const resourcesOf = (documents: readonly PolicyDocument[]): readonly string[] =>
  documents.flatMap(({ Statement: all }) => all.flatMap(({ Resource }) => Resource));

describe('a policy that is too large for one', () => {
  test('keeps every resource, once and in order', () => {
    fc.assert(
      fc.property(statements, (all) => {
        expect(resourcesOf(divide(all, 800))).toEqual(all.flatMap(({ Resource }) => Resource));
      }),
    );
  });

  test('becomes policies that each fit', () => {
    fc.assert(
      fc.property(statements, (all) => {
        for (const document of divide(all, 800)) expect(sizeOf(document)).toBeLessThanOrEqual(800);
      }),
    );
  });

  test('has each Sid once', () => {
    fc.assert(
      fc.property(statements, (all) => {
        const sids = divide(all, 800).flatMap(({ Statement: parts }) => parts.map(({ Sid }) => Sid));
        expect(new Set(sids).size).toBe(sids.length);
      }),
    );
  });
});

test('one that fits stays one document, as it is', () => {
  const one: Statement = { Sid: 'One', Effect: 'Allow', Action: ['bedrock:InvokeModel'], Resource: ['a', 'b'] };
  expect(divide([one, { ...one, Sid: 'Two' }], 6144)).toEqual([documentOf([one, { ...one, Sid: 'Two' }])]);
});
