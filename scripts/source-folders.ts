import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run-command.ts';

const names = ['src', 'scientist-runtime', 'lab', 'bench', 'prove', 'scripts'];

/** The folders of our own code to which the import rules apply, as far as they exist. */
export const sourceFolders: readonly string[] = names.filter((name) => existsSync(join(root, name)));
