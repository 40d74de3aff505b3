import type { Resolved } from './origin.ts';

export type Geography = 'us' | 'eu' | 'jp' | 'au' | 'in' | 'us-gov' | 'global';
export type Residency = 'strict' | 'prefer';
/** How an assistant that knows only the AWS SDK's chain gets credentials: `auto` is an endpoint wherever nothing would beat it. */
export type Handover = 'auto' | 'endpoint' | 'environment';

export interface BedrockDiscovery {
  readonly enabled?: boolean;
  readonly region?: string;
  readonly providerFilter?: readonly string[];
  readonly refreshInterval?: number;
  readonly defaultContextWindow?: number;
  readonly defaultMaxTokens?: number;
}

/** Base URLs that replace AWS's own, for a gateway, a VPC endpoint or the sandbox. */
export interface Endpoints {
  readonly bedrock?: string;
  readonly bedrockRuntime?: string;
  readonly sts?: string;
}

/** The value of each setting; the schema in `schema.ts` is built from the same names. */
export interface SettingValues {
  readonly assistant: string;
  readonly awsProfile: string;
  readonly region: string;
  readonly geography: Geography;
  readonly residency: Residency;
  readonly model: string;
  readonly smallFastModel: string;
  readonly smallFastModelRegion: string;
  /** The user's own names: friendly name → name, ID or ARN. */
  readonly models: Readonly<Record<string, string>>;
  readonly awsAuthRefresh: string;
  readonly awsCredentialExport: string;
  readonly handover: Handover;
  readonly bedrockDiscovery: BedrockDiscovery;
  readonly endpoints: Endpoints;
  /** Extra variables for the assistant. */
  readonly env: Readonly<Record<string, string>>;
}

export type SettingName = keyof SettingValues;

/** Every setting that anybody set, each with its origin; a missing key means nobody did and it has no default. */
export type Settings = { readonly [K in SettingName]?: Resolved<SettingValues[K]> };
