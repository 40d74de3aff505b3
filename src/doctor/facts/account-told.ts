import { awsFailureOf } from '../../aws/aws-failure.ts';

/** An answer of AWS that only advice depends on. */
export type Told<T> =
  | { readonly kind: 'told'; readonly value: T }
  /** `why` follows "because": the permission that is missing, or what stood in the way. */
  | { readonly kind: 'untold'; readonly why: string };

/** Asks; `action` is the permission that it takes. Never throws for what AWS says. */
export async function tell<T>(action: string, ask: () => Promise<T>): Promise<Told<T>> {
  try {
    return { kind: 'told', value: await ask() };
  } catch (error) {
    const { kind, name, message } = awsFailureOf(error);
    const why = kind === 'denied' ? `the permission ${action} is missing` : `AWS did not answer (${action}: ${name}: ${message.replace(/\.$/, '')})`;
    return { kind: 'untold', why };
  }
}
