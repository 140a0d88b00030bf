import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../scientist-runtime/contract/manifest.ts';
import { manifestFromServerless } from '../../src/inputs/serverless-package.ts';

const zip = Buffer.from('PK round');

/** As osls writes it; the key's folder carries the time of the packaging. */
function codeAt(file: string) {
  const folder = 'serverless/acme-functions/dev/1795518711233-2026-11-24T11:11:51.233Z';
  return { S3Bucket: { Ref: 'ServerlessDeploymentBucket' }, S3Key: `${folder}/${file}` };
}

const round = {
  Code: codeAt('round.zip'),
  Handler: 'round/handler.handler',
  Runtime: 'nodejs24.x',
  FunctionName: 'acme-functions-round',
  MemorySize: 256,
  Timeout: 7,
  Architectures: ['arm64'],
  Environment: {
    Variables: { STAGE: 'live', COUNT: 5, ON: true, TABLE: { Ref: 'Table' } },
  },
  Role: { 'Fn::GetAtt': ['IamRoleLambdaExecution', 'Arn'] },
};

function filesOf(
  properties: object,
  functions: object = { round: { name: 'acme-functions-round', handler: 'x' } },
): Map<string, Uint8Array> {
  const template = {
    Resources: {
      Table: { Type: 'AWS::DynamoDB::Table', Properties: {} },
      RoundLambdaFunction: { Type: 'AWS::Lambda::Function', Properties: properties },
    },
  };
  return new Map<string, Uint8Array>([
    ['cloudformation-template-update-stack.json', Buffer.from(JSON.stringify(template))],
    ['serverless-state.json', Buffer.from(JSON.stringify({ service: { functions }, package: {} }))],
    ['round.zip', zip],
  ]);
}

describe('the package of osls', () => {
  it('becomes a manifest of literal values; the rest is named', () => {
    const { manifest, artifacts, leftOut } = manifestFromServerless(filesOf(round), null);
    expect(manifest).toEqual({
      schemaVersion: 1,
      functions: {
        round: {
          control: 'acme-functions-round',
          artifact: 'round.zip',
          handler: 'round/handler.handler',
          runtime: 'nodejs24.x',
          memoryMb: 256,
          timeoutSeconds: 7,
          architecture: 'arm64',
          environment: { STAGE: 'live', COUNT: '5', ON: 'true' },
        },
      },
    });
    expect([...artifacts]).toEqual([['round.zip', zip]]);
    expect(leftOut).toEqual([
      {
        key: 'round',
        sentence: 'round: environment variable TABLE is no literal value, so the live one stays.',
      },
    ]);
    expect(parseManifest(JSON.stringify(manifest))).toMatchObject({ ok: true });
  });

  it('calls a function as the configuration calls the one of its name', () => {
    const { manifest } = manifestFromServerless(filesOf(round), [
      { key: 'rounding', control: 'acme-functions-round' },
    ]);
    expect(Object.keys(manifest.functions)).toEqual(['rounding']);
  });

  it.each([
    ['its name', 'acme-functions-round'],
    ['its ARN', 'arn:aws:lambda:eu-west-1:111122223333:function:acme-functions-round'],
    ['an alias', 'arn:aws:lambda:eu-west-1:111122223333:function:acme-functions-round:live'],
  ])('finds the function that the configuration names by %s', (_how, control) => {
    const { manifest } = manifestFromServerless(filesOf(round), [{ key: 'rounding', control }]);
    expect(manifest.functions.rounding).toMatchObject({ control: 'acme-functions-round' });
  });

  it('leaves functions alone that the configuration does not have', () => {
    const functions = {
      round: { name: 'acme-functions-round' },
      roundup: { name: 'acme-functions-roundup' },
    };
    const configured = [{ key: 'round', control: 'acme-functions-roundup' }];
    const { manifest, leftOut, seen } = manifestFromServerless(filesOf(round, functions), configured);
    expect(manifest.functions).toEqual({});
    expect(leftOut).toEqual([
      { key: 'round', sentence: expect.stringContaining('has no function of its name') },
    ]);
    expect(seen).toEqual(['acme-functions-round', 'acme-functions-roundup']);
  });

  it('names the settings that a package cannot bring', () => {
    const { Environment: _, ...literal } = round;
    const properties = {
      ...literal,
      VpcConfig: { SubnetIds: ['subnet-1'] },
      TracingConfig: { Mode: 'Active' },
    };
    const { leftOut } = manifestFromServerless(filesOf(properties), null);
    expect(leftOut).toEqual([
      {
        key: 'round',
        sentence:
          'round: VpcConfig, TracingConfig cannot be changed by a package yet, so the live one stays.',
      },
    ]);
  });

  it.each([
    ['handler', { Handler: { Ref: 'H' } }, 'handler'],
    ['runtime', { Runtime: { Ref: 'R' } }, 'runtime'],
    ['memory', { MemorySize: { 'Fn::If': ['Big', 1024, 128] } }, 'memorySize'],
    ['timeout', { Timeout: 'soon' }, 'timeout'],
    ['one of several layers', { Layers: ['arn:aws:lambda:eu-west-1:1:layer:a:1', { Ref: 'L' }] }, 'layers'],
    ['architecture', { Architectures: { Ref: 'A' } }, 'architecture'],
  ])('leaves out %s that is no literal', (_what, over, name) => {
    const { manifest, leftOut } = manifestFromServerless(
      filesOf({ ...round, Environment: undefined, ...over }),
      null,
    );
    expect(leftOut).toEqual([
      { key: 'round', sentence: `round: ${name} is no literal value, so the live one stays.` },
    ]);
    expect(parseManifest(JSON.stringify(manifest))).toMatchObject({ ok: true });
  });

  it('takes numbers that are written as text', () => {
    const { manifest } = manifestFromServerless(filesOf({ ...round, MemorySize: '512', Timeout: '3' }), null);
    expect(manifest.functions.round).toMatchObject({ memoryMb: 512, timeoutSeconds: 3 });
  });

  it.each([
    ['container images', { ...round, PackageType: 'Image', Code: { ImageUri: 'x' } }, /container images/],
    ['code that is not there', { ...round, Code: codeAt('other.zip') }, /other\.zip is not in \.serverless/],
    ['another name', { ...round, FunctionName: { Ref: 'N' } }, /has no function of its name/],
  ])('leaves out functions with %s', (_what, properties, reason) => {
    const { manifest, leftOut } = manifestFromServerless(filesOf(properties), null);
    expect(manifest.functions).toEqual({});
    expect(leftOut).toEqual([{ key: 'round', sentence: expect.stringMatching(reason) }]);
  });

  it.each([['cloudformation-template-update-stack.json'], ['serverless-state.json']])(
    'is refused without %s, or with something else in it',
    (name) => {
      const files = filesOf(round);
      files.delete(name);
      expect(() => manifestFromServerless(files, null)).toThrow(/missing.*Run `serverless package` first/);
      files.set(name, Buffer.from('{'));
      expect(() => manifestFromServerless(files, null)).toThrow(/is no JSON/);
      files.set(name, Buffer.from('{"Resources": 1, "service": {}}'));
      expect(() => manifestFromServerless(files, null)).toThrow(/Something else/);
    },
  );
});
