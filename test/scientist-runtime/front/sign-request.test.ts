import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { percentEncode, signRequest } from '../../../scientist-runtime/shell/sign-request.ts';
import published from '../../vectors/sigv4.json' with { type: 'json' };

const suite = {
  service: 'service',
  time: '2015-08-30T12:36:00Z',
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: null,
  host: 'example.amazonaws.com',
  body: '',
};

test.each(published.vectors)('gives the signature that AWS publishes for $name', (published) => {
  const vector = { ...suite, ...published };
  const { authorization } = signRequest({ ...vector, region: 'us-east-1' }, vector, Date.parse(vector.time));

  expect(authorization).toMatch(new RegExp(`, Signature=${vector.signature}$`));
});

const name = fc.stringMatching(/^x-[a-z0-9-]{1,20}$/);
const value = fc.stringMatching(/^[ -~]{1,60}$/);
const arbitraryRequest = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST'),
  host: fc.constantFrom('lambda.eu-west-1.amazonaws.com', '127.0.0.1:4566'),
  // A segment of dots would be taken out of the path by every client.
  path: fc
    .array(fc.string({ unit: 'grapheme', minLength: 1 }).filter((segment) => !/^\.+$/.test(segment)))
    .map((segments) => `/${segments.map(percentEncode).join('/')}`),
  headers: fc.dictionary(name, value),
  body: fc.string({ unit: 'grapheme' }),
  service: fc.constantFrom('lambda', 's3', 'sqs'),
  region: fc.constantFrom('eu-west-1', 'us-gov-west-1'),
});
const arbitraryCredentials = fc.record({
  accessKeyId: fc.stringMatching(/^[A-Z0-9]{16,20}$/),
  secretAccessKey: fc.stringMatching(/^[!-~]{20,40}$/),
  sessionToken: fc.option(fc.stringMatching(/^[!-~]{10,200}$/)),
});

test('signs as the AWS SDK does, whatever the request', async () => {
  const times = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-01-01'), noInvalidDate: true });
  await fc.assert(
    fc.asyncProperty(arbitraryRequest, arbitraryCredentials, times, async (request, credentials, time) => {
      const { sessionToken, ...keys } = credentials;
      const sdk = new SignatureV4({
        service: request.service,
        region: request.region,
        credentials: sessionToken === null ? keys : { ...keys, sessionToken },
        sha256: Sha256,
        uriEscapePath: request.service !== 's3',
        applyChecksum: request.service === 's3',
      });
      const [hostname = '', port] = request.host.split(':');
      const theirs = await sdk.sign(
        {
          method: request.method,
          protocol: 'https:',
          hostname,
          ...(port === undefined ? {} : { port: Number(port) }),
          path: request.path,
          headers: { ...request.headers, host: request.host },
          body: request.body,
        },
        { signingDate: time },
      );

      const ours = signRequest(request, credentials, time.getTime());

      expect(ours).toEqual(theirs.headers);
    }),
  );
});
