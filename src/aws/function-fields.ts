import type { FunctionConfiguration } from '@aws-sdk/client-lambda';

/** What becomes of one field of a function's configuration when we clone the function. */
export type FieldTreatment =
  /** Twin, candidate and dressed function have it as the control does. */
  | 'carried'
  /** The dressed function has the control's, shadows have one of ours or none. */
  | 'dressed'
  /** Every function of ours has its own. */
  | 'own'
  /** Lambda tells it of what stands; nobody can set it. */
  | 'told'
  | Refusal;

/** A field that a clone cannot have. `when` tells whether it is set; `because` is a clause for people. */
export interface Refusal {
  readonly when: (configuration: FunctionConfiguration) => boolean;
  readonly because: string;
}

const container: Refusal = {
  when: ({ PackageType, ImageConfigResponse }) =>
    (PackageType !== undefined && PackageType !== 'Zip') || ImageConfigResponse !== undefined,
  because: 'it is deployed as a container image',
};
const signed: Refusal = {
  when: ({ SigningJobArn, SigningProfileVersionArn }) =>
    isSet(SigningJobArn) || isSet(SigningProfileVersionArn),
  because: 'its code is signed, and a clone would serve without anybody checking signatures',
};

/**
 * Every field of Lambda's configuration and what we do with it. A field that the SDK comes to know and this table
 * does not is a type error, so that none is ever lost in silence. The page for people is docs/cloning.md.
 */
export const functionFields: Readonly<Record<keyof FunctionConfiguration, FieldTreatment>> = {
  Architectures: 'carried',
  CapacityProviderConfig: {
    when: ({ CapacityProviderConfig }) => CapacityProviderConfig !== undefined,
    because: 'it runs on managed instances',
  },
  CodeSha256: 'told',
  CodeSize: 'told',
  ConfigSha256: 'told',
  DeadLetterConfig: 'dressed',
  Description: 'own',
  DurableConfig: {
    when: ({ DurableConfig }) => DurableConfig !== undefined,
    because: 'its executions are durable: a shadow would leave some behind',
  },
  Environment: 'carried',
  EphemeralStorage: 'carried',
  FileSystemConfigs: {
    when: ({ FileSystemConfigs }) => (FileSystemConfigs ?? []).length > 0,
    because: 'it mounts a file system, and a shadow would write to it',
  },
  FunctionArn: 'own',
  FunctionName: 'own',
  Handler: 'carried',
  ImageConfigResponse: container,
  KMSKeyArn: 'carried',
  LastModified: 'told',
  LastUpdateStatus: 'told',
  LastUpdateStatusReason: 'told',
  LastUpdateStatusReasonCode: 'told',
  Layers: 'carried',
  // Format and levels; the log group is the function's own.
  LoggingConfig: 'carried',
  MasterArn: {
    when: ({ MasterArn }) => isSet(MasterArn),
    because: 'it is a replica that Lambda@Edge made',
  },
  MemorySize: 'carried',
  PackageType: container,
  RevisionId: 'told',
  Role: 'dressed',
  Runtime: 'carried',
  // Tells which runtime version is in use; the mode that leads to it is carried.
  RuntimeVersionConfig: 'told',
  SigningJobArn: signed,
  SigningProfileVersionArn: signed,
  SnapStart: {
    when: ({ SnapStart }) => SnapStart?.ApplyOn !== undefined && SnapStart.ApplyOn !== 'None',
    because: 'it starts from snapshots (SnapStart)',
  },
  State: 'told',
  StateReason: 'told',
  StateReasonCode: 'told',
  TenancyConfig: {
    when: ({ TenancyConfig }) => TenancyConfig !== undefined,
    because: 'it isolates tenants, and requests would have to name theirs',
  },
  Timeout: 'carried',
  TracingConfig: 'carried',
  Version: 'told',
  VpcConfig: 'carried',
};

/** Why a function with this configuration cannot be cloned: a clause each, empty where it can. */
export function refusalsOf(configuration: FunctionConfiguration): readonly string[] {
  const refusals = Object.values(functionFields).filter((treatment) => typeof treatment === 'object');
  const found = refusals.filter(({ when }) => when(configuration)).map(({ because }) => because);
  return [...new Set(found)];
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
