import type { Circumstances } from './circumstances.ts';
import type { GateRow, Told } from './gate.ts';

const aws = 'AWS, by itself';
const again = ({ modelId }: Circumstances): string => `Ask again in a minute: lode models check ${modelId}`;
const other = 'Or use another model meanwhile: lode models list';

function busy(what: (circumstances: Circumstances) => string): (circumstances: Circumstances) => Told {
  return (circumstances) => ({ what: what(circumstances), who: aws, remedy: [again(circumstances), other] });
}

/** AWS's own side: capacity, and answers that break (Amazon Bedrock user guide, "Troubleshooting API error codes"). */
export const capacityGates: readonly GateRow[] = [
  {
    id: 'early-profile',
    names: ['ServiceUnavailableException'],
    says: /unable to process your request/i,
    when: ({ about, failure }) => about.othersAnswer === true && /unable to process/i.test(failure.message),
    tell: (circumstances) => ({
      what: `${circumstances.bedrock} lists ${circumstances.modelId} but cannot process it, while other models there answer: there may be no capacity behind it yet.`,
      who: 'AWS',
      remedy: [again(circumstances), `If it stays so, use another profile of it: lode models resolve ${circumstances.name}`, other],
    }),
  },
  {
    id: 'capacity',
    names: ['ServiceUnavailableException', 'ServiceUnavailable', 'ModelNotReadyException', 'overloaded_error'],
    says: /unable to process your request|getting throttled|not ready for inference/i,
    tell: (circumstances) => ({
      what: `${circumstances.bedrock} has no room for ${circumstances.model} at this moment; that is on AWS's side, and no quota of yours.`,
      who: aws,
      remedy: [again(circumstances), 'If it stays so for one model only, its profile may be listed before there is capacity behind it', other],
    }),
  },
  {
    id: 'time-out',
    names: ['ModelTimeoutException'],
    says: /model has timed out/i,
    tell: busy(({ bedrock, model }) => `${model} took longer to answer than ${bedrock} waits.`),
  },
  {
    id: 'stream-break',
    names: ['ModelStreamErrorException'],
    tell: busy(({ bedrock, model }) => `${bedrock} began to answer for ${model}, and the model broke off.`),
  },
  {
    id: 'model-error',
    names: ['ModelErrorException'],
    tell: busy(({ bedrock, model }) => `${model} failed in ${bedrock} while it worked on the request.`),
  },
  {
    id: 'internal',
    names: ['InternalServerException', 'InternalFailure', 'InternalServerError', 'api_error'],
    tell: busy(({ bedrock }) => `${bedrock} failed by itself.`),
  },
];
