import { ScientistError } from '../../src/errors.ts';

/** A variable that the stack gives the function. Throws `InvalidInput` where it is missing. */
export function readVariable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new ScientistError('InvalidInput', {
      expected: `the environment variable ${name}`,
      found: 'the function was started without it',
      remedy: 'Deploy the runtime anew from scientist-runtime/serverless.yml.',
    });
  }
  return value;
}
