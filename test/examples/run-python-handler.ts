import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { HandlerAnswer } from './handler-answer.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Loads the handler file named on the command line, answers one event a line, keeps the handler's log apart. */
const driver = `
import contextlib, importlib.util, io, json, sys
spec = importlib.util.spec_from_file_location("handler", sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
for line in sys.stdin:
    log = io.StringIO()
    with contextlib.redirect_stdout(log):
        answer = module.handler(json.loads(line), None)
    print(json.dumps({"answer": answer, "log": log.getvalue()}))
`;

/** Runs a Python candidate of the example on many events, in one process of the lab's Python. */
export async function runPythonHandler(
  candidate: 'python' | 'python-mended',
  events: readonly unknown[],
): Promise<{ readonly answer: HandlerAnswer; readonly log: string }[]> {
  const file = `${root}examples/round/candidates/${candidate}/round/handler.py`;
  const python = spawn(`${root}.venv/bin/python`, ['-c', driver, file], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PYTHONDONTWRITEBYTECODE: '1' },
  });
  const closed = once(python, 'close');
  python.stdin.end(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const lines = (await text(python.stdout)).trimEnd().split('\n');
  await closed;
  return lines.map((line) => JSON.parse(line));
}
