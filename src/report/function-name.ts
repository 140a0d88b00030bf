/** Name, with version or alias, of a function's ARN, for people; what is no ARN of a function stays as it is. */
export function functionNameOf(arn: string): string {
  return /:function:(.+)$/.exec(arn)?.[1] ?? arn;
}
