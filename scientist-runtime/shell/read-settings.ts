import type { Credentials } from './sign-request.ts';

/** What front takes from its environment; a text that is not set is empty. */
export interface Settings {
  readonly region: string;
  readonly definitionBucket: string;
  readonly queueUrl: string;
  /** API whose requests are routed by path; null: any API that is not attached. */
  readonly frontApiId: string | null;
  /** `host:port` of the Runtime API; null where there is none, as in emulators. */
  readonly runtimeApi: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads what the stack's template sets. Nothing is thrown for what is missing: front must answer, not start badly. */
export function readSettings(environment: Environment): Settings {
  return {
    region: environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? 'us-east-1',
    definitionBucket: environment.DEFINITION_BUCKET ?? '',
    queueUrl: environment.OBSERVATIONS_QUEUE_URL ?? '',
    frontApiId: environment.FRONT_API_ID || null,
    runtimeApi: environment.AWS_LAMBDA_RUNTIME_API || null,
  };
}

/** Empty where they are not set: AWS then refuses the call, and front answers for it. */
export function readCredentials(environment: Environment): Credentials {
  return {
    accessKeyId: environment.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: environment.AWS_SECRET_ACCESS_KEY ?? '',
    sessionToken: environment.AWS_SESSION_TOKEN || null,
  };
}

/**
 * Endpoint of a service: `AWS_ENDPOINT_URL_<SERVICE>`, else `AWS_ENDPOINT_URL`, else AWS in that region.
 * Source: "Service-specific endpoints" in the AWS SDKs and Tools reference guide.
 */
export function endpointOf(
  service: 'lambda' | 's3' | 'sqs',
  region: string,
  environment: Environment,
): { readonly url: URL; readonly custom: boolean } {
  const custom = environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || environment.AWS_ENDPOINT_URL;
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return custom
    ? { url: new URL(custom), custom: true }
    : { url: new URL(`https://${service}.${region}.${suffix}`), custom: false };
}
