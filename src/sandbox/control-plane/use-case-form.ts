import type { Call } from '../call.ts';
import { accountOf } from '../call.ts';
import type { Reply } from '../exchange.ts';
import { jsonBody, jsonReply } from '../exchange.ts';
import { breaksRule, invalid, missing } from './refusals.ts';

/** The form of an account that sent one before the sandbox started. */
const sentBefore = {
  companyName: 'Sandbox',
  companyWebsite: 'https://example.com',
  intendedUsers: '0',
  industryOption: 'Education',
  otherIndustryOption: '',
  useCases: 'Trying lode without an AWS account.',
};

/** Longest values in characters (Amazon Bedrock API reference, PutUseCaseForModelAccess). */
const longest = { companyName: 128, companyWebsite: 128, industryOption: 128, useCases: 8192 } as const;

/** Whether the account told Anthropic what it wants the models for. */
export function formIsSent(call: Call): boolean {
  return call.world.knobs.useCaseForm === 'sent' || call.world.account.forms.has(accountOf(call));
}

/** GetUseCaseForModelAccess. */
export function getForm(call: Call): Reply {
  if (!formIsSent(call)) return missing('Use case details for model access have not been submitted for this account.');
  return jsonReply(200, { formData: call.world.account.forms.get(accountOf(call)) ?? Buffer.from(JSON.stringify(sentBefore)).toString('base64') });
}

/** PutUseCaseForModelAccess; the form counts from the next request on. */
export function putForm(call: Call): Reply {
  const { formData } = jsonBody(call.request);
  if (typeof formData !== 'string') return breaksRule('formData', formData, 'not be null');
  const wrong = refusalOfForm(Buffer.from(formData, 'base64'));
  if (wrong !== undefined) return wrong;
  call.world.account.forms.set(accountOf(call), formData);
  return jsonReply(201, {});
}

function refusalOfForm(body: Buffer): Reply | undefined {
  if (body.length < 10 || body.length > 16_384) return breaksRule('formData', undefined, 'have a length between 10 and 16384');
  const form = jsonBody({ body });
  if (Object.keys(form).length === 0) return invalid('The form data is not a JSON object.');
  for (const [name, limit] of Object.entries(longest)) {
    const value = form[name];
    if (typeof value !== 'string' || value.trim() === '') return invalid(`The form data must have a value for ${name}.`);
    if (value.length > limit) return breaksRule(name, undefined, `have length less than or equal to ${limit}`);
  }
  if (!['0', '1', '2'].includes(form['intendedUsers'] as string))
    return breaksRule('intendedUsers', form['intendedUsers'], 'satisfy enum value set: [0, 1, 2]');
  return undefined;
}
