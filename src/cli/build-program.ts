import { Command } from 'commander';
import { expectedRouteKey, routeKey } from '../../scientist-runtime/contract/experiments.ts';
import { ScientistError } from '../errors.ts';
import { listed } from '../report/sentences.ts';
import { version } from '../version.ts';
import { type Answer, printAnswer, type Terminal } from './answer.ts';
import type { OperatorCommand, RouteOptions } from './operator-commands.ts';
import type { PackageOptions } from './package-service.ts';

/** What the command line runs; the composition root fills it in. */
export interface Commands {
  validate(file: string): Promise<Answer>;
  verdict(file: string, sha256: string | undefined): Promise<Answer>;
  package(options: PackageOptions): Promise<Answer>;
  status(config: string | undefined): Promise<Answer>;
  operate(act: OperatorCommand, fn: string | undefined, config: string | undefined): Promise<Answer>;
  detachAlone(route: RouteOptions, config: string | undefined): Promise<Answer>;
  lab(options: { readonly traffic: boolean }): Promise<number>;
}

interface AnsweredOptions {
  readonly json?: boolean;
  readonly config?: string;
}
interface DetachOptions extends AnsweredOptions {
  readonly api?: string;
  readonly route?: string;
  readonly region?: string;
}

/**
 * The command line. Answers are printed and their exit code handed to `exit`; usage errors are thrown by
 * commander as `CommanderError`, everything else as it comes.
 */
export function buildProgram(commands: Commands, terminal: Terminal, exit: (code: number) => void): Command {
  const program = new Command('serverless-scientist')
    .description('Release gate for AWS Lambda: soaks a pull request’s function on production traffic.')
    .version(version)
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) })
    .exitOverride()
    .showHelpAfterError('Run with --help for usage.')
    .addHelpText('after', '\nExit codes: 0 done, 1 the answer is no, 2 wrong usage, 3 could not find out.');

  /** Options that every command has come last. */
  const answering = (command: Command): Command =>
    command.option('--json', 'print data for machines, one line of JSON');
  const configured = (command: Command): Command =>
    answering(
      command.option('--config <file>', 'configuration (default: .github/scientist.yml, here or above)'),
    );
  const answer = async (found: Promise<Answer>, { json }: AnsweredOptions): Promise<void> => {
    const given = await found;
    printAnswer(given, json === true, terminal);
    exit(given.exitCode);
  };

  configured(
    program
      .command('package')
      .description('reads the framework’s package (makes it if there is none), writes manifest and artifacts')
      .argument('[dir]', 'folder of the service', '.')
      .option('--out <dir>', 'where manifest and artifacts go', '.scientist'),
  ).action((dir: string, options: AnsweredOptions & { readonly out: string }) =>
    answer(commands.package({ folder: dir, out: options.out, config: options.config }), options),
  );
  answering(
    program
      .command('validate')
      .description('checks experiments.yml, .github/scientist.yml or scientist-manifest.json')
      .argument('<file>'),
  ).action((file: string, options: AnsweredOptions) => answer(commands.validate(file), options));
  answering(
    program
      .command('verdict')
      .description('recomputes a verdict from its evidence bundle, offline and without credentials')
      .argument('<bundle>', 'JSON file, fetched as the comment of the pull request says')
      .option('--sha256 <hex>', 'sha256 that the file must have: the one in the check'),
  )
    .addHelpText(
      'after',
      '\nExit codes: 0 the same verdict comes out of it, and it is a pass; 1 it is none (fail, collecting, inconclusive,\ninvalid), another verdict comes out of it, the file is not the published one or no bundle; 2 wrong usage;\n3 the file could not be read.',
    )
    .action((file: string, options: AnsweredOptions & { readonly sha256?: string }) =>
      answer(commands.verdict(file, options.sha256), options),
    );
  configured(program.command('status').description('what serves, what is attached, what is compared')).action(
    (options: AnsweredOptions) => answer(commands.status(options.config), options),
  );
  for (const [act, description] of [
    ['rollback', 'takes the promotion in force back and the route off front'],
    ['stop', 'ends all comparing of a function; what serves goes on serving'],
  ] as const) {
    configured(ofFunction(program.command(act).description(description))).action(
      (fn: string | undefined, options: AnsweredOptions) =>
        answer(commands.operate(act, fn, options.config), options),
    );
  }
  configured(
    ofFunction(program.command('detach').description('takes front off a function’s route'))
      .option('--api <id>', 'with --route: work by what stands at the API alone, without the runtime')
      .option('--route <route>', 'such as "GET /round"')
      .option('--region <region>', 'region of that API (default: the configuration’s)'),
  ).action((fn: string | undefined, options: DetachOptions) =>
    answer(detach(commands, fn, options), options),
  );
  program
    .command('lab')
    .description('starts AWS and GitHub on this machine (in a clone of the repository); as npm run lab')
    .option('--no-traffic', 'without clients')
    .action(async (options: { traffic: boolean }) => exit(await commands.lab(options)));
  return program;
}

function ofFunction(command: Command): Command {
  return command.argument('[function]', 'key in the configuration; not needed where there is only one');
}

async function detach(
  commands: Commands,
  fn: string | undefined,
  { api, route, region, config }: DetachOptions,
): Promise<Answer> {
  if (api !== undefined && route !== undefined && fn === undefined) {
    if (!routeKey.test(route)) {
      throw new ScientistError('WrongUsage', {
        expected: expectedRouteKey,
        found: `--route ${JSON.stringify(route)}`,
        remedy: 'Write it as API Gateway lists the route, in quotes',
      });
    }
    return commands.detachAlone({ api, route, region }, config);
  }
  if (api !== undefined || route !== undefined || region !== undefined) {
    throw new ScientistError('WrongUsage', {
      expected: 'a function, or --api together with --route',
      found: listed(
        Object.entries({ 'a function': fn, '--api': api, '--route': route, '--region': region }).flatMap(
          ([name, value]) => (value === undefined ? [] : [name]),
        ),
      ),
      remedy: 'Call this program with, say: detach --api abc123 --route "GET /round"',
    });
  }
  return commands.operate('detach', fn, config);
}
