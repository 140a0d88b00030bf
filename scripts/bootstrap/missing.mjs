/**
 * Something this machine lacks: what it is and what to do about it. Ends bootstrap with exit code 3, "could not find
 * out", and one sentence for a person.
 */
export class Missing extends Error {
  constructor(what, remedy) {
    super(`${what} ${remedy}, then run the same command again.`);
  }
}
