/** Stands in place of the text of an object that is too large to be read at all. */
export interface OversizedText {
  /** Null where the store did not tell. */
  readonly bytes: number | null;
  readonly maxBytes: number;
}

/** Whether this stands there instead of a text. */
export function isOversized(text: string | OversizedText | null): text is OversizedText {
  return typeof text === 'object' && text !== null;
}

/** What an object has, in words that follow "found". */
export function sizeOf({ bytes }: OversizedText): string {
  return bytes === null ? 'an unknown number' : String(bytes);
}
