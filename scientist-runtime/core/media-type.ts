/** A `content-type` by its parts: type and subtype in lower case, parameters sorted and unquoted. */
export interface MediaType {
  readonly essence: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Parses a `content-type` (RFC 9110 §8.3). Values of `charset` are case-insensitive, others are kept as they are. */
export function parseMediaType(header: string): MediaType {
  const [essence = '', ...rest] = header.split(';');
  const parameters = rest
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part): [string, string] => {
      const separator = part.indexOf('=');
      const name = (separator === -1 ? part : part.slice(0, separator)).trim().toLowerCase();
      const value = separator === -1 ? '' : unquote(part.slice(separator + 1).trim());
      return [name, name === 'charset' ? value.toLowerCase() : value];
    })
    .sort(([left], [right]) => (left < right ? -1 : Number(left > right)));
  return { essence: essence.trim().toLowerCase(), parameters: Object.fromEntries(parameters) };
}

/** How a body is compared: by members, by characters or by bytes. */
export type BodyFormat = 'json' | 'text' | 'binary';

/** How a body of this type is to be read; null where the type does not say it. */
export function formatOf(mediaType: MediaType | null): BodyFormat | null {
  const essence = mediaType?.essence ?? '';
  if (/^[^/]+\/(json|[^/]+\+json)$/.test(essence)) {
    return 'json';
  }
  if (/^(image|audio|video|font)\//.test(essence) && !essence.endsWith('+xml')) {
    return 'binary';
  }
  if (/^application\/(octet-stream|pdf|zip|gzip|x-tar|wasm|x-protobuf|protobuf)$/.test(essence)) {
    return 'binary';
  }
  return essence === '' ? null : 'text';
}

function unquote(value: string): string {
  return /^".*"$/.test(value) ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
}
