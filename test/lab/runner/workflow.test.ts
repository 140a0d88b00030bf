import { describe, expect, it } from 'vitest';
import { parseWorkflow } from '../../../lab/runner/workflow.ts';

const text = (job: string) => `name: w
on: { push: }
jobs:
  j:
    runs-on: ubuntu-latest
    steps: [{ run: 'true' }]
${job}`;

describe('a workflow file', () => {
  it('is read with its numbers and truths as text, as steps see them', () => {
    const read = parseWorkflow('w.yml', text('    env: { DEPTH: 1, ON: true }\n'));
    expect(read.jobs.get('j')?.env).toEqual({ DEPTH: '1', ON: 'true' });
  });

  it.each([
    ['strategy', '    strategy: { matrix: { node: [24] } }\n'],
    ['needs', '    needs: other\n'],
    ['container', '    container: node\n'],
    ['a misspelt key', '    timeout-minuts: 5\n'],
  ])('is refused for what the lab does not play: %s', (_, job) => {
    expect(() => parseWorkflow('w.yml', text(job))).toThrow('Unrecognized key');
  });

  it('is refused for filters the lab would ignore', () => {
    expect(() => parseWorkflow('w.yml', text('').replace('push:', 'push: { branches: [main] }'))).toThrow(
      'Unrecognized key',
    );
  });
});
