import * as z from 'zod';
import { parseAnswer } from './outside-data.ts';

/**
 * Asks GraphQL whether comments were edited. REST tells it by two times of whole seconds, so that an edit within
 * the second of posting looks like none. Source: GraphQL reference, object `IssueComment`.
 */
export const editsQuery =
  'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on IssueComment { id lastEditedAt includesCreatedEdit } } }';

/** So many nodes one query may ask for. */
export const maxEditsAsked = 100;

const nodeSchema = z.object({
  id: z.string(),
  lastEditedAt: z.string().nullable(),
  includesCreatedEdit: z.boolean(),
});

/** A node of another kind is an empty object, one that is gone is null: neither is a comment known to be unedited. */
const answerSchema = z.object({ nodes: z.array(z.union([nodeSchema, z.strictObject({}), z.null()])) });

/** Ids, as GraphQL has them (`node_id` in REST), of the comments that it says were never edited. */
export function uneditedFrom(answer: unknown): ReadonlySet<string> {
  const { nodes } = parseAnswer('whether comments were edited', answerSchema, answer);
  const unedited = nodes.flatMap((node) =>
    node !== null && 'id' in node && node.lastEditedAt === null && !node.includesCreatedEdit ? [node.id] : [],
  );
  return new Set(unedited);
}
