/**
 * The hidden first line of our comment on a pull request. It only helps to find the comment again among those
 * of our own account: anybody can write it, so it proves nothing.
 */
export function commentKey(pullRequest: number): string {
  return `<!-- serverless-scientist:comment:${pullRequest} -->`;
}

/** Whether a comment begins with the key of any pull request. */
export function hasCommentKey(body: string): boolean {
  return /^<!-- serverless-scientist:comment:\d+ -->(\r?\n|$)/.test(body);
}
