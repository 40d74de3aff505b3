/** The options of the field `aws_region` (dify-official-plugins, models/bedrock/provider/bedrock.yaml, 0.0.80). */
export const difyRegions: readonly string[] = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-gov-west-1',
];

/** Its built-in embedding models, which it calls by these IDs in the region itself (models/text_embedding). */
export const difyEmbeddings: readonly string[] = [
  'amazon.titan-embed-text-v1',
  'amazon.titan-embed-text-v2:0',
  'amazon.nova-2-multimodal-embeddings-v1:0',
  'cohere.embed-english-v3',
  'cohere.embed-multilingual-v3',
  'cohere.embed-v4:0',
];

/** Its built-in rerank models (models/rerank). */
export const difyReranks: readonly string[] = ['amazon.rerank-v1:0', 'cohere.rerank-v3-5:0'];
