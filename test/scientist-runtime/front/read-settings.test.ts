import { expect, test } from 'vitest';
import { objectAddress } from '../../../scientist-runtime/shell/ask-definition.ts';
import { endpointOf, readSettings } from '../../../scientist-runtime/shell/read-settings.ts';

test.each([
  ['AWS in that region', {}, 'https://lambda.eu-west-1.amazonaws.com/'],
  ['one endpoint for all', { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }, 'http://127.0.0.1:4566/'],
  [
    'the service’s own endpoint before that',
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1:4580' },
    'http://127.0.0.1:4580/',
  ],
  [
    'another service’s endpoint not at all',
    { AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:4580' },
    'https://lambda.eu-west-1.amazonaws.com/',
  ],
])('calls %s', (_, environment, url) => {
  expect(endpointOf('lambda', 'eu-west-1', environment).url.href).toBe(url);
});

test('calls China under its own domain', () => {
  expect(endpointOf('sqs', 'cn-north-1', {}).url.href).toBe('https://sqs.cn-north-1.amazonaws.com.cn/');
});

test.each([
  ['by its own host at AWS', {}, 'definitions', 'https://definitions.s3.eu-west-1.amazonaws.com/', '/k.json'],
  [
    'by path where its name has dots',
    {},
    'my.bucket',
    'https://s3.eu-west-1.amazonaws.com/',
    '/my.bucket/k.json',
  ],
  [
    'by path at an emulator',
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
    'b',
    'http://127.0.0.1:1/',
    '/b/k.json',
  ],
])('finds a bucket %s', (_, environment, bucket, endpoint, path) => {
  const address = objectAddress(endpointOf('s3', 'eu-west-1', environment), bucket, 'k.json');

  expect([address.endpoint.href, address.path]).toEqual([endpoint, path]);
});

test('an empty variable is none', () => {
  expect(readSettings({ FRONT_API_ID: '', AWS_LAMBDA_RUNTIME_API: '' })).toMatchObject({
    frontApiId: null,
    runtimeApi: null,
  });
});
