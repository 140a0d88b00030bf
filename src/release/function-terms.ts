import { shadowConcurrency } from '../../scientist-runtime/contract/shadow-capacity.ts';
import type { AsyncSettings, FunctionTerms, LiveFunction } from './function-spec.ts';

/** Lambda's defaults: what a function has that is never invoked asynchronously. */
export const noAsyncSettings: AsyncSettings = {
  deadLetterArn: null,
  maxRetries: null,
  maxEventAgeSeconds: null,
  onSuccessArn: null,
  onFailureArn: null,
};

/** Terms of twins and candidates: a role that leaves no trace, few calls at once, nowhere to send failures to. */
export function shadowTerms(shadowRoleArn: string): FunctionTerms {
  return {
    roleArn: shadowRoleArn,
    reservedConcurrency: shadowConcurrency,
    asynchronous: noAsyncSettings,
  };
}

/** The production function's own terms, under which what was soaked goes on to serve. */
export function productionTerms({ roleArn, reservedConcurrency, asynchronous }: LiveFunction): FunctionTerms {
  return { roleArn, reservedConcurrency, asynchronous };
}
