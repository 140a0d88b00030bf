import type { MaskedSettings } from '../release/facts.ts';
import type { FunctionSettings } from '../release/function-spec.ts';
import type { DefinitionPort } from './ports.ts';

/** Replaces every environment value by its HMAC, so that settings may be hashed, stored and published. */
export async function maskSettings(
  definition: DefinitionPort,
  settings: FunctionSettings,
): Promise<MaskedSettings> {
  const masked = await Promise.all(
    Object.entries(settings.environment).map(
      async ([name, value]) => [name, await definition.hmacOf(value)] as const,
    ),
  );
  return { ...settings, environment: Object.fromEntries(masked) };
}
