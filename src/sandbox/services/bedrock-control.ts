import type { Call } from '../call.ts';
import { createAgreement, deleteAgreement, listOffers } from '../control-plane/agreements.ts';
import { getRetention, putRetention } from '../control-plane/data-retention.ts';
import { getInvocationLogging } from '../control-plane/invocation-logging.ts';
import { listModels } from '../control-plane/list-models.ts';
import { getProfile, listProfiles } from '../control-plane/list-profiles.ts';
import { getAvailability } from '../control-plane/model-access.ts';
import { createProfile, deleteProfile } from '../control-plane/own-profiles.ts';
import { getProvisioned } from '../control-plane/provisioned.ts';
import { answerTags } from '../control-plane/tags.ts';
import { getForm, putForm } from '../control-plane/use-case-form.ts';
import type { Reply } from '../exchange.ts';
import { jsonReply } from '../exchange.ts';

const operations: Readonly<Record<string, (call: Call) => Reply>> = {
  ListFoundationModels: listModels,
  GetFoundationModelAvailability: getAvailability,
  ListFoundationModelAgreementOffers: listOffers,
  CreateFoundationModelAgreement: createAgreement,
  DeleteFoundationModelAgreement: deleteAgreement,
  GetUseCaseForModelAccess: getForm,
  PutUseCaseForModelAccess: putForm,
  GetAccountDataRetention: getRetention,
  PutAccountDataRetention: putRetention,
  GetModelInvocationLoggingConfiguration: getInvocationLogging,
  ListInferenceProfiles: listProfiles,
  GetInferenceProfile: getProfile,
  CreateInferenceProfile: createProfile,
  DeleteInferenceProfile: deleteProfile,
  GetProvisionedModelThroughput: getProvisioned,
  TagResource: answerTags,
  UntagResource: answerTags,
  ListTagsForResource: answerTags,
};

/** The Bedrock control plane: what the account could call in this region, and what it takes to be allowed to. */
export function answerBedrock(call: Call): Reply {
  const answer = operations[call.route.operation];
  return answer?.(call) ?? jsonReply(404, { message: 'The sandbox plays no such operation.' }, { error: 'UnknownOperationException' });
}
