import * as z from 'zod';

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
/** By output key, as scientist-runtime/serverless.yml names them. */
export type RuntimeStack = z.output<typeof runtimeStackSchema>;

export { bucketKeys } from './bucket-keys.ts';
export { definitionMaxAgeMs, definitionRefreshMs } from './definition-age.ts';
