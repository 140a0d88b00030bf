import { environmentBytes, maxEnvironmentBytes } from '../../scientist-runtime/contract/manifest.ts';
import type { FunctionSettings, LiveFunction } from './function-spec.ts';

/** What a package may change only where the base branch's configuration names it. */
export interface AllowedSettings {
  /** Names of environment variables that make a runtime load other code. */
  readonly environment: readonly string[];
  /** ARNs of other accounts' layers, without version: `arn:aws:lambda:eu-west-1:111122223333:layer:tools`. */
  readonly layers: readonly string[];
}

/**
 * Variables by which a runtime, or the loader below it, runs code that is no part of the package or runs it before
 * the handler. Sources: Lambda's page on wrapper scripts, ld.so(8), openssl-env(7), and the runtimes' pages on their
 * environment.
 */
const loaderVariables: ReadonlySet<string> = new Set([
  'AWS_LAMBDA_EXEC_WRAPPER',
  'BASH_ENV',
  'BUNDLE_GEMFILE',
  'CLASSPATH',
  'DOTNET_ADDITIONAL_DEPS',
  'DOTNET_SHARED_STORE',
  'DOTNET_STARTUP_HOOKS',
  'ENV',
  'GCONV_PATH',
  'GEM_HOME',
  'GEM_PATH',
  'GLIBC_TUNABLES',
  'JAVA_TOOL_OPTIONS',
  'JDK_JAVA_OPTIONS',
  'NODE_OPTIONS',
  'NODE_PATH',
  'OPENSSL_CONF',
  'OPENSSL_ENGINES',
  'OPENSSL_MODULES',
  'PATH',
  'PERL5LIB',
  'PERL5OPT',
  'PHPRC',
  'PHP_INI_SCAN_DIR',
  'PYTHONBREAKPOINT',
  'PYTHONEXECUTABLE',
  'PYTHONHOME',
  'PYTHONPATH',
  'PYTHONPLATLIBDIR',
  'PYTHONPYCACHEPREFIX',
  'PYTHONSTARTUP',
  'PYTHONUSERBASE',
  'PYTHONWARNINGS',
  'RUBYLIB',
  'RUBYOPT',
]);
const loaderPrefixes = ['LD_', 'CORECLR_', 'COR_'];

/**
 * Why a package may not be deployed with these settings, as one clause for people; null where it may. What production
 * has already is no change, so a framework that repeats it in each package is not in the way.
 */
export function whyNotDeployed(
  control: LiveFunction,
  planned: FunctionSettings,
  allowed: AllowedSettings,
): string | null {
  const { settings } = control;
  const variables = Object.entries(planned.environment)
    .filter(([name, value]) => isLoader(name) && settings.environment[name] !== value)
    .map(([name]) => name)
    .filter((name) => !allowed.environment.includes(name))
    .map((name) => `it sets ${name}, which makes the runtime load other code than the package’s`);
  const layers = planned.layers
    .filter((arn) => !settings.layers.includes(arn) && accountOf(arn) !== accountOf(control.arn))
    .filter((arn) => !allowed.layers.includes(withoutVersion(arn)))
    .map((arn) => `it brings the layer ${arn} of another account`);
  const bytes = environmentBytes(planned.environment);
  const overfull =
    bytes > maxEnvironmentBytes
      ? [
          `its environment and production’s have ${bytes} bytes together, and Lambda takes ${maxEnvironmentBytes}`,
        ]
      : [];
  const reasons = [...variables, ...layers, ...overfull];
  return reasons.length === 0 ? null : reasons.join('; ');
}

function isLoader(name: string): boolean {
  return loaderVariables.has(name) || loaderPrefixes.some((prefix) => name.startsWith(prefix));
}

function accountOf(arn: string): string {
  return arn.split(':')[4] ?? '';
}

function withoutVersion(layerArn: string): string {
  return layerArn.replace(/:\d+$/, '');
}
