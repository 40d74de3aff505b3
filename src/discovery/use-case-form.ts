import type { AwsContext } from '../aws/aws-context.ts';
import { awsFailureOf, type AwsFailure } from '../aws/aws-failure.ts';
import type { BedrockAuth } from '../aws/bedrock-client.ts';

/** Where an account's use-case form stands. */
export type FormState =
  /** `text` as AWS keeps it. */
  { readonly kind: 'sent'; readonly text: string } | { readonly kind: 'never-sent' } | { readonly kind: 'untold'; readonly failure: AwsFailure };

/** Asks whether the account has sent the form, and what it says. Never throws. */
export async function askUseCaseForm(auth: BedrockAuth, context: AwsContext): Promise<FormState> {
  const { getUseCaseForm } = await import('../aws/use-case-form.ts');
  try {
    return { kind: 'sent', text: new TextDecoder().decode(await getUseCaseForm(auth, context)) };
  } catch (error) {
    const failure = awsFailureOf(error);
    return failure.name === 'ResourceNotFoundException' ? { kind: 'never-sent' } : { kind: 'untold', failure };
  }
}
