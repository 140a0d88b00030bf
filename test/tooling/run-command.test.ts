import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, runCommand } from '../../scripts/run-command.ts';

const node = process.execPath;

describe('running a command', () => {
  it('keeps what it writes, and its exit code', async () => {
    const source = "console.log('out'); console.error('err'); process.exitCode = 4;";
    const { code, output } = await runCommand(node, ['-e', source], { output: 'captured' });
    expect(code).toBe(4);
    expect(output).toContain('out\n');
    expect(output).toContain('err\n');
  });

  it('runs it in the root of the clone, with nothing to read', async () => {
    const source = "process.stdin.on('data', () => {}).on('end', () => console.log(process.cwd()));";
    expect((await runCommand(node, ['-e', source], { output: 'captured' })).output).toBe(`${root}\n`);
  });

  it('gives the code that shells give for a signal', async () => {
    const source = "process.kill(process.pid, 'SIGKILL'); setTimeout(() => {}, 10_000);";
    expect((await runCommand(node, ['-e', source], { output: 'captured' })).code).toBe(137);
  });

  it('fails if there is no such program', async () => {
    await expect(runCommand('a-program-that-nobody-has', [], { output: 'captured' })).rejects.toThrow(
      'ENOENT',
    );
  });
});

describe('an interrupted command', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'command-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('ends first, and then the program that runs it, which starts nothing more', async () => {
    const runner = join(folder, 'runner.ts');
    const waits =
      "process.once('SIGTERM', () => { console.log('stopped'); process.exit(0); }); setInterval(() => {}, 1000); console.log('ready');";
    writeFileSync(
      runner,
      `import { runCommand } from ${JSON.stringify(join(root, 'scripts', 'run-command.ts'))};
      await runCommand(process.execPath, ['-e', ${JSON.stringify(waits)}], { output: 'terminal' });
      console.log('went on');`,
    );
    const child = spawn(node, [runner], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (output === 'ready\n') child.kill('SIGTERM');
    });
    expect(await once(child, 'close')).toEqual([143, null]);
    expect(output).toBe('ready\nstopped\n');
  });
});
