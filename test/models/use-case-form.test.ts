import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formFields, formText, readUseCaseForm } from '../../src/models/use-case-form.ts';

const good = {
  companyName: 'Example Ltd',
  companyWebsite: 'https://example.com',
  intendedUsers: '0',
  industryOption: 'Technology',
  otherIndustryOption: '',
  useCases: 'Code review',
};

function mistakesIn(changes: Readonly<Record<string, unknown>>): readonly string[] {
  const answer = readUseCaseForm(JSON.stringify({ ...good, ...changes }));
  return answer.kind === 'form' ? [] : answer.mistakes;
}

describe('a use-case form', () => {
  test('that is whole is read, and sent with its keys in AWS’s order', () => {
    const { useCases, ...rest } = good;
    const answer = readUseCaseForm(JSON.stringify({ useCases, ...rest }));
    expect(answer).toEqual({ kind: 'form', form: good });
    expect(answer.kind === 'form' && formText(answer.form)).toBe(JSON.stringify(good));
  });

  test('may leave the other industry out', () => {
    const { otherIndustryOption: _, ...rest } = good;
    expect(readUseCaseForm(JSON.stringify(rest))).toEqual({ kind: 'form', form: good });
  });

  test.each([
    ['a name of 129 characters', { companyName: 'x'.repeat(129) }, 'companyName has 129 characters; AWS takes 128 at most.'],
    ['a website of 200 characters', { companyWebsite: 'x'.repeat(200) }, 'companyWebsite has 200 characters; AWS takes 128 at most.'],
    ['use cases of 8193 characters', { useCases: 'x'.repeat(8193) }, 'useCases has 8193 characters; AWS takes 8192 at most.'],
    ['users in words', { intendedUsers: 'Internal' }, 'intendedUsers is "Internal"; it must be "0" or "1" or "2".'],
    ['users as a number', { intendedUsers: 0 }, 'intendedUsers must be text in quotes: "0", "1", "2".'],
    ['no industry', { industryOption: undefined }, 'industryOption is missing.'],
    ['an empty name', { companyName: '  ' }, 'companyName is empty.'],
    ['an industry that is a list', { industryOption: ['Technology'] }, 'industryOption must be text in quotes.'],
    ['a strange key', { company: 'x' }, `company is no key of the form; it has ${Object.keys(good).join(', ')}.`],
    ['more bytes than AWS takes', { useCases: 'ß€'.repeat(4000), industryOption: 'x'.repeat(5000) }, /^The form has \d+ bytes; AWS takes 16384 at most\.$/],
  ])('with %s is refused by name and limit', (_, changes, mistake) => {
    expect(mistakesIn(changes)).toEqual([typeof mistake === 'string' ? mistake : expect.stringMatching(mistake)]);
  });

  test('says all its mistakes at once', () => {
    expect(mistakesIn({ companyName: '', useCases: 7, extra: 1 })).toHaveLength(3);
  });

  test.each(['', 'null', '[]', '"text"', '{', '7'])('that is %j is no object', (text) => {
    expect(readUseCaseForm(text)).toEqual({ kind: 'mistakes', mistakes: ['It is not a JSON object.'] });
  });

  test('just as long as AWS takes is read, whatever its letters', () => {
    expect(mistakesIn({ companyName: '漢'.repeat(128), companyWebsite: '😀'.repeat(128) })).toEqual([]);
  });

  test('never throws, and what it takes is what it sends', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.constantFrom('0', '1', '2'));
    const document = fc.record(Object.fromEntries(formFields.map(({ key }) => [key, value])), { requiredKeys: [] });
    fc.assert(
      fc.property(document, (written) => {
        const answer = readUseCaseForm(JSON.stringify(written));
        if (answer.kind === 'mistakes') return answer.mistakes.length > 0;
        expect(JSON.parse(formText(answer.form))).toEqual({ otherIndustryOption: '', ...written });
        return true;
      }),
    );
  });
});
