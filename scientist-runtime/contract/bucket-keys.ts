/** Keys in the runtime's bucket. Kept apart from the schemas, because front imports it and nothing that parses. */
export const bucketKeys = {
  experiments: 'experiments.yml',
  releases: 'releases.json',
  effective: 'effective.json',
  compileErrors: 'compile-errors.json',
  observationsPrefix: 'observations/',
  samplesPrefix: 'samples/',
} as const;

/**
 * Name of a bundle among the evidence of its key. Its hash is in the name, so that no later verdict on the same key
 * takes its place: what was published as a hash can be fetched and checked for good.
 */
export function bundleNameOf(sha256: string): string {
  return `bundle-${sha256}.json`;
}

/** The same bundle as it was stored last under its key, for whoever knows no hash. */
export const latestBundleName = 'bundle.json';
