import * as z from 'zod';

/** An object whose unknown keys are errors that name the keys which exist. */
export function closedObject<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `expected one of: ${known}` : `expected a map with: ${known}`,
  });
}

/** A part that may be left out or left empty: both mean its defaults. */
export function optionalPart<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => value ?? {}, schema);
}
