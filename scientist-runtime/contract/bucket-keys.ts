/** Keys in the runtime's bucket. Kept apart from the schemas, because front imports it and nothing that parses. */
export const bucketKeys = {
  experiments: 'experiments.yml',
  releases: 'releases.json',
  effective: 'effective.json',
  compileErrors: 'compile-errors.json',
  observationsPrefix: 'observations/',
  samplesPrefix: 'samples/',
} as const;
