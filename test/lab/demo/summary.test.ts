import { describe, expect, it } from 'vitest';
import { type DemoSummary, headSummaryOf, summaryText } from '../../../lab/demo/summary.ts';

const evidence = {
  decision: 'fail',
  reasonCodes: ['unexplained-difference'],
  comparisons: 9,
  seconds: 16.7349,
  pullRequest: 1,
  headSha: 'a'.repeat(40),
  evidenceKey: 'key',
  bundle: '{}',
  page: '<!doctype html>',
};

describe('the summary of the demo', () => {
  it('has an entry per head with exactly what is published', () => {
    expect(headSummaryOf(evidence)).toEqual({
      number: 1,
      headSha: 'a'.repeat(40),
      verdict: 'fail',
      reasonCodes: ['unexplained-difference'],
      comparisons: 9,
      seconds: 16.7,
    });
  });

  it('tells people steps, verdicts, clients, production and where to read on', () => {
    const summary: DemoSummary = {
      schemaVersion: 1,
      clientRequests: 1067,
      clientErrors: 0,
      pullRequests: [
        headSummaryOf(evidence),
        { ...headSummaryOf(evidence), verdict: 'pass', reasonCodes: [], comparisons: 411, seconds: 42 },
      ],
      promotedArn: 'arn:new',
      rolledBackTo: 'arn:old',
    };
    const steps = [
      { title: 'The lab starts', seconds: 5.12 },
      { title: 'Pass', seconds: 48 },
    ];
    const clients = { requests: 1067, errors: 0, firstErrors: [], p50Ms: 22.6, p99Ms: 94.1 };
    expect(summaryText(summary, steps, clients, { comment: '/tmp/pull-1.html' })).toBe(
      `The lab starts     5.1 s
Pass              48.0 s
                  53.1 s

Verdicts
  aaaaaaa  fail (unexplained-difference) after 9 comparisons in 16.7 s
  aaaaaaa  pass after 411 comparisons in 42 s
Clients
  1067 requests, 0 wrong or unanswered; median 23 ms, 99 % within 94 ms
Production
  promoted        arn:new
  rolled back to  arn:old
Read on
  comment         /tmp/pull-1.html
`,
    );
  });
});
