import type { AwsFailure } from '../aws/aws-failure.ts';
import type { AwsCredentials } from './aws-credentials.ts';

/** What asking a source led to. `failure` beside credentials: something on the way could not be renewed and will soon be over. */
export type Fetched =
  | { readonly kind: 'credentials'; readonly credentials: AwsCredentials; readonly failure?: AwsFailure | undefined }
  | { readonly kind: 'failed'; readonly failure: AwsFailure };
