import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { messageOf, ScientistError } from '../src/errors.ts';
import { startLab } from './start-lab.ts';

/** Exit codes as the command line has them: 2 wrong usage, 3 could not find out. */
const wrongUsage = 2;
const gaveOut = 3;

const say = (line: string) => void process.stderr.write(`lab: ${line}\n`);

try {
  const { values } = parseArgs({ options: { 'no-traffic': { type: 'boolean', default: false } } });
  const stop = new AbortController();
  // Listens on after the first signal: Ctrl-C reaches this process twice, by the terminal and by whoever started it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!stop.signal.aborted) say('ending what was started …');
      stop.abort();
    });
  }
  say('AWS, GitHub, its runners and clients start, which takes a few seconds …');
  const lab = await startLab({ traffic: !values['no-traffic'], say });
  let fault: ScientistError | null = null;
  // An address is a promise that somebody listens there.
  if (!stop.signal.aborted) {
    process.stdout.write(`${JSON.stringify(lab.address)}\n`);
    say(
      `clients ask ${lab.address.clientUrl}/round; what runs print stands in .lab/runs/; Ctrl-C ends all of it`,
    );
    fault = await Promise.race([lab.broken, once(stop.signal, 'abort').then(() => null)]);
  }
  await lab.close();
  if (fault !== null) throw fault;
} catch (thrown) {
  const usage =
    thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('ERR_PARSE_ARGS');
  say(`${messageOf(thrown)}${usage ? '. There is --no-traffic, and nothing else' : ''}`);
  process.exitCode = usage ? wrongUsage : gaveOut;
  if (!usage && !(thrown instanceof ScientistError)) console.error(thrown);
}
