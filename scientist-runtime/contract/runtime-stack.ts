import { z } from 'zod';

/** Outputs of the runtime's CloudFormation stack. Every other name is found through them. */
export const runtimeStackSchema = z.object({
  BucketName: z.string().min(1),
  ComparisonsTableName: z.string().min(1),
  JournalTableName: z.string().min(1),
  ObservationsQueueUrl: z.string().min(1),
  FrontFunctionName: z.string().min(1),
  FrontFunctionArn: z.string().min(1),
  ObserverFunctionName: z.string().min(1),
  CompileFunctionName: z.string().min(1),
  TickFunctionName: z.string().min(1),
  FrontApiId: z.string().min(1),
  FrontApiUrl: z.string().min(1),
  ShadowRoleArn: z.string().min(1),
});
export type RuntimeStack = z.output<typeof runtimeStackSchema>;

/** Keys in the runtime's bucket. */
export const bucketKeys = {
  experiments: 'experiments.yml',
  releases: 'releases.json',
  effective: 'effective.json',
  compileErrors: 'compile-errors.json',
  observationsPrefix: 'observations/',
  samplesPrefix: 'samples/',
  /** Evidence bundles and pages, by evidence key. */
  evidencePrefix: 'evidence/',
  /** 32 random bytes, made once per stack: environment values are published as HMACs under it only. */
  environmentKey: 'environment-hmac.key',
} as const;

/** Front re-asks for a definition of this age beside the control's invocation. */
export const definitionRefreshMs = 15_000;
/** Front re-asks for a definition of this age before it uses it; a change is settled after it. */
export const definitionMaxAgeMs = 30_000;
