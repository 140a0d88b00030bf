import * as z from 'zod';
import type { ManifestFunction } from '../../scientist-runtime/contract/manifest.ts';
import { parseOutside } from './outside-data.ts';

const templateSchema = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown() })),
});

/** Anything, or nothing: an intrinsic is an object. */
const anything = z.unknown().optional();

const propertiesSchema = z.object({
  FunctionName: anything,
  PackageType: anything,
  Code: z.object({ S3Key: anything }).optional(),
  Handler: anything,
  Runtime: anything,
  MemorySize: anything,
  Timeout: anything,
  Layers: anything,
  Architectures: anything,
  Environment: z.object({ Variables: z.record(z.string(), anything).optional() }).optional(),
});

/**
 * Properties that decide how a function behaves, and that a manifest has no word for: a clone has the live ones.
 * Role and reserved concurrency are the dressed function's anyway.
 */
const notCarried = [
  'VpcConfig',
  'KmsKeyArn',
  'EphemeralStorage',
  'TracingConfig',
  'LoggingConfig',
  'DeadLetterConfig',
  'RuntimeManagementConfig',
  'FileSystemConfigs',
  'SnapStart',
  'CodeSigningConfigArn',
  'DurableConfig',
  'TenancyConfig',
  'CapacityProviderConfig',
];

const text = z.string().min(1);
/** CloudFormation takes numbers as text, too. */
const whole = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
]);
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** Values of a function that the template holds literally; the artifact is its business who calls. */
export type LiteralSettings = Omit<ManifestFunction, 'artifact' | 'control'>;

/** An `AWS::Lambda::Function` of a template. */
export interface TemplateFunction {
  readonly logicalId: string;
  /** Null where the name is an intrinsic, or CloudFormation's to invent. */
  readonly functionName: string | null;
  /** Last segment of the key that its code is uploaded under: the file's name. Null where it is none. */
  readonly codeFile: string | null;
  readonly settings: LiteralSettings;
  /** Properties of the template that a package cannot bring. */
  readonly notCarried: readonly string[];
  /** What is no literal, such as `memorySize` or `environment variable TABLE`: the live value stays. */
  readonly leftOut: readonly string[];
}

/**
 * Lambda functions of a CloudFormation template (parsed JSON), as osls, CDK and others write them. Intrinsics
 * are never evaluated: what is not literal is left out and named. Throws `InvalidInput` for no template.
 */
export function functionsOfTemplate(template: unknown): readonly TemplateFunction[] {
  const remedy = 'Package again; the file is written by the framework.';
  const { Resources } = parseOutside('a CloudFormation template', templateSchema, template, remedy);
  return Object.entries(Resources)
    .filter(([, { Type }]) => Type === 'AWS::Lambda::Function')
    .map(([logicalId, { Properties }]) => functionOf(logicalId, Properties, remedy));
}

function functionOf(logicalId: string, resource: unknown, remedy: string): TemplateFunction {
  const properties = parseOutside(`the function ${logicalId}`, propertiesSchema, resource, remedy);
  const leftOut: string[] = [];
  const literal = <T>(name: string, schema: z.ZodType<T>, value: unknown): T | undefined => {
    const parsed = value === undefined ? undefined : schema.safeParse(value);
    if (parsed?.success === false) {
      leftOut.push(name);
    }
    return parsed?.data;
  };
  const variables = Object.entries(properties.Environment?.Variables ?? {}).flatMap(([name, value]) => {
    const found = literal(`environment variable ${name}`, scalar, value);
    return found === undefined ? [] : [[name, found] as const];
  });
  const architectures = z.tuple([z.enum(['x86_64', 'arm64'])]);
  const given = {
    handler: literal('handler', text, properties.Handler),
    runtime: literal('runtime', text, properties.Runtime),
    memoryMb: literal('memorySize', whole, properties.MemorySize),
    timeoutSeconds: literal('timeout', whole, properties.Timeout),
    layers: literal('layers', z.array(text), properties.Layers),
    architecture: literal('architecture', architectures, properties.Architectures)?.[0],
  };
  const image = properties.PackageType === 'Image';
  const key = text.safeParse(properties.Code?.S3Key).data;
  return {
    logicalId,
    functionName: text.safeParse(properties.FunctionName).data ?? null,
    codeFile: image ? null : (key?.split('/').at(-1) ?? null),
    settings: {
      ...withoutUndefined(given),
      ...(variables.length === 0 ? {} : { environment: Object.fromEntries(variables) }),
    },
    notCarried: notCarried.filter((name) => Object.hasOwn(Object(resource), name)),
    leftOut,
  };
}

function withoutUndefined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
