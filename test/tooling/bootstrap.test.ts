import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addProgram,
  makeScratchClone,
  type ScratchClone,
  shareModules,
  startBootstrap,
} from './scratch-clone.ts';

let clone: ScratchClone;
beforeEach(() => {
  clone = makeScratchClone();
});
afterEach(() => clone.remove());

describe('bootstrap with everything installed', () => {
  beforeEach(() => shareModules(clone));

  it('runs the program on the locked Node with its arguments, and passes on its output and exit code', async () => {
    const source = 'console.log(process.execPath, process.argv.slice(2)); process.exitCode = 7;';
    const { code, stdout, stderr } = await startBootstrap(clone, [addProgram(clone, source), '--a', 'b c'])
      .ending;
    expect({ code, stderr }).toEqual({ code: 7, stderr: '' });
    expect(stdout).toContain("[ '--a', 'b c' ]");
    expect(stdout).toMatch(/node_modules\/node(-arm64)?\/bin\/node/);
  });

  it('puts the locked Node first in the PATH of the program', async () => {
    const source = 'console.log(process.env.PATH);';
    const { stdout } = await startBootstrap(clone, [addProgram(clone, source)]).ending;
    expect(stdout).toMatch(/^[^:]*node_modules\/node(-arm64)?\/bin:/);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'passes %s on and waits for the program to clean up',
    async (signal) => {
      const source = `
      import { writeFileSync } from 'node:fs';
      const alive = setInterval(() => {}, 1000);
      process.once('${signal}', () => {
        clearInterval(alive);
        writeFileSync('cleaned-up', '');
        process.exitCode = 5;
      });
      console.log('ready');`;
      const { child, ending } = startBootstrap(clone, [addProgram(clone, source)]);
      if (child.stdout !== null) await once(child.stdout, 'data');
      child.kill(signal);
      expect((await ending).code).toBe(5);
      expect(existsSync(join(clone.folder, 'cleaned-up'))).toBe(true);
    },
  );

  it('ends as shells do when the program dies of a signal', async () => {
    const source = "process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000);";
    expect((await startBootstrap(clone, [addProgram(clone, source)]).ending).code).toBe(137);
  });
});

describe('bootstrap asked for what is not there', () => {
  it.each([
    ['no program', [], 'No program was named.'],
    [
      'a program that does not exist',
      ['scripts/nope.ts'],
      'There is no program scripts/nope.ts in this clone.',
    ],
    ['a folder', ['scripts'], 'There is no program scripts in this clone.'],
  ])('ends with 2 and a sentence on %s, and installs nothing', async (_, args, sentence) => {
    const { code, stdout, stderr } = await startBootstrap(clone, args).ending;
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: `bootstrap: ${sentence} "npm run" lists the commands of this repository.\n`,
    });
    expect(existsSync(join(clone.folder, '.tools'))).toBe(false);
  });
});

describe('bootstrap on a machine that lacks something', () => {
  const oneSentence = /^bootstrap: .*\. .*, then run the same command again\.\n$/;

  it('asks for Python where the program needs it', async () => {
    shareModules(clone);
    const { code, stderr } = await startBootstrap(clone, [addPythonProgram(), '--unit']).ending;
    expect(code).toBe(3);
    expect(stderr).toMatch(oneSentence);
    expect(stderr).toContain('Python 3.10 or newer');
  });

  it('does not take a Python that is too old or lacks the venv module', async () => {
    shareModules(clone);
    writeFileSync(join(clone.folder, 'path', 'python3'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const { code, stderr } = await startBootstrap(clone, [addPythonProgram()]).ending;
    expect(code).toBe(3);
    expect(stderr).toMatch(oneSentence);
    expect(stderr).toContain('Python 3.10 or newer with its venv module was not found.');
  });

  it('asks for npm', async () => {
    const { code, stderr } = await startBootstrap(clone, [addProgram(clone, '')]).ending;
    expect(code).toBe(3);
    expect(stderr).toMatch(oneSentence);
    expect(stderr).toContain('npm was not found');
  });

  it('asks for a newer Node', async () => {
    const pretend = join(clone.folder, 'old-node.cjs');
    writeFileSync(pretend, "Object.defineProperty(process, 'versions', { value: { node: '18.20.1' } });");
    const { code, stderr } = await startBootstrap(clone, [addProgram(clone, '')], {
      nodeOptions: ['--require', pretend],
    }).ending;
    expect(code).toBe(3);
    expect(stderr).toMatch(oneSentence);
    expect(stderr).toContain('Node 18.20.1 is too old');
  });

  it('says that the clone cannot be written', async () => {
    writeFileSync(join(clone.folder, '.tools'), 'a file where the folder would be');
    const { code, stderr } = await startBootstrap(clone, [addProgram(clone, '')]).ending;
    expect(code).toBe(3);
    expect(stderr).toMatch(oneSentence);
    expect(stderr).toContain('The clone cannot be written (E');
    expect(stderr).toContain(join(clone.folder, '.tools'));
  });

  it('says that the registry cannot be reached', async () => {
    fakeNpm('echo "npm error code ENOTFOUND" >&2; exit 1');
    const { code, stderr } = await startBootstrap(clone, [addProgram(clone, '')], { more: ['/bin'] }).ending;
    expect(code).toBe(3);
    expect(stderr.split('\n').at(-2)).toBe(
      'bootstrap: The npm registry cannot be reached (ENOTFOUND). Check the network or the proxy settings, then run the same command again.',
    );
  });

  it('says that the Python package index cannot be reached', async () => {
    shareModules(clone);
    // Stands in for a Python whose venv module works and whose pip has no network.
    const source = `#!/bin/sh
case "$*" in
  *"pip install"*) echo "WARNING: Retrying after connection broken by 'NewConnectionError(...)'" >&2; exit 1 ;;
  "-m venv "*) mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
esac
`;
    writeFileSync(join(clone.folder, 'path', 'python3'), source, { mode: 0o755 });
    const { code, stderr } = await startBootstrap(clone, [addPythonProgram()], { more: ['/usr/bin', '/bin'] })
      .ending;
    expect(code).toBe(3);
    expect(stderr.split('\n').at(-2)).toBe(
      'bootstrap: The Python package index cannot be reached (NewConnectionError). Check the network or the proxy settings, then run the same command again.',
    );
  });

  it('shows what npm wrote when it fails for another reason, and gives the lock back', async () => {
    fakeNpm('echo "lockfile is out of step" >&2; exit 1');
    const { code, stderr } = await startBootstrap(clone, [addProgram(clone, '')], { more: ['/bin'] }).ending;
    expect(code).toBe(3);
    expect(stderr).toContain('lockfile is out of step');
    expect(existsSync(join(clone.folder, '.tools', 'install.lock'))).toBe(false);
  });
});

describe('two bootstraps at once', () => {
  const modules = join(import.meta.dirname, '..', '..', 'node_modules');

  it('install once: the second waits and finds everything there', async () => {
    fakeNpm(`echo run >> npm-runs; sleep 1; ln -s '${modules}' node_modules`);
    const program = addProgram(clone, "console.log('ran');");
    const both = [1, 2].map(() => startBootstrap(clone, [program], { more: ['/usr/bin', '/bin'] }).ending);
    expect((await Promise.all(both)).map(({ code, stdout }) => ({ code, stdout }))).toEqual([
      { code: 0, stdout: 'ran\n' },
      { code: 0, stdout: 'ran\n' },
    ]);
    expect(readFileSync(join(clone.folder, 'npm-runs'), 'utf8')).toBe('run\n');
  });

  it('take over the lock of an installation that was killed', async () => {
    fakeNpm(`ln -s '${modules}' node_modules`);
    const dead = spawnSync(process.execPath, ['--version']).pid;
    mkdirSync(join(clone.folder, '.tools'));
    writeFileSync(join(clone.folder, '.tools', 'install.lock'), String(dead));
    const { code } = await startBootstrap(clone, [addProgram(clone, '')], { more: ['/usr/bin', '/bin'] })
      .ending;
    expect(code).toBe(0);
  });
});

/** A program under a name that needs Python. */
function addPythonProgram(): string {
  writeFileSync(join(clone.folder, 'scripts', 'test.ts'), '');
  return 'scripts/test.ts';
}

/** An npm in the clone's PATH that does this when it is asked to install. */
function fakeNpm(install: string): void {
  const source = `#!/bin/sh\nif [ "$1" = ci ]; then ${install}; fi\n`;
  writeFileSync(join(clone.folder, 'path', 'npm'), source, { mode: 0o755 });
}
