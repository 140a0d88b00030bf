import { describe, expect, it } from 'vitest';
import { shownSamples } from '../../../lab/story/shown-samples.ts';

describe('samples in a comment', () => {
  it('are read with their numbers', () => {
    const body = [
      '**What differs**',
      '- D1: `GET /round?number=62.5` control `63`, candidate `62`',
      '- D2: `GET /round?number=-0.5` control `0`, candidate `-1`',
    ].join('\n');
    expect(shownSamples(body)).toEqual([
      { difference: 'D1', number: 62.5, control: 63, candidate: 62 },
      { difference: 'D2', number: -0.5, control: 0, candidate: -1 },
    ]);
  });

  it.each([
    ['no sample', '**Ready: no difference**'],
    ['values that are no numbers', '- D1: `GET /round?number=1` control `"text"`, candidate `2`'],
    ['another route', '- D1: `GET /sort?number=1` control `1`, candidate `2`'],
    ['words around it', 'see - D1: `GET /round?number=1` control `1`, candidate `2`'],
  ])('are none where there is %s', (_, body) => {
    expect(shownSamples(body)).toEqual([]);
  });
});
