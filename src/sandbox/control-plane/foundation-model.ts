/** One row of ListFoundationModels, as AWS writes it. */
export interface FoundationModelRow {
  readonly modelArn: string;
  readonly modelId: string;
  readonly modelName: string;
  readonly providerName: string;
  readonly inputModalities: readonly string[];
  readonly outputModalities: readonly string[];
  readonly responseStreamingSupported: boolean;
  readonly customizationsSupported: readonly string[];
  /** `ON_DEMAND`, `PROVISIONED`, and the undocumented `INFERENCE_PROFILE`. */
  readonly inferenceTypesSupported: readonly string[];
  readonly modelLifecycle: ModelLifecycle;
}

/** Times are ISO 8601. */
export interface ModelLifecycle {
  readonly status: 'ACTIVE' | 'LEGACY';
  readonly startOfLifeTime?: string;
  readonly legacyTime?: string;
  /** From then on a Legacy model may cost more. */
  readonly publicExtendedAccessTime?: string;
  readonly endOfLifeTime?: string;
}

/** A row with what is special about it; the rest is that of an active text model on demand. */
export type FoundationModelWords = Pick<FoundationModelRow, 'modelId'> & Partial<FoundationModelRow>;
