/**
 * Something this machine lacks: what it is and what to do about it. Ends bootstrap with exit code 3, "could not find
 * out", and one sentence for a person.
 */
export class Missing extends Error {
  constructor(what, remedy) {
    super(`${what} ${remedy}, then run the same command again.`);
  }
}

/** A command that names no program of this clone. Ends bootstrap with exit code 2 and one sentence for a person. */
export class WrongUsage extends Error {
  constructor(what) {
    super(`${what} "npm run" lists the commands of this repository.`);
  }
}
