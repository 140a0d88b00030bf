import { Command } from 'commander';
import { version } from '../version.ts';
import { type Answer, printAnswer, type Terminal } from './answer.ts';

/** What the command line runs; the composition root fills it in. */
export interface Commands {
  validate(file: string): Promise<Answer>;
  package(folder: string, options: { readonly out: string }): Promise<Answer>;
  status(config: string): Promise<Answer>;
  operate(act: 'rollback' | 'stop' | 'detach', fn: string | undefined, config: string): Promise<Answer>;
  lab(options: { readonly traffic: boolean }): Promise<number>;
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

  const answered = async (answer: Promise<Answer>, json: boolean | undefined): Promise<void> => {
    const found = await answer;
    printAnswer(found, json === true, terminal);
    exit(found.exitCode);
  };
  const config = ['--config <file>', 'configuration', '.github/scientist.yml'] as const;
  const json = ['--json', 'print data for machines'] as const;

  program
    .command('package')
    .description(
      'reads the framework’s package output (runs it first if there is none), writes manifest and artifacts',
    )
    .argument('[dir]', 'folder of the service', '.')
    .option('--out <dir>', 'where manifest and artifacts go', '.scientist')
    .option(...json)
    .action((dir: string, options: { out: string; json?: boolean }) =>
      answered(commands.package(dir, options), options.json),
    );
  program
    .command('validate')
    .description('checks experiments.yml, .github/scientist.yml or scientist-manifest.json')
    .argument('<file>')
    .option(...json)
    .action((file: string, options: { json?: boolean }) => answered(commands.validate(file), options.json));
  program
    .command('status')
    .description('what serves, what is attached, what is compared')
    .option(...config)
    .option(...json)
    .action((options: { config: string; json?: boolean }) =>
      answered(commands.status(options.config), options.json),
    );
  for (const [act, description] of [
    ['rollback', 'takes the promotion in force back and the route off front'],
    ['stop', 'ends all shadowing of a function’s experiment'],
    ['detach', 'points the route back at what it had before front'],
  ] as const) {
    program
      .command(act)
      .description(description)
      .argument('[function]', 'key in the configuration; not needed where there is only one')
      .option(...config)
      .option(...json)
      .action((fn: string | undefined, options: { config: string; json?: boolean }) =>
        answered(commands.operate(act, fn, options.config), options.json),
      );
  }
  program
    .command('lab')
    .description('starts AWS and GitHub on this machine (in a clone of the repository); as npm run lab')
    .option('--no-traffic', 'without clients')
    .action(async (options: { traffic: boolean }) => exit(await commands.lab(options)));
  return program;
}
