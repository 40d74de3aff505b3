import type { CatalogueError } from './entry.ts';
import { throttled, validation } from './entry.ts';

/** Quotas, capacity and the shape of a request. */
export const limitErrors: readonly CatalogueError[] = [
  throttled('tpm', 'Too many tokens, please wait before trying again.'),
  throttled('tpd', 'Too many tokens per day, please wait before trying again.'),
  throttled('rpm', 'Too many requests, please wait before trying again.'),
  { ...throttled('capacity', 'Bedrock is unable to process your request.'), status: 503, name: 'ServiceUnavailableException' },
  { ...throttled('not-ready', 'The model is not ready for inference. Wait and try your request again.'), name: 'ModelNotReadyException' },
  { ...validation('quota', 'The number of inference profiles exceeds the service limit.'), name: 'ServiceQuotaExceededException', hits: ['bedrock'] },
  validation('context', 'prompt is too long: 210000 tokens > 200000 maximum'),
  validation('max-out', 'The maximum tokens you requested exceeds the model limit of 64000. Try again with a maximum tokens value that is lower than 64000.'),
  validation('beta', 'invalid beta flag'),
  validation('extra', 'tools.0.custom.defer_loading: Extra inputs are not permitted'),
  validation('thinking', '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive".'),
  validation('budget', '`max_tokens` must be greater than `thinking.budget_tokens`.'),
  { ...validation('time-out', 'The model has timed out in processing the request. Try your request again.'), status: 408, name: 'ModelTimeoutException' },
  {
    ...validation('model-error', 'The system encountered an unexpected error during processing. Try your request again.'),
    status: 424,
    name: 'ModelErrorException',
  },
  {
    ...validation('internal', 'The system encountered an unexpected error during processing. Try your request again.'),
    status: 500,
    name: 'InternalServerException',
    stsName: 'InternalFailure',
    hits: ['sts', 'sso', 'sso-oidc', 'signin', 'bedrock', 'bedrock-runtime'],
  },
  { ...throttled('stream-throttle', 'Too many tokens, please wait before trying again.'), form: 'in-stream' },
  {
    ...validation('stream-break', 'The system encountered an unexpected error during processing. Try your request again.'),
    name: 'ModelStreamErrorException',
    form: 'in-stream',
  },
];
