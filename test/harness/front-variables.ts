import type { StubAws } from './stub-aws.ts';

/** The environment variables that the stack's template and Lambda give to front, pointing at the stub. */
export function frontVariables(aws: StubAws): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    AWS_SESSION_TOKEN: 'session-token',
    DEFINITION_BUCKET: 'definitions',
    OBSERVATIONS_QUEUE_URL: `${aws.url}/123456789012/observations`,
    FRONT_API_ID: 'frontapi01',
    ...(aws.certificateFile === null ? {} : { NODE_EXTRA_CA_CERTS: aws.certificateFile }),
  };
}
