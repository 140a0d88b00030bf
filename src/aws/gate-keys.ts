/** Keys in the runtime's bucket that the gate alone writes; those it shares with the runtime are in the contract. */
export const gateKeys = {
  /** Evidence bundles and pages, by evidence key. */
  evidencePrefix: 'evidence/',
  /** 32 random bytes in hex, made once per stack: environment values are published as HMACs under it only. */
  environmentKey: 'environment-hmac.key',
} as const;
