/** MiniStack takes a 12-digit access key for an account number, and keeps accounts apart. */
export const labAccountId = '111122223333';
/** The one that MiniStack is started in, and that every client of the lab asks. */
export const labRegion = 'eu-west-1';
/** No secret: without AUTH=true MiniStack ignores signatures. */
export const labSecretAccessKey = 'lab-secret';

/** What an AWS client of the lab is given besides its service. */
export interface LabClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Settings for any SDK client that talks to the lab's AWS. */
export function labClientConfig(endpointUrl: string): LabClientConfig {
  return {
    endpoint: endpointUrl,
    region: labRegion,
    credentials: { accessKeyId: labAccountId, secretAccessKey: labSecretAccessKey },
  };
}

/** Environment through which a program finds the lab's AWS as it would find the real one. */
export function labEnvironment(endpointUrl: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_REGION: labRegion,
    AWS_ACCESS_KEY_ID: labAccountId,
    AWS_SECRET_ACCESS_KEY: labSecretAccessKey,
  };
}
