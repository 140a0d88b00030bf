import * as z from 'zod';
import { parseAnswer } from './outside-data.ts';

const checksSchema = z.array(
  z.object({
    id: z.int(),
    name: z.string(),
    status: z.string(),
    conclusion: z.string().nullable(),
    external_id: z.string().nullish(),
    app: z.object({ slug: z.string().optional() }).nullish(),
    output: z.object({
      title: z.string().nullable(),
      summary: z.string().nullable(),
      text: z.string().nullable(),
    }),
  }),
);

/** A check run as GitHub shows it. */
export interface ShownCheck {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly externalId: string;
  /** Login of the app that made it, such as `github-actions[bot]`; null where GitHub names none. */
  readonly by: string | null;
  readonly title: string;
  readonly summary: string;
  readonly text: string;
}

/** Check runs of a commit, newest first. */
export function checksFrom(answer: unknown): readonly ShownCheck[] {
  return parseAnswer('a list of check runs', checksSchema, answer)
    .map(({ id, name, status, conclusion, external_id, app, output }) => ({
      id,
      name,
      status,
      conclusion,
      externalId: external_id ?? '',
      by: app?.slug === undefined ? null : `${app.slug}[bot]`,
      title: output.title ?? '',
      summary: output.summary ?? '',
      text: output.text ?? '',
    }))
    .toSorted((one, other) => other.id - one.id);
}
