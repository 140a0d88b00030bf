import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

it.each(['nonsense', 'constructor'])(
  'a proof that there is not is a wrong usage, and those there are are named: %s',
  (name) => {
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'prove', 'main.ts'), name], {
      encoding: 'utf8',
    });
    expect(stderr).toContain(`there is no proof called "${name}"; expected one of false-alarms`);
    expect(status).toBe(2);
  },
);
