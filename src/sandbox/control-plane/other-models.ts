import type { FoundationModelWords } from './foundation-model.ts';

const text = ['TEXT'];
const seen = ['TEXT', 'IMAGE', 'VIDEO'];

/**
 * Models of other kinds and providers, each of which a region serves by its bare ID (Amazon Bedrock user guide, model cards). The two rerank
 * models say TEXT, though what they give is an order. The Legacy one has dates of the sandbox's own: such a model costs more by now.
 */
export const otherModels: readonly FoundationModelWords[] = [
  { modelId: 'amazon.titan-embed-text-v2:0', modelName: 'Titan Text Embeddings V2', providerName: 'Amazon', outputModalities: ['EMBEDDING'] },
  { modelId: 'amazon.nova-lite-v1:0', modelName: 'Nova Lite', providerName: 'Amazon', inputModalities: seen, responseStreamingSupported: true },
  { modelId: 'amazon.nova-pro-v1:0', modelName: 'Nova Pro', providerName: 'Amazon', inputModalities: seen, responseStreamingSupported: true },
  {
    modelId: 'amazon.nova-canvas-v1:0',
    modelName: 'Nova Canvas',
    providerName: 'Amazon',
    inputModalities: ['TEXT', 'IMAGE'],
    outputModalities: ['IMAGE'],
  },
  { modelId: 'amazon.rerank-v1:0', modelName: 'Rerank 1.0', providerName: 'Amazon', inputModalities: text },
  {
    modelId: 'cohere.embed-v4:0',
    modelName: 'Embed v4',
    providerName: 'Cohere',
    inputModalities: ['TEXT', 'IMAGE'],
    outputModalities: ['EMBEDDING'],
  },
  { modelId: 'cohere.rerank-v3-5:0', modelName: 'Rerank 3.5', providerName: 'Cohere', inputModalities: text },
  {
    modelId: 'meta.llama3-1-8b-instruct-v1:0',
    modelName: 'Llama 3.1 8B Instruct',
    providerName: 'Meta',
    responseStreamingSupported: true,
    modelLifecycle: {
      status: 'LEGACY',
      startOfLifeTime: '2024-07-23T00:00:00Z',
      legacyTime: '2026-07-07T00:00:00Z',
      publicExtendedAccessTime: '2026-10-07T00:00:00Z',
      endOfLifeTime: '2027-01-07T00:00:00Z',
    },
  },
  { modelId: 'openai.gpt-oss-120b-1:0', modelName: 'gpt-oss-120b', providerName: 'OpenAI', responseStreamingSupported: true },
];
