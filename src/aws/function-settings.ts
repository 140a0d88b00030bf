import type {
  ApplicationLogLevel,
  FunctionConfiguration,
  LogFormat,
  Runtime,
  SystemLogLevel,
} from '@aws-sdk/client-lambda';
import * as z from 'zod';
import type {
  FunctionSettings,
  FunctionSpec,
  LoggingSettings,
  RuntimeUpdates,
  VpcSettings,
} from '../release/function-spec.ts';

/** Which words there are (runtimes, levels) is Lambda's to say, not the SDK's that this was built with. */
const wordOf = <T extends string>() => z.custom<T>((value) => typeof value === 'string');
const runtimeSchema = wordOf<Runtime>();
const logFormatSchema = wordOf<LogFormat>();
const applicationLevelSchema = wordOf<ApplicationLogLevel>();
const systemLevelSchema = wordOf<SystemLogLevel>();

/** What Lambda tells of a function outside its configuration. */
export interface BesideConfiguration {
  readonly codeKmsKeyArn: string | null;
  readonly runtimeUpdates: RuntimeUpdates;
}

/** The settings in Lambda's answer; what it leaves out is Lambda's default. Sources: Lambda API reference. */
export function settingsOf(
  configuration: FunctionConfiguration,
  { codeKmsKeyArn, runtimeUpdates }: BesideConfiguration,
): FunctionSettings {
  return {
    handler: configuration.Handler ?? '',
    runtime: configuration.Runtime ?? '',
    memoryMb: configuration.MemorySize ?? 128,
    timeoutSeconds: configuration.Timeout ?? 3,
    environment: configuration.Environment?.Variables ?? {},
    layers: (configuration.Layers ?? []).flatMap(({ Arn }) => (Arn === undefined ? [] : [Arn])),
    architecture: configuration.Architectures?.[0] === 'arm64' ? 'arm64' : 'x86_64',
    ephemeralStorageMb: configuration.EphemeralStorage?.Size ?? 512,
    tracing: configuration.TracingConfig?.Mode === 'Active' ? 'Active' : 'PassThrough',
    vpc: vpcOf(configuration),
    kmsKeyArn: configuration.KMSKeyArn || null,
    codeKmsKeyArn,
    logging: loggingOf(configuration),
    runtimeUpdates,
  };
}

function vpcOf({ VpcConfig }: FunctionConfiguration): VpcSettings | null {
  const { SubnetIds = [], SecurityGroupIds = [], Ipv6AllowedForDualStack } = VpcConfig ?? {};
  return SubnetIds.length === 0
    ? null
    : {
        subnetIds: SubnetIds,
        securityGroupIds: SecurityGroupIds,
        ipv6: Ipv6AllowedForDualStack === true,
      };
}

function loggingOf({ LoggingConfig }: FunctionConfiguration): LoggingSettings {
  return {
    format: LoggingConfig?.LogFormat ?? 'Text',
    applicationLevel: LoggingConfig?.ApplicationLogLevel ?? null,
    systemLevel: LoggingConfig?.SystemLogLevel ?? null,
  };
}

/**
 * A new function of ours in Lambda's words, but for its code. The description is part of the configuration, so that
 * Lambda sees something new to publish even where a former version was the same but for its role: else it would
 * return that one, with its old description.
 */
export function createdConfigurationOf(spec: FunctionSpec, description: string) {
  const { vpc, kmsKeyArn } = spec.settings;
  const { deadLetterArn } = spec.asynchronous;
  return {
    ...plainConfigurationOf(spec, description),
    ...(vpc !== null && { VpcConfig: vpcConfigOf(vpc) }),
    ...(kmsKeyArn !== null && { KMSKeyArn: kmsKeyArn }),
    ...(deadLetterArn !== null && { DeadLetterConfig: { TargetArn: deadLetterArn } }),
  };
}

/** The same for a function that stands: what it no longer has is emptied, since Lambda keeps what is left out. */
export function updatedConfigurationOf(spec: FunctionSpec, description: string) {
  const { vpc, kmsKeyArn } = spec.settings;
  return {
    ...plainConfigurationOf(spec, description),
    VpcConfig: vpc === null ? { SubnetIds: [], SecurityGroupIds: [] } : vpcConfigOf(vpc),
    KMSKeyArn: kmsKeyArn ?? '',
    DeadLetterConfig: { TargetArn: spec.asynchronous.deadLetterArn ?? '' },
  };
}

function plainConfigurationOf({ settings, name, roleArn }: FunctionSpec, description: string) {
  return {
    FunctionName: name,
    Description: description,
    Role: roleArn,
    Runtime: runtimeSchema.parse(settings.runtime),
    Handler: settings.handler,
    MemorySize: settings.memoryMb,
    Timeout: settings.timeoutSeconds,
    Environment: { Variables: { ...settings.environment } },
    Layers: [...settings.layers],
    EphemeralStorage: { Size: settings.ephemeralStorageMb },
    TracingConfig: { Mode: settings.tracing },
    LoggingConfig: loggingConfigOf(settings.logging),
  };
}

function vpcConfigOf({ subnetIds, securityGroupIds, ipv6 }: VpcSettings) {
  return {
    SubnetIds: [...subnetIds],
    SecurityGroupIds: [...securityGroupIds],
    Ipv6AllowedForDualStack: ipv6,
  };
}

function loggingConfigOf({ format, applicationLevel, systemLevel }: LoggingSettings) {
  return {
    LogFormat: logFormatSchema.parse(format),
    ...(applicationLevel !== null && { ApplicationLogLevel: applicationLevelSchema.parse(applicationLevel) }),
    ...(systemLevel !== null && { SystemLogLevel: systemLevelSchema.parse(systemLevel) }),
  };
}
