import type { CatalogueError } from './entry.ts';
import { denied, notFound, validation } from './entry.ts';

const marketplace =
  'Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions ' +
  '(aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to the Amazon Bedrock documentation ' +
  'for further details. Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, ' +
  'try again after 2 minutes.';

/** Model ids, access and lifecycle. */
export const modelErrors: readonly CatalogueError[] = [
  validation(
    'on-demand',
    'Invocation of model ID {model} with on-demand throughput isn\u2019t supported. Retry your request with the ID or ARN of an inference profile that contains this model.',
  ),
  validation('bad-id', 'The provided model identifier is invalid.'),
  denied('no-access', "You don't have access to the model with the specified model ID."),
  notFound(
    'form',
    'Model use case details have not been submitted for this account. Fill out the Anthropic use case details form before using the model. ' +
      'If you have already filled out the form, try again in 15 minutes.',
  ),
  validation(
    'form-2',
    'You have not filled out the required use-case form for this model. Complete the form at https://{region}.console.aws.amazon.com/bedrock/home?region={region}#/modelaccess.',
  ),
  denied('marketplace-iam', marketplace),
  denied('payment', 'Model access is denied due to INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided.'),
  denied('agreement-pending', 'Model access is denied due to MPAgreementBeingCreated: The AWS Marketplace agreement is being created. Try again later.'),
  {
    ...denied(
      'account-gate',
      '{model} is not available for this account. You can explore other available models on Amazon Bedrock. ' +
        'For additional access options, contact AWS Sales at https://aws.amazon.com/contact-us/sales-support/',
    ),
    name: 'permission_error',
    form: 'anthropic',
  },
  notFound(
    'legacy',
    'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days. ' +
      'Please upgrade to an active model on Amazon Bedrock',
  ),
  notFound('eol', 'This model version has reached the end of its life. Please refer to the AWS documentation for more details.'),
  validation('retention', "data retention mode 'default' is not available for this model"),
  validation(
    'geo-block',
    'Access to Anthropic models is not allowed from unsupported countries, regions, or territories. Please refer to ' +
      'https://www.anthropic.com/supported-countries for more information on the countries and regions Anthropic currently supports.',
  ),
  { ...denied('early-profile', 'Bedrock is unable to process your request.'), status: 503, name: 'ServiceUnavailableException' },
  denied('new-account', 'Your account is not authorized to invoke this API operation.'),
];
