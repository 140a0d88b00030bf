import type { FunctionSpec } from '../release/function-spec.ts';
import type { FunctionsPort } from './ports.ts';

/** Functions that are read where they are, and deployed, called and removed in memory only. */
export function dryRunFunctions(
  functions: FunctionsPort,
  frontArn: string,
  would: (what: string) => void,
): FunctionsPort {
  const deployed = new Map<string, FunctionSpec>();
  const removed = new Set<string>();
  const arnOf = ({ name }: FunctionSpec): string =>
    frontArn.replace(/:function:.*$/, `:function:${name}:dry-run`);
  return {
    read: async (nameOrArn) => {
      const spec = deployed.get(nameOrArn);
      if (spec !== undefined) {
        const { name, settings, roleArn, reservedConcurrency, asynchronous, code } = spec;
        return {
          name,
          arn: nameOrArn,
          settings,
          roleArn,
          reservedConcurrency,
          asynchronous,
          codeSha256: code.contentHash,
          unclonable: [],
        };
      }
      return removed.has(nameOrArn) ? null : functions.read(nameOrArn);
    },
    readCode: async (arn) => deployed.get(arn)?.code ?? functions.readCode(arn),
    findVersion: async (name, fingerprint) => {
      const [arn] =
        [...deployed].find(([, spec]) => spec.name === name && spec.fingerprint === fingerprint) ?? [];
      return arn === undefined ? functions.findVersion(name, fingerprint) : { arn };
    },
    deploy: async (spec) => {
      would(`deploy ${spec.name} (${spec.role}, ${spec.settings.runtime}, ${spec.settings.memoryMb} MB)`);
      deployed.set(arnOf(spec), spec);
      return { arn: arnOf(spec) };
    },
    allowApi: async (functionArn, apiId, route) =>
      would(`allow ${route} of API ${apiId} to invoke ${functionArn}`),
    invoke: async (arn) => {
      would(`invoke ${arn}`);
      return { failed: false, payload: 'null' };
    },
    remove: async (name) => {
      would(`delete the function ${name}`);
      removed.add(name);
    },
  };
}
