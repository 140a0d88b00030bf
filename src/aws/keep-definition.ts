import type { DefinitionPort } from '../gate/ports.ts';
import { changeDefinition } from './change-definition.ts';
import { maskEnvironment } from './mask-environment.ts';
import type { Bucket } from './open-bucket.ts';
import { type CompileContext, compileSources, readSources, snapshotOf } from './read-definition.ts';

/**
 * `releases.json` and what is compiled from it, in the runtime's bucket. `experiments.yml` is only read. `readOnly`:
 * reading leaves nothing behind either, see `maskEnvironment`.
 */
export function keepDefinition(bucket: Bucket, context: CompileContext, readOnly: boolean): DefinitionPort {
  return {
    async read() {
      const sources = await readSources(bucket);
      return snapshotOf(sources, compileSources(sources, context));
    },
    change: (changes) => changeDefinition(bucket, context, changes),
    hmacOf: maskEnvironment(bucket, readOnly),
  };
}
