import * as z from 'zod';
import { type ErrorName, ScientistError } from '../errors.ts';

/** What the SDK's errors have in common with those of the network below it. */
const faultSchema = z.object({
  name: z.string().catch('Error'),
  message: z.string().catch(''),
  code: z.string().optional().catch(undefined),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional().catch(undefined),
});
type Fault = z.output<typeof faultSchema>;

const credentialFaults =
  /^(CredentialsProviderError|ExpiredToken|InvalidClientTokenId|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch|InvalidAccessKeyId|TokenRefreshRequired)/;
const permissionFaults = /^(AccessDenied|UnauthorizedOperation|NotAuthorized|Forbidden|KMSAccessDenied)/;
const missingFaults = /NotFound|^NoSuch/;
const conflictFaults =
  /^(ResourceConflict|Conflict|PreconditionFailed|ConditionalCheckFailed|ConditionalRequestConflict|ResourceInUse|OperationAborted)/;
const passingFaults = /Throttl|TooManyRequests|Timeout|ServiceUnavailable|SlowDown|LimitExceededException$/;
const networkCodes = /^(E[A-Z]{4,}|EAI_AGAIN|CERT_|UND_ERR|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

/**
 * Asks AWS and turns its errors into ours: the one place where they are mapped. `what` finishes the sentence
 * "AWS could not …". Values in `hide` (environment values of a function) are taken out of AWS's own words.
 */
export async function ask<T>(what: string, call: () => Promise<T>, hide: readonly string[] = []): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    throw translateError(what, thrown, hide);
  }
}

/** The answer, or null where `call` ends with `NotFound`. */
export async function nullIfMissing<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (thrown) {
    if (thrown instanceof ScientistError && thrown.name === 'NotFound') {
      return null;
    }
    throw thrown;
  }
}

/** Our error for one of AWS's; anything that is neither AWS's nor the network's comes back as it was thrown. */
export function translateError(what: string, thrown: unknown, hide: readonly string[] = []): unknown {
  const parsed = faultSchema.safeParse(thrown);
  if (thrown instanceof ScientistError || !parsed.success) {
    return thrown;
  }
  const fault = parsed.data;
  const name = nameOf(fault);
  if (name === null) {
    return thrown;
  }
  const words = hidden(fault.message, hide).replace(/\s+/g, ' ').slice(0, 600);
  const story = {
    expected: `AWS to ${what}`,
    found: `AWS could not ${what}: ${fault.name === 'Error' ? '' : `${fault.name}: `}${words}`,
    remedy: remedyOf(name, fault),
  };
  // The cause carries AWS's words as they are, so it is left out where they hold something to hide.
  const causes = hidden(fault.message, hide) === fault.message ? [thrown] : [];
  return new ScientistError(name, story, ...causes);
}

function nameOf({ name, code, $metadata }: Fault): ErrorName | null {
  const status = $metadata?.httpStatusCode;
  if (credentialFaults.test(name) || permissionFaults.test(name) || status === 401 || status === 403) {
    return 'NotPermitted';
  }
  if (missingFaults.test(name) || status === 404) {
    return 'NotFound';
  }
  if (conflictFaults.test(name) || status === 409 || status === 412) {
    return 'Conflict';
  }
  const passing = passingFaults.test(name) || (code !== undefined && networkCodes.test(code));
  if (passing || status === 429 || (status !== undefined && status >= 500)) {
    return 'Unavailable';
  }
  return status !== undefined && status >= 400 ? 'InvalidInput' : null;
}

function remedyOf(name: ErrorName, fault: Fault): string {
  if (credentialFaults.test(fault.name)) {
    return 'Check the AWS credentials of this run';
  }
  switch (name) {
    case 'NotPermitted':
      return 'Compare the role of this run with docs/permissions.md';
    case 'NotFound':
      return 'Check the name, the account and the region';
    case 'Conflict':
      return 'Somebody else changed it at the same time: run again';
    case 'Unavailable':
      return 'Run again later';
    default:
      return 'Change what AWS refuses, then run again';
  }
}

/** Values of three characters and less occur in any text by chance and say nothing. */
function hidden(text: string, values: readonly string[]): string {
  return values
    .filter((value) => value.length > 3)
    .reduce((rest, value) => rest.replaceAll(value, '***'), text);
}
