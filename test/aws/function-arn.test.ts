import { describe, expect, it } from 'vitest';
import {
  functionArnOfUri,
  integrationUriOf,
  parseFunctionReference,
  qualifiedArnOf,
  routeSourceArnOf,
  unqualifiedArnOf,
} from '../../src/aws/function-arn.ts';

const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:round';
const gov = 'arn:aws-us-gov:lambda:us-gov-west-1:111122223333:function:round';

describe('references to functions', () => {
  it.each([
    ['round', 'round', null],
    ['round:live', 'round', 'live'],
    [arn, arn, null],
    [`${arn}:7`, arn, '7'],
    [`${gov}:$LATEST`, gov, '$LATEST'],
  ])('%s is %s with qualifier %s', (reference, functionName, qualifier) => {
    expect(parseFunctionReference(reference)).toEqual({ functionName, qualifier });
  });

  it('are qualified and unqualified without doubling anything', () => {
    expect(qualifiedArnOf(`${arn}:1`, 'live')).toBe(`${arn}:live`);
    expect(qualifiedArnOf(`${arn}:1`, null)).toBe(arn);
    expect(unqualifiedArnOf(arn)).toBe(arn);
  });
});

describe('integration URIs', () => {
  it.each([arn, `${arn}:7`, gov])('name %s and lead back to it', (each) => {
    expect(functionArnOfUri(integrationUriOf(each))).toBe(each);
    expect(functionArnOfUri(each)).toBe(each);
  });

  it('are as API Gateway writes them', () => {
    expect(integrationUriOf(arn)).toBe(
      `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${arn}/invocations`,
    );
  });

  it.each([
    'https://example.com/round',
    '',
    `arn:aws:apigateway:eu-west-1:lambda:path/2021-11-15/functions/${arn}/response-streaming-invocations`,
    integrationUriOf(`${arn}:\${stageVariables.alias}`),
  ])('name no function that could be stood in for: %s', (uri) => {
    expect(functionArnOfUri(uri)).toBeNull();
  });
});

describe('the source that may invoke', () => {
  it.each([
    ['GET /round', 'abc/*/GET/round'],
    ['ANY /round', 'abc/*/*/round'],
    ['POST /items/{id}/parts/{part+}', 'abc/*/POST/items/*/parts/*'],
    ['GET /', 'abc/*/GET/'],
  ])('for %s is %s of this account and region', (route, source) => {
    expect(routeSourceArnOf(`${arn}:7`, 'abc', route)).toBe(
      `arn:aws:execute-api:eu-west-1:111122223333:${source}`,
    );
  });
});
