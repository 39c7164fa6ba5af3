import { describe, expect, it } from 'vitest';
import { priceBook } from '../../../core/prices/price-book.ts';
import { sourceFolders } from '../../architecture/house-rules.ts';
import { sourceFiles } from '../../architecture/source-file.ts';

const firstEdition = '2026-11-01';

describe.each(Object.entries(priceBook))('the price %s', (name, { value, readOn, from }) => {
  it('is a number that somebody may be asked to pay', () => {
    expect(Number.isFinite(value)).toBe(true);
    expect(value).toBeGreaterThanOrEqual(0);
  });

  it('was read on a day of the calendar', () => {
    expect(new Date(`${readOn}T00:00:00Z`).toISOString().slice(0, 10)).toBe(readOn);
    expect(readOn >= firstEdition).toBe(true);
  });

  it('is from a page that can be opened', () => {
    expect(new URL(from).protocol).toBe('https:');
    expect(new URL(from).hostname).toMatch(/\.(com|org)$/);
  });

  it('says in its name what it is for each of', () => {
    expect(name).toMatch(/^[a-z]\w*?(Usd|Free[A-Z]\w*)Per[A-Z]\w+$/);
  });
});

describe('prices', () => {
  it('stand in the book, and no field called dollars has a number of its own', () => {
    const named = /^\s*\w*(?:usd|dollars)\w*: (?:z\._default\([^,]+, )?(?!0[,\s)])[\d.]/gim;
    const elsewhere = sourceFiles(sourceFolders)
      // An example of a field is not a price.
      .filter(({ file }) => !/^(core\/prices\/|build\/site\/reference\/examples)/.test(file))
      .flatMap(({ file, text }) => (text.match(named) ?? []).map((found) => `${file}: ${found.trim()}`));
    expect(elsewhere).toEqual([]);
  });
});
