import { awsFailureOf, errorParts } from '../aws/aws-failure.ts';
import type { Asked } from '../auth/sign-in/flow-end.ts';
import type { Stage } from './stage.ts';

/** Between one question and the next, beyond what the SDK waits by itself. */
const pausesMs: readonly number[] = [1000, 3000];

/** What the access portal answers. Where it is busy or not well (HTTP 429 and 5xx) it is asked again after a pause, twice: a sign-in hangs on it. Never throws. */
export async function askPortal<T>(stage: Pick<Stage, 'system' | 'asker'>, call: () => Promise<T>, left: readonly number[] = pausesMs): Promise<Asked<T>> {
  try {
    return { kind: 'answer', answer: await call() };
  } catch (error) {
    const { status } = errorParts(error);
    const [pause, ...later] = left;
    if (pause === undefined || (status !== 429 && status < 500)) return { kind: 'failure', failure: awsFailureOf(error) };
    if (left === pausesMs) stage.asker.say('IAM Identity Center is busy; it is asked again…');
    await stage.system.pause(pause);
    return askPortal(stage, call, later);
  }
}
