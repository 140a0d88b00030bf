const sensitiveName =
  /authorization|cookie|token|secret|passw|api[-_]?key|credential|signature|session|otp\b|^(code|pin|iban|ssn|sig|key)$/i;

/** Names of headers, query parameters and members whose values are never shown. */
export function isSensitiveName(name: string): boolean {
  return sensitiveName.test(name);
}
