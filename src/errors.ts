/** Names of the errors a caller may tell apart. Everything else is a fault of ours and surfaces as it is. */
export type ErrorName =
  | 'InvalidInput'
  | 'NotFound'
  | 'Conflict'
  | 'NotPermitted'
  | 'Unavailable'
  | 'MissingTool'
  | 'WrongUsage';

/** What a person needs to act: what was expected, what was found instead, what to do next. */
export interface ErrorStory {
  readonly expected: string;
  readonly found: string;
  readonly remedy: string;
}

/**
 * An error with a literal name and a story for the person who meets it.
 * The message reads "found; expected …. remedy", so that a log line alone is enough to act on.
 */
export class ScientistError extends Error {
  override readonly name: ErrorName;
  readonly story: ErrorStory;

  constructor(name: ErrorName, story: ErrorStory, cause?: unknown) {
    super(
      `${story.found}; expected ${story.expected}. ${story.remedy}`,
      cause === undefined ? undefined : { cause },
    );
    this.name = name;
    this.story = story;
  }
}

/** Text of anything thrown, `Error` or not. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** What to tell a person about anything thrown. */
export function storyOf(thrown: unknown): ErrorStory {
  return thrown instanceof ScientistError
    ? thrown.story
    : {
        expected: 'the run to go through',
        found: messageOf(thrown),
        remedy: 'See the log of this run; if it does not help, report it.',
      };
}
