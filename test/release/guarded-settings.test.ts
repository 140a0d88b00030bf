import { describe, expect, it } from 'vitest';
import { plannedSettings } from '../../src/release/cloned-settings.ts';
import { whyNotDeployed } from '../../src/release/guarded-settings.ts';
import { madeLiveFunction, madeSettings } from './made-function.ts';

const artifact = 'round.zip';
const none = { environment: [], layers: [] };
const own = 'arn:aws:lambda:eu-west-1:111122223333:layer:own:1';
const tools = 'arn:aws:lambda:eu-west-1:999988887777:layer:tools';
const control = madeLiveFunction({
  settings: madeSettings({ environment: { NODE_OPTIONS: '--enable-source-maps' }, layers: [`${tools}:3`] }),
});

describe('a variable that makes a runtime load other code', () => {
  it.each([
    'AWS_LAMBDA_EXEC_WRAPPER',
    'NODE_OPTIONS',
    'NODE_PATH',
    'PYTHONSTARTUP',
    'PYTHONPATH',
    'LD_PRELOAD',
    'LD_LIBRARY_PATH',
    'LD_AUDIT',
    'OPENSSL_CONF',
    'JAVA_TOOL_OPTIONS',
    'RUBYOPT',
    'DOTNET_STARTUP_HOOKS',
    'CORECLR_PROFILER_PATH',
  ])('%s is refused unless the configuration names it', (name) => {
    const planned = plannedSettings(control, { artifact, environment: { [name]: 'x' } });
    expect(whyNotDeployed(control, planned, none)).toContain(`it sets ${name},`);
    expect(whyNotDeployed(control, planned, { ...none, environment: [name] })).toBeNull();
  });

  it.each([
    ['production has it with this value', { NODE_OPTIONS: '--enable-source-maps' }],
    ['it only resembles one', { MY_NODE_OPTIONS: 'x', PYTHONUNBUFFERED: '1', STAGE: 'x' }],
  ])('is none where %s', (_, environment) => {
    expect(whyNotDeployed(control, plannedSettings(control, { artifact, environment }), none)).toBeNull();
  });

  it('is refused without a word of its value', () => {
    const planned = plannedSettings(control, { artifact, environment: { NODE_OPTIONS: 'hush-hush' } });
    expect(whyNotDeployed(control, planned, none)).not.toContain('hush');
  });
});

describe('a layer', () => {
  it.each([
    ['of this account', [own], none, null],
    ['that production has', [`${tools}:3`], none, null],
    ['of another account', [`${tools}:4`], none, `it brings the layer ${tools}:4 of another account`],
    ['of nobody’s account', ['arn:aws:lambda:::awslayer:x'], none, expect.stringContaining('awslayer')],
    ['that the configuration names', [`${tools}:4`], { ...none, layers: [tools] }, null],
    ['beside the one it names', [`${tools}2:4`], { ...none, layers: [tools] }, expect.any(String)],
  ])('%s', (_, layers, allowed, expected) => {
    expect(whyNotDeployed(control, plannedSettings(control, { artifact, layers }), allowed)).toEqual(
      expected,
    );
  });
});

describe('an environment past Lambda’s limit', () => {
  const full = madeLiveFunction({ settings: madeSettings({ environment: { A: 'x'.repeat(2_000) } }) });

  it.each([
    ['fits beside production’s', { B: 'y'.repeat(2_094) }, null],
    ['takes the place of production’s', { A: 'ü'.repeat(2_047) }, null],
    ['is too much with production’s', { B: 'y'.repeat(2_095) }, expect.stringContaining('have 4097 bytes')],
  ])('is refused before Lambda sees it: the package’s %s', (_, environment, expected) => {
    const planned = plannedSettings(full, { artifact, environment });
    expect(whyNotDeployed(full, planned, none)).toEqual(expected);
  });
});
