/** Fills the tutorial's placeholders from the runtime's own region and account. */
export function fillPlaceholders(arn: string, region: string, accountId: string): string {
  return arn
    .replaceAll('{AWSPARTITION}', 'aws')
    .replaceAll('{AWSREGION}', region)
    .replaceAll('{AWSACCOUNT_ID}', accountId);
}
