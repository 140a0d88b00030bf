/** How long a comparison row is kept after it was written: the table's TTL deletes it some time after that. */
export const rowRetentionMs = 30 * 86_400_000;
