import { readFileSync } from 'node:fs';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { functionFields, refusalsOf } from '../../src/aws/function-fields.ts';
import {
  createdConfigurationOf,
  settingsOf,
  updatedConfigurationOf,
} from '../../src/aws/function-settings.ts';
import type { FunctionSpec } from '../../src/release/function-spec.ts';
import { noAsyncSettings } from '../../src/release/function-terms.ts';

/** A function with Lambda's defaults, as GetFunctionConfiguration tells it. */
const plain: FunctionConfiguration = {
  FunctionName: 'round',
  Runtime: 'nodejs24.x',
  Handler: 'index.handler',
  PackageType: 'Zip',
  SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
  VpcConfig: { SubnetIds: [], SecurityGroupIds: [], VpcId: '' },
  FileSystemConfigs: [],
  KMSKeyArn: '',
};

const setFields: Partial<Record<keyof FunctionConfiguration, FunctionConfiguration>> = {
  CapacityProviderConfig: {
    CapacityProviderConfig: {
      LambdaManagedInstancesCapacityProviderConfig: { CapacityProviderArn: 'arn:provider' },
    },
  },
  DurableConfig: { DurableConfig: { ExecutionTimeout: 60 } },
  FileSystemConfigs: { FileSystemConfigs: [{ Arn: 'arn:access-point', LocalMountPath: '/mnt/data' }] },
  ImageConfigResponse: { ImageConfigResponse: { ImageConfig: { Command: ['run'] } } },
  MasterArn: { MasterArn: 'arn:aws:lambda:us-east-1:111122223333:function:edge:1' },
  PackageType: { PackageType: 'Image' },
  SigningJobArn: { SigningJobArn: 'arn:job' },
  SigningProfileVersionArn: { SigningProfileVersionArn: 'arn:profile' },
  SnapStart: { SnapStart: { ApplyOn: 'PublishedVersions', OptimizationStatus: 'On' } },
  TenancyConfig: { TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } },
};

const fieldsTreated = (wanted: string) =>
  Object.entries(functionFields)
    .filter(([, treatment]) => (typeof treatment === 'string' ? treatment : 'refused') === wanted)
    .map(([field]) => field);

function specOf(configuration: FunctionConfiguration): FunctionSpec {
  const beside = { codeKmsKeyArn: null, runtimeUpdates: { mode: 'Auto', pinnedArn: null } } as const;
  return {
    name: 'round-scientist-pr1',
    role: 'candidate',
    settings: settingsOf(configuration, beside),
    roleArn: 'shadow',
    reservedConcurrency: 2,
    asynchronous: noAsyncSettings,
    code: { zip: new Uint8Array(), contentHash: '' },
    fingerprint: 'print',
    tags: {},
  };
}

describe('fields that a clone cannot have', () => {
  it('are none in a plain function', () => {
    expect(refusalsOf(plain)).toEqual([]);
    expect(refusalsOf({})).toEqual([]);
  });

  it.each(fieldsTreated('refused'))('%s is refused with a clause of its own', (field) => {
    const set = setFields[field as keyof FunctionConfiguration];
    expect(set, `this test has no value for ${field}`).toBeDefined();
    expect(refusalsOf({ ...plain, ...set })).toEqual([expect.stringMatching(/^it[s ]/)]);
  });

  it('are all named where there are several', () => {
    expect(refusalsOf({ ...plain, ...setFields.SnapStart, ...setFields.MasterArn })).toHaveLength(2);
  });
});

const words = (...values: readonly string[]) => fc.constantFrom(...values);
const configurations: fc.Arbitrary<FunctionConfiguration> = fc.record({
  Architectures: words('x86_64', 'arm64').map((one) => [one] as FunctionConfiguration['Architectures']),
  Environment: fc.dictionary(words('STAGE', 'TABLE'), fc.string()).map((Variables) => ({ Variables })),
  EphemeralStorage: fc.integer({ min: 512, max: 10_240 }).map((Size) => ({ Size })),
  Handler: words('index.handler', 'round/handler.handler'),
  KMSKeyArn: words('arn:aws:kms:eu-west-1:111122223333:key/one'),
  Layers: fc.array(words('arn:layer:1', 'arn:layer:2')).map((arns) => arns.map((Arn) => ({ Arn }))),
  LoggingConfig: fc.oneof(
    fc.constant({ LogFormat: 'Text' as const }),
    fc.constant({
      LogFormat: 'JSON' as const,
      ApplicationLogLevel: 'WARN' as const,
      SystemLogLevel: 'INFO' as const,
    }),
  ),
  MemorySize: fc.integer({ min: 128, max: 10_240 }),
  Runtime: words('nodejs24.x', 'python3.13', 'a-runtime-of-2031') as fc.Arbitrary<
    NonNullable<FunctionConfiguration['Runtime']>
  >,
  Timeout: fc.integer({ min: 1, max: 900 }),
  TracingConfig: fc.constantFrom({ Mode: 'Active' as const }, { Mode: 'PassThrough' as const }),
  VpcConfig: fc.record({
    SubnetIds: fc.array(words('subnet-1', 'subnet-2'), { minLength: 1 }),
    SecurityGroupIds: fc.array(words('sg-1', 'sg-2')),
    Ipv6AllowedForDualStack: fc.boolean(),
  }),
});

describe('fields that a clone has too', () => {
  it('come out as they went in, whether the clone is created or updated', () => {
    fc.assert(
      fc.property(configurations, (configuration) => {
        expect(Object.keys(configuration).sort()).toEqual(fieldsTreated('carried'));
        const { Architectures, Layers, ...rest } = configuration;
        const wanted = { ...rest, Layers: Layers?.map(({ Arn }) => Arn) };
        const spec = specOf(configuration);
        expect(createdConfigurationOf(spec, 'ours')).toMatchObject(wanted);
        expect(updatedConfigurationOf(spec, 'ours')).toMatchObject(wanted);
        // It goes with the code, not with the configuration.
        expect([spec.settings.architecture]).toEqual(Architectures);
      }),
    );
  });

  it('are emptied in an update where the control has none', () => {
    const spec = specOf(plain);
    expect(updatedConfigurationOf(spec, 'ours')).toMatchObject({
      VpcConfig: { SubnetIds: [], SecurityGroupIds: [] },
      KMSKeyArn: '',
      DeadLetterConfig: { TargetArn: '' },
      TracingConfig: { Mode: 'PassThrough' },
      EphemeralStorage: { Size: 512 },
      LoggingConfig: { LogFormat: 'Text' },
    });
    expect(Object.keys(createdConfigurationOf(spec, 'ours'))).not.toContain('VpcConfig');
  });

  it('never include the control’s log group: two functions in one group cannot be told apart', () => {
    const configuration = {
      ...plain,
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/acme/round' },
    } as const;
    expect(createdConfigurationOf(specOf(configuration), 'ours').LoggingConfig).toEqual({
      LogFormat: 'Text',
    });
  });
});

describe('fields that differ on purpose', () => {
  it('are the clone’s own, or the dressed function’s alone', () => {
    const configuration = { ...plain, Role: 'production', DeadLetterConfig: { TargetArn: 'arn:queue' } };
    const spec = specOf({ ...configuration, Description: 'Rounds' });
    expect(createdConfigurationOf(spec, 'ours')).toMatchObject({
      FunctionName: 'round-scientist-pr1',
      Description: 'ours',
      Role: 'shadow',
    });
    expect(createdConfigurationOf(spec, 'ours')).not.toHaveProperty('DeadLetterConfig');
    const asynchronous = { ...noAsyncSettings, deadLetterArn: 'arn:queue' };
    expect(createdConfigurationOf({ ...spec, asynchronous }, 'ours').DeadLetterConfig).toEqual({
      TargetArn: 'arn:queue',
    });
  });
});

describe('docs/cloning.md', () => {
  it('says of every field what the table does with it', () => {
    const page = readFileSync(new URL('../../docs/cloning.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| `(\w+)` \| (\w+) \|/gm)].map(([, field, treatment]) => [
      field,
      treatment,
    ]);
    expect(rows).toEqual(
      Object.entries(functionFields).map(([field, treatment]) => [
        field,
        typeof treatment === 'string' ? treatment : 'refused',
      ]),
    );
  });
});
