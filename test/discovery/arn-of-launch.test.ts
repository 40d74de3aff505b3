import { expect, onTestFinished, test } from 'vitest';
import { setScene } from '../support/scene.ts';

const model = 'arn:aws:bedrock:eu-west-1:111122223333:application-inference-profile/a1b2c3d4e5f6';

test('an ARN that AWS cannot be asked about is told at each launch, and asked about once in five minutes', async () => {
  const scene = await setScene({ errors: [{ id: 'internal', operation: 'GetInferenceProfile' }] });
  onTestFinished(() => scene.close());
  const asked = (): number => scene.sandbox.log().filter(({ operation }) => operation === 'GetInferenceProfile').length;
  const launch = () => scene.run(['--model', model, 'claude', '-p', 'hi']);
  const first = await launch();
  const before = asked();
  const more = [await launch(), await launch()];
  const note = `lode: AWS could not be asked what stands behind ${model} (InternalServerException: `;
  expect([first, ...more].map(({ code, stderr }) => `${code} ${stderr.split(note).length - 1}`)).toEqual(['0 1', '0 1', '0 1']);
  expect({ first: before > 0, again: asked() - before }).toEqual({ first: true, again: 0 });
});
