import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder of its own for a test file, with a space in its name as people's folders have; it goes with the file. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'scientist cli '));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** A valid configuration of one function, or of those named. */
export function configurationOf(...keys: readonly string[]): string {
  const functions = (keys.length === 0 ? ['round'] : keys).map(
    (key) => `  ${key}: { control: acme-functions-${key}, experiment: ${key}-experiment }\n`,
  );
  return `version: 1
runtime: { stack: serverless-scientist, region: eu-west-1 }
functions:
${functions.join('')}`;
}
