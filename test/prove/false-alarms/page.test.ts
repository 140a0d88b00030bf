import { describe, expect, it } from 'vitest';
import { sectionOf, withSection } from '../../../prove/false-alarms/page.ts';
import { streamResult } from '../../../prove/false-alarms/stream-result.ts';
import { soaks } from '../../../prove/soaks/catalogue.ts';
import { readRepositoryFile } from '../../tooling/repository-files.ts';

const pass = { decision: 'pass', rows: 3000, firstInvalidRows: null } as const;
const fail = { decision: 'fail', rows: 50, firstInvalidRows: 100 } as const;
const lines = soaks.map((soak) => ({ soak, result: streamResult([pass, pass, pass, fail]) }));
const section = sectionOf(lines, { firstSeed: 1, lookEveryRows: 50, nodeVersion: '24.0.0' });

describe('the section of the page', () => {
  it('has a line for every stream, with intervals, and false answers in bold', () => {
    expect(section).toContain(
      '| same, api | the candidate is the control | harmless | 4 | **25.0 (0.6–80.6)** | 75.0 (19.4–99.4) | 0 | 25.0 | 50 (50–50) | 3,000 (3,000–3,000) |',
    );
    expect(section).toMatch(/\| slower by 10 % \|.*\| harmful \| 4 \| 25\.0 \(0\.6–80\.6\) \| \*\*75\.0 /);
    for (const { name } of soaks) expect(section).toContain(`| ${name} |`);
  });

  it('says with what it can be made again', () => {
    expect(section).toMatch(
      /soaks, a look every 50 rows; the seeds of each stream count from 1; Node 24\.0\.0\./,
    );
  });

  it('sets what is not promised apart, with a remedy for each', () => {
    const [, shown = ''] = section.split('Nothing is promised about these:');
    const unpromised = soaks.filter(({ remedy }) => remedy !== undefined);
    expect(unpromised.length).toBeGreaterThan(0);
    for (const { name, remedy = '' } of unpromised) {
      expect(shown).toMatch(new RegExp(`^- .*\\*${name}\\*.*: `, 'm'));
      expect(shown).toContain(`: ${remedy}`);
    }
  });

  it('replaces the one before and leaves the rest of the page alone', () => {
    const page = readRepositoryFile('docs/statistics.md');
    const first = withSection(page, 'one');
    expect(withSection(first, 'two')).toBe(first.replace('\n\none\n\n', '\n\ntwo\n\n'));
    expect(first.startsWith(page.slice(0, page.indexOf('<!-- ')))).toBe(true);
    expect(first.endsWith(page.slice(page.indexOf('<!-- End')))).toBe(true);
  });

  it('stands on the page for the streams as they are now', () => {
    const page = readRepositoryFile('docs/statistics.md');
    for (const { name, about, remedy = '' } of soaks) {
      expect(page).toContain(`| ${name} | ${about} |`);
      expect(page).toContain(remedy);
    }
  });

  it('needs a page with its marks', () => {
    expect(() => withSection('# A page', 'one')).toThrow('Put both lines where the table belongs');
  });
});
