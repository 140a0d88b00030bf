import { describe, expect, it } from 'vitest';
import { concernedFunctions } from '../../src/release/concerned.ts';
import { config } from '../gate/config.ts';

const [round] = config.functions;

describe('the functions a change concerns', () => {
  it.each([
    [['round/handler.mjs'], ['round/**'], true],
    [['round/deep/er/file'], ['round/**'], true],
    [['round/.env'], ['round/**'], true],
    [['README.md'], ['round/**'], false],
    [['rounding/handler.mjs'], ['round/**'], false],
    [['README.md'], [], true],
    [[], ['round/**'], false],
    [['shared/a.ts'], ['round/**', 'shared/*.ts'], true],
  ])('files %j with paths %j: %j', (files, paths, concerned) => {
    const functions = round === undefined ? [] : [{ ...round, paths }];
    expect(concernedFunctions({ ...config, functions }, files)).toHaveLength(concerned ? 1 : 0);
  });
});
