import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type PackagedRuntime, packageRuntime } from './package-runtime.ts';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const statement = z.object({
  Sid: z.string(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore.optional(),
  NotAction: oneOrMore.optional(),
  Resource: z.unknown().optional(),
  NotResource: z.unknown().optional(),
  Condition: z.unknown().optional(),
});
const policyDocument = z.object({ Version: z.literal('2012-10-17'), Statement: z.array(statement) });
type Statement = z.output<typeof statement>;

let runtime: PackagedRuntime;
beforeAll(async () => {
  runtime = await packageRuntime();
}, 60_000);

const propertiesOf = (logicalId: string) => runtime.template.Resources[logicalId]?.Properties ?? {};

function statementsOf(role: string): Statement[] {
  const policies = z.array(z.object({ PolicyDocument: policyDocument })).parse(propertiesOf(role).Policies);
  return policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** Where a statement reaches, without the parts that name account and region. */
const place = (resource: unknown) =>
  JSON.stringify(resource).replace(/arn:\$\{AWS::Partition\}:|\$\{AWS::\w+\}/g, '');

describe('roles of the runtime', () => {
  it.each([
    ['FrontRole', ['lambda:InvokeFunction', 's3:GetObject', 'sqs:SendMessage', 's3:PutObject']],
    [
      'ObserverRole',
      [
        'lambda:InvokeFunction',
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ChangeMessageVisibility',
        's3:GetObject',
        'dynamodb:PutItem',
        's3:PutObject',
      ],
    ],
    ['CompileRole', ['s3:GetObject', 's3:PutObject', 's3:ListBucket']],
    [
      'TickRole',
      [
        's3:GetObject',
        's3:PutObject',
        's3:ListBucket',
        'dynamodb:GetItem',
        'dynamodb:Query',
        'dynamodb:PutItem',
      ],
    ],
  ])('%s allows what its function does, and logging', (role, actions) => {
    const statements = statementsOf(role);
    expect(statements.every(({ Effect }) => Effect === 'Allow')).toBe(true);
    expect(statements.flatMap(({ Action }) => Action ?? [])).toEqual([
      ...actions,
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]);
  });

  it.each([
    ['FrontRole', ['observations/*']],
    ['ObserverRole', ['samples/*']],
    ['CompileRole', ['effective.json', 'compile-errors.json']],
    ['TickRole', ['releases.json', 'effective.json', 'compile-errors.json']],
  ])('%s writes only its own objects: never experiments.yml', (role, keys) => {
    const writing = statementsOf(role).filter(({ Action }) => Action?.includes('s3:PutObject'));
    expect(writing).toHaveLength(1);
    const written = [writing[0]?.Resource].flat().map((resource) => place(resource));
    expect(written).toEqual(
      keys.map((key) => expect.stringMatching(new RegExp(`/${key.replace('*', '\\*')}"}$`))),
    );
  });

  it('no statement reaches all resources', () => {
    const statements = ['FrontRole', 'ObserverRole', 'CompileRole', 'TickRole'].flatMap(statementsOf);
    expect(statements.filter(({ Resource }) => Resource === '*')).toEqual([]);
  });

  it('functions that may be invoked can be narrowed to a pattern', async () => {
    const narrowed = await packageRuntime(['--param=invocable=acme-functions-*']);
    const [first] = z
      .array(z.object({ PolicyDocument: policyDocument }))
      .parse(narrowed.template.Resources.FrontRole?.Properties.Policies);
    expect(place(first?.PolicyDocument.Statement[0]?.Resource)).toMatch(/function:acme-functions-\*/);
  }, 60_000);
});

describe('the role of twins and candidates', () => {
  const boundary = () => policyDocument.parse(propertiesOf('ShadowBoundary').PolicyDocument).Statement;
  const matches = (patterns: readonly string[], action: string) =>
    patterns.some((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(action));
  const covers = (one: Statement, action: string) =>
    one.Action === undefined ? !matches(one.NotAction ?? [], action) : matches(one.Action, action);
  const refuses = (action: string) =>
    boundary().some(
      (one) =>
        one.Effect === 'Deny' && one.Resource === '*' && one.Condition === undefined && covers(one, action),
    );

  const networkInterfaces = [
    'ec2:AssignPrivateIpAddresses',
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:UnassignPrivateIpAddresses',
  ];

  it('stands under the boundary and of itself may only log, trace and stand in a VPC', () => {
    expect(propertiesOf('ShadowRole').PermissionsBoundary).toEqual({ Ref: 'ShadowBoundary' });
    expect(statementsOf('ShadowRole').map(({ Sid, Action }) => [Sid, Action])).toEqual([
      ['Log', ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']],
      ['Trace', ['xray:PutTraceSegments', 'xray:PutTelemetryRecords']],
      ['StandInAVpc', networkInterfaces],
    ]);
  });

  it('logs where twins and candidates log, whatever it is allowed besides', () => {
    const own = { 'Fn::Sub': expect.stringMatching(/:log-group:\/aws\/lambda\/\*-scientist-pr\*$/) };
    expect(statementsOf('ShadowRole').find(({ Sid }) => Sid === 'Log')?.Resource).toEqual(own);
    expect(boundary().find(({ Sid }) => Sid === 'NoLogsButItsOwn')).toEqual({
      Sid: 'NoLogsButItsOwn',
      Effect: 'Deny',
      Action: ['logs:*'],
      NotResource: own,
    });
  });

  it.each(networkInterfaces)('lets Lambda use %s with the role, and no code of the function', (action) => {
    const denying = boundary().filter((one) => one.Effect === 'Deny' && covers(one, action));
    expect(denying.map(({ Sid, Resource, Condition }) => ({ Sid, Resource, Condition }))).toEqual([
      {
        Sid: 'NoNetworkInterfacesForCode',
        Resource: '*',
        Condition: { Null: { 'lambda:SourceFunctionArn': 'false' } },
      },
    ]);
    expect(boundary().some((one) => one.Effect === 'Allow' && covers(one, action))).toBe(true);
  });

  it.each([
    'iam:CreateRole',
    'iam:PassRole',
    'sts:AssumeRole',
    'sts:AssumeRoleWithWebIdentity',
    'lambda:InvokeFunction',
    'lambda:InvokeAsync',
    'lambda:UpdateFunctionCode',
    's3:PutObject',
    's3:DeleteObject',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'dynamodb:TransactWriteItems',
    'dynamodb:PartiQLUpdate',
    'sqs:SendMessage',
    'sns:Publish',
    'ses:SendEmail',
    'events:PutEvents',
    'states:StartExecution',
    'kinesis:PutRecord',
    'execute-api:Invoke',
    'secretsmanager:PutSecretValue',
    'ssm:PutParameter',
    'logs:DeleteLogGroup',
    'rds-data:ExecuteStatement',
    'ec2:ModifyNetworkInterfaceAttribute',
    'ec2:CreateTags',
    'ec2:RunInstances',
  ])('is refused %s in words, not only by silence', (action) => {
    expect(refuses(action)).toBe(true);
  });

  it.each(['logs:PutLogEvents', 'xray:PutTraceSegments', 's3:GetObject', 'dynamodb:Query'])(
    'is not refused %s',
    (action) => {
      expect(refuses(action)).toBe(false);
      expect(boundary().some((one) => one.Effect === 'Allow' && covers(one, action))).toBe(true);
    },
  );

  it('is refused the scientist’s own bucket and tables, reading too', () => {
    const own = boundary().find(({ Sid }) => Sid === 'NotTheScientistsOwn');
    expect(own).toMatchObject({ Effect: 'Deny', Action: ['s3:*', 'dynamodb:*'] });
    expect(own?.Resource).toHaveLength(4);
  });
});
