import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readZip } from '../../github/read-zip.ts';

/** From where and to where. */
export interface Checkout {
  readonly apiUrl: string;
  readonly repository: string;
  readonly ref: string;
  readonly token: string;
  readonly folder: string;
}

/**
 * Plays `actions/checkout`: the files of a commit, through the REST API, as the action itself does where
 * git is missing. The token stays out of the folder.
 * @throws Error with GitHub's answer when the job may not read or the commit is unknown.
 */
export async function checkOut(checkout: Checkout): Promise<void> {
  const url = `${checkout.apiUrl}/repos/${checkout.repository}/zipball/${checkout.ref}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${checkout.token}` } });
  const zip = Buffer.from(await response.arrayBuffer());
  if (!response.ok) throw new Error(`checkout of ${checkout.ref}: ${response.status} ${zip.toString()}`);
  for (const { path, bytes, mode = 0o644 } of await readZip(zip)) {
    // The first folder names the commit; what is below it is the repository.
    const target = join(checkout.folder, path.slice(path.indexOf('/') + 1));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes, { mode });
  }
}
