import { fileURLToPath } from 'node:url';

/** Where the lab of one test file logs, `.lab/<name>/` of the clone: files run side by side, each with its own lab. */
export function labFolderOf(name: string): string {
  return fileURLToPath(new URL(`../../.lab/${name}`, import.meta.url));
}
