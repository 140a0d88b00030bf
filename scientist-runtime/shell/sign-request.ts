/** Credentials of the execution role, as Lambda puts them into the environment. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
}

/** A request as Signature Version 4 reads it. */
export interface Signable {
  readonly method: string;
  readonly host: string;
  /** As it goes over the wire: percent-encoded once, without dot segments. No call of front's has a query. */
  readonly path: string;
  /** Lower-case names. All of them are signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Name in the credential scope: `lambda`, `s3`, `sqs`. */
  readonly service: string;
  readonly region: string;
}

/**
 * The headers of a request with its signature, Signature Version 4. Instead of an SDK, which would add 78–101 ms
 * to front's cold start. Source: "Signature Version 4 signing process" in the AWS General Reference.
 */
export function signRequest(
  request: Signable,
  credentials: Credentials,
  nowMs: number,
): Record<string, string> {
  const { createHmac, hash } = process.getBuiltinModule('crypto');
  const time = new Date(nowMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const bodyHash = hash('sha256', request.body);
  const headers: Record<string, string> = { ...request.headers, host: request.host, 'x-amz-date': time };
  if (credentials.sessionToken !== null) {
    headers['x-amz-security-token'] = credentials.sessionToken;
  }
  if (request.service === 's3') {
    headers['x-amz-content-sha256'] = bodyHash;
  }
  const names = Object.keys(headers).sort();
  const canonical = [
    request.method,
    // S3 signs the path as sent; everyone else signs it encoded once more.
    request.service === 's3' ? request.path : request.path.split('/').map(percentEncode).join('/'),
    '',
    ...names.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/\s+/g, ' ')}`),
    '',
    names.join(';'),
    bodyHash,
  ].join('\n');
  const scope = `${time.slice(0, 8)}/${request.region}/${request.service}/aws4_request`;
  const signature = createHmac('sha256', signingKey(credentials, scope))
    .update(`AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash('sha256', canonical)}`)
    .digest('hex');
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return headers;
}

/** Percent-encodes what RFC 3986 does not leave unreserved; `encodeURIComponent` spares five characters more. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

let keys = new Map<string, Buffer>();

/** The signing key of a scope: the same for a day, so four of five HMACs are saved. */
function signingKey(credentials: Credentials, scope: string): Buffer {
  const name = `${credentials.accessKeyId}/${credentials.secretAccessKey}/${scope}`;
  const known = keys.get(name);
  if (known !== undefined) {
    return known;
  }
  const { createHmac } = process.getBuiltinModule('crypto');
  const key = scope
    .split('/')
    .reduce<Buffer>(
      (signed, part) => createHmac('sha256', signed).update(part).digest(),
      Buffer.from(`AWS4${credentials.secretAccessKey}`),
    );
  // Three services and a change of day fit; whatever is older is of no use any more.
  keys = new Map([...keys, [name, key] as const].slice(-8));
  return key;
}
