import * as z from 'zod';
import { type ErrorName, ScientistError } from '../errors.ts';

/** What the SDK's errors have in common with those of the network below it. */
const faultSchema = z.object({
  name: z.string().catch('Error'),
  message: z.string().catch(''),
  code: z.string().optional().catch(undefined),
  $metadata: z
    .object({ httpStatusCode: z.number().optional(), requestId: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
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

/** What a request told AWS that nobody else may read. */
export type Secrets = readonly string[];

/**
 * Asks AWS and turns its errors into ours: the one place where they are mapped. `what` finishes the sentence
 * "AWS could not …". Where the request holds `secrets` (environment values of a function), none of AWS's own words
 * is repeated: AWS quotes what it was sent, escaped and cut in ways that no search for the values finds.
 */
export async function ask<T>(what: string, call: () => Promise<T>, secrets: Secrets = []): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    throw translateError(what, thrown, secrets);
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
export function translateError(what: string, thrown: unknown, secrets: Secrets = []): unknown {
  const parsed = faultSchema.safeParse(thrown);
  if (thrown instanceof ScientistError || !parsed.success) {
    return thrown;
  }
  const fault = parsed.data;
  const name = nameOf(fault);
  if (name === null) {
    return thrown;
  }
  const withheld = secrets.length > 0;
  const story = {
    expected: `AWS to ${what}`,
    found: `AWS could not ${what}: ${withheld ? nameAlone(fault) : ownWords(fault)}`,
    remedy: remedyOf(name, fault),
  };
  // The cause carries AWS's words as they are. Without them it still says by its name which fault it was.
  return new ScientistError(name, story, withheld ? nameOnly(fault) : thrown);
}

function ownWords({ name, message }: Fault): string {
  return `${name === 'Error' ? '' : `${name}: `}${message.replace(/\s+/g, ' ').slice(0, 600)}`;
}

/** What may be said of a fault whose words may quote secrets; CloudTrail has the rest under the request's id. */
function nameAlone(fault: Fault): string {
  const id = fault.$metadata?.requestId;
  const request = id === undefined ? '' : `, request ${word(id)}`;
  return `${wordOf(fault)}${request} (its words are kept back, since they may quote environment values)`;
}

function nameOnly(fault: Fault): Error {
  return Object.assign(new Error('words kept back'), { name: wordOf(fault) });
}

function wordOf({ name, code }: Fault): string {
  return word(name === 'Error' && code !== undefined ? code : name);
}

/** A name or an id; a sentence in its place might quote something. */
function word(text: string): string {
  return /^[\w.-]{1,80}$/.test(text) ? text : 'without a name';
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
