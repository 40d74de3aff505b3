/** What Anthropic asks of a company before its first use of a model, once per account (Amazon Bedrock user guide, "Request access to models"). */
export interface UseCaseForm {
  readonly companyName: string;
  readonly companyWebsite: string;
  readonly intendedUsers: '0' | '1' | '2';
  readonly industryOption: string;
  readonly otherIndustryOption: string;
  readonly useCases: string;
}

export type ReadForm = { readonly kind: 'form'; readonly form: UseCaseForm } | { readonly kind: 'mistakes'; readonly mistakes: readonly string[] };

export interface FormField {
  readonly key: keyof UseCaseForm;
  /** Ends with a colon. */
  readonly question: string;
  readonly required: boolean;
  /** Longest value, in characters, where AWS states one. */
  readonly longest?: number;
  readonly oneOf?: readonly string[];
}

export const formFields: readonly FormField[] = [
  { key: 'companyName', question: 'Name of the company, or your own:', required: true, longest: 128 },
  { key: 'companyWebsite', question: 'Its website, or a page of your own that says what you do:', required: true, longest: 128 },
  { key: 'intendedUsers', question: 'Who will use it (0 people inside, 1 people outside, 2 both):', required: true, oneOf: ['0', '1', '2'] },
  { key: 'industryOption', question: 'Industry, such as Technology, Education or Healthcare:', required: true },
  { key: 'otherIndustryOption', question: 'Industry in your own words, where the first says Other (may be empty):', required: false },
  { key: 'useCases', question: 'What it will be used for:', required: true, longest: 8192 },
];

/** The whole of `formData`, in bytes (Amazon Bedrock API reference, PutUseCaseForModelAccess). */
const longestText = 16_384;

/** Reads a form from JSON text; each mistake is a sentence that names its key and the limit. */
export function readUseCaseForm(text: string): ReadForm {
  const document = parsed(text);
  if (document === undefined) return { kind: 'mistakes', mistakes: ['It is not a JSON object.'] };
  return checkUseCaseForm(document);
}

function checkUseCaseForm(document: Readonly<Record<string, unknown>>): ReadForm {
  const known = formFields.map(({ key }) => key as string);
  const strange = Object.keys(document).filter((key) => !known.includes(key));
  const mistakes = [
    ...formFields.flatMap((field) => mistakeOf(field, document[field.key]) ?? []),
    ...strange.map((key) => `${key} is no key of the form; it has ${known.join(', ')}.`),
  ];
  if (mistakes.length > 0) return { kind: 'mistakes', mistakes };
  const form = { otherIndustryOption: '', ...document } as unknown as UseCaseForm;
  const bytes = new TextEncoder().encode(formText(form)).length;
  return bytes > longestText ? { kind: 'mistakes', mistakes: [`The form has ${bytes} bytes; AWS takes ${longestText} at most.`] } : { kind: 'form', form };
}

/** What is wrong with one answer, as a sentence; undefined when nothing is. */
export function mistakeOf({ key, required, longest, oneOf }: FormField, value: unknown): string | undefined {
  if (value === undefined) return required ? `${key} is missing.` : undefined;
  if (typeof value !== 'string') return `${key} must be text in quotes${oneOf === undefined ? '' : `: ${oneOf.map((one) => `"${one}"`).join(', ')}`}.`;
  if (required && value.trim() === '') return `${key} is empty.`;
  if (oneOf !== undefined && !oneOf.includes(value)) return `${key} is "${value}"; it must be ${oneOf.map((one) => `"${one}"`).join(' or ')}.`;
  const { length } = [...value];
  return longest !== undefined && length > longest ? `${key} has ${length} characters; AWS takes ${longest} at most.` : undefined;
}

/** The form as AWS is sent it. */
export function formText(form: UseCaseForm): string {
  return JSON.stringify(Object.fromEntries(formFields.map(({ key }) => [key, form[key]])));
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
