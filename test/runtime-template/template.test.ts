import { beforeAll, describe, expect, it } from 'vitest';
import { runtimeStackSchema } from '../../scientist-runtime/contract/runtime-stack.ts';
import { observersAtOnce } from '../../scientist-runtime/contract/shadow-capacity.ts';
import { type PackagedRuntime, packageRuntime } from './package-runtime.ts';

let runtime: PackagedRuntime;
beforeAll(async () => {
  runtime = await packageRuntime();
}, 60_000);

const propertiesOf = (logicalId: string) => runtime.template.Resources[logicalId]?.Properties;
const typed = (type: string) =>
  Object.values(runtime.template.Resources).filter((resource) => resource.Type === type);

describe('functions of the runtime', () => {
  it.each(['front', 'observer', 'compile', 'tick'])('%s is one file without dependencies', (key) => {
    expect(runtime.archives[key]).toEqual([`dist/runtime/${key}.mjs`]);
  });

  it.each([
    ['Front', 256],
    ['Observer', 1024],
    ['Compile', 256],
    ['Tick', 256],
  ])('%s runs on Node 24 on arm64 with %d MB and a role of its own', (name, MemorySize) => {
    expect(propertiesOf(`${name}LambdaFunction`)).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize,
      Handler: `dist/runtime/${name.toLowerCase()}.handler`,
      Role: { 'Fn::GetAtt': [`${name}Role`, 'Arn'] },
    });
  });

  it('are told where everything is', () => {
    expect(propertiesOf('FrontLambdaFunction')).toMatchObject({
      Environment: {
        Variables: {
          ACCOUNT_ID: { Ref: 'AWS::AccountId' },
          DEFINITION_BUCKET: propertiesOf('DefinitionBucket')?.BucketName,
          OBSERVATIONS_QUEUE_URL: { Ref: 'ObservationsQueue' },
          COMPARISONS_TABLE: { Ref: 'ComparisonsTable' },
          JOURNAL_TABLE: { Ref: 'JournalTable' },
          FRONT_API_ID: { Ref: 'HttpApi' },
        },
      },
    });
  });

  it('front answers every method and path of its own endpoint, with the event format 2.0', () => {
    expect(propertiesOf('HttpApiRouteAnyProxyVar')).toMatchObject({ RouteKey: 'ANY /{proxy+}' });
    expect(propertiesOf('HttpApiStage')).toMatchObject({ StageName: '$default', AutoDeploy: true });
    expect(propertiesOf('HttpApiIntegrationFront')).toMatchObject({ PayloadFormatVersion: '2.0' });
  });

  it('front’s own endpoint, open to anybody, takes no more than a share of the account’s requests', () => {
    expect(propertiesOf('HttpApiStage')).toMatchObject({
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
    });
  });

  it('compile is woken by its two sources and by nothing that it writes', () => {
    const { LambdaConfigurations } = Object(propertiesOf('DefinitionBucket')?.NotificationConfiguration);
    expect(LambdaConfigurations).toEqual(
      ['experiments.yml', 'releases.json'].map((Value) => ({
        Event: 's3:ObjectCreated:*',
        Function: { 'Fn::GetAtt': ['CompileLambdaFunction', 'Arn'] },
        Filter: { S3Key: { Rules: [{ Name: 'prefix', Value }] } },
      })),
    );
  });

  it('tick is woken every minute', () => {
    expect(typed('AWS::Events::Rule').map(({ Properties }) => Properties.ScheduleExpression)).toEqual([
      'rate(1 minute)',
    ]);
  });
});

describe('the queue of observations', () => {
  it('keeps them for minutes, encrypted, and has no dead-letter queue', () => {
    expect(typed('AWS::SQS::Queue')).toHaveLength(1);
    const queue = propertiesOf('ObservationsQueue');
    expect(queue).toMatchObject({ MessageRetentionPeriod: 900, SqsManagedSseEnabled: true });
    expect(queue).not.toHaveProperty('RedrivePolicy');
  });

  it('hides a message for at least six times the observer’s timeout, and for less than it is kept', () => {
    const visibility = Number(propertiesOf('ObservationsQueue')?.VisibilityTimeout);
    expect(visibility).toBeGreaterThanOrEqual(6 * Number(propertiesOf('ObserverLambdaFunction')?.Timeout));
    expect(visibility).toBeLessThan(900);
  });

  it('hands batches of ten to at most two observers, which report failures one by one', () => {
    expect(typed('AWS::Lambda::EventSourceMapping')[0]?.Properties).toMatchObject({
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: observersAtOnce },
    });
  });
});

describe('stores of the runtime', () => {
  it('comparisons expire, are encrypted, cost nothing idle', () => {
    expect(propertiesOf('ComparisonsTable')).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'expiresAtSeconds', Enabled: true },
      SSESpecification: { SSEEnabled: true },
    });
  });

  it('the journal never expires and can be restored to any second', () => {
    expect(propertiesOf('JournalTable')).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
    });
    expect(propertiesOf('JournalTable')).not.toHaveProperty('TimeToLiveSpecification');
  });

  it.each(['ComparisonsTable', 'JournalTable'])('%s is keyed by pk and sk', (table) => {
    expect(propertiesOf(table)?.KeySchema).toEqual([
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ]);
  });

  it('the bucket is versioned, encrypted, closed to the public, and open over TLS only', () => {
    expect(propertiesOf('DefinitionBucket')).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    });
    expect(JSON.stringify(propertiesOf('DefinitionBucketPolicy'))).toContain('"aws:SecureTransport":"false"');
  });

  it.each([
    ['observations/', 1],
    ['samples/', 14],
  ])('what lies under %s is gone after %d days, old versions with it', (Prefix, ExpirationInDays) => {
    expect(propertiesOf('DefinitionBucket')?.LifecycleConfiguration).toMatchObject({
      Rules: expect.arrayContaining([
        expect.objectContaining({
          Prefix,
          ExpirationInDays,
          Status: 'Enabled',
          NoncurrentVersionExpiration: { NoncurrentDays: 1 },
        }),
      ]),
    });
  });
});

describe('names of the runtime', () => {
  it('outputs everything that the gate looks up', () => {
    expect(Object.keys(runtime.template.Outputs)).toEqual(
      expect.arrayContaining(Object.keys(runtimeStackSchema.shape)),
    );
  });

  it('another stack name changes every name, exports too, so that two can live side by side', async () => {
    const other = await packageRuntime(['--param=stack=other']);
    const names = (packaged: PackagedRuntime) =>
      [
        ...Object.values(packaged.template.Resources).flatMap(({ Properties }) =>
          Object.entries(Properties).filter(([key]) => /^(\w+Name|Name)$/.test(key)),
        ),
        ...Object.values(packaged.template.Outputs).map((output) => ['Export', output.Export]),
      ]
        .filter(([key, value]) => key !== 'StageName' && value !== undefined)
        .map(([, value]) => JSON.stringify(value))
        .filter((name) => !name.includes('"Ref"') && !name.includes('"Fn::GetAtt"'));
    expect(names(runtime).length).toBeGreaterThan(15);
    expect(names(runtime).filter((name) => names(other).includes(name))).toEqual([]);
  }, 60_000);
});
