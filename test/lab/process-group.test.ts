import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { startProcessGroup } from '../../lab/process-group.ts';

const startNode = (source: string, environment: Readonly<Record<string, string>> = {}) =>
  startProcessGroup({
    program: process.execPath,
    programArguments: ['-e', source],
    environment,
    workingFolder: tmpdir(),
  });

describe('a process group of the lab', () => {
  it('sees the given environment and nothing of the lab’s own', async () => {
    const group = startNode('console.log(JSON.stringify(process.env))', { ONLY: 'this' });
    expect(await group.exited).toBe(0);
    expect(JSON.parse(group.lastOutput())).toEqual({ ONLY: 'this' });
  });

  it('gives the exit code and the last words of a program that fails', async () => {
    const group = startNode("console.error('no such thing'); process.exit(7)");
    expect(await group.exited).toBe(7);
    expect(group.exitCode()).toBe(7);
    expect(group.lastOutput()).toBe('no such thing');
  });

  it('tells that a program does not exist', async () => {
    const group = startProcessGroup({
      program: '/nowhere/program',
      programArguments: [],
      environment: {},
      workingFolder: tmpdir(),
    });
    expect(await group.exited).toBeNull();
    expect(group.lastOutput()).toContain('ENOENT');
  });

  it('kills what its leader leaves behind when that ends by itself', async () => {
    const group = startNode(`
      const left = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      left.once('spawn', () => { console.error('out of memory'); process.exitCode = 9; left.unref(); });
    `);
    // Settles only when nobody holds the group's output any more.
    expect(await group.exited).toBe(9);
    expect(group.lastOutput()).toBe('out of memory');
  });

  it('ends a child’s child that ignores SIGTERM, and a second stop does nothing', async () => {
    const stubborn =
      "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('stubborn is up');";
    const group = startNode(`
      require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(stubborn)}], { stdio: 'inherit' });
      setInterval(() => {}, 1000);
    `);
    await expect.poll(() => group.lastOutput(), { timeout: 10_000 }).toContain('stubborn is up');
    // Settles only when nobody holds the group's output any more.
    await group.stop(50);
    expect(group.exitCode()).toBeNull();
    await group.stop(50);
  });
});
