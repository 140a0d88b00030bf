import * as z from 'zod';
import { parseAnswer } from './outside-data.ts';

/**
 * Asks GraphQL whether comments were edited. REST tells it by two times of whole seconds, so that an edit within
 * the second of posting looks like none. Comments are asked for by their global ids and known by their database ids, as
 * REST has them: of global ids there are two formats, and an old object's may not come back as it was given. `databaseId`
 * has 32 bits, which comments have outgrown. Source: GraphQL reference, object `IssueComment`; migrating global node IDs.
 */
export const editsQuery =
  'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on IssueComment { fullDatabaseId lastEditedAt includesCreatedEdit } } }';

/** So many nodes one query may ask for. */
export const maxEditsAsked = 100;

const nodeSchema = z.object({
  /** A `BigInt`, which GraphQL writes as a string. */
  fullDatabaseId: z.string().regex(/^[1-9]\d{0,15}$/),
  lastEditedAt: z.string().nullable(),
  includesCreatedEdit: z.boolean(),
});

/** A node of another kind is an empty object, one that is gone is null: neither is a comment known to be unedited. */
const answerSchema = z.object({ nodes: z.array(z.union([nodeSchema, z.strictObject({}), z.null()])) });

/** Ids, as REST has them, of the comments that GraphQL says were never edited. */
export function uneditedFrom(answer: unknown): ReadonlySet<number> {
  const { nodes } = parseAnswer('whether comments were edited', answerSchema, answer);
  const unedited = nodes.flatMap((node) =>
    node !== null && 'fullDatabaseId' in node && node.lastEditedAt === null && !node.includesCreatedEdit
      ? [Number(node.fullDatabaseId)]
      : [],
  );
  return new Set(unedited);
}
