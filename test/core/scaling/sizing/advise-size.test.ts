import { describe, expect, test } from 'vitest';
import { tell } from '../../../../core/model/reason.ts';
import { sizeCatalogue } from '../../../../core/prices/size-catalogue.ts';
import { adviseSize, type SizeQuestion } from '../../../../core/scaling/sizing/advise-size.ts';

/** A day of 1,000 to 2,000 requests a second, on instances that serve 100. */
function aQuestion(question: Partial<SizeQuestion> = {}): SizeQuestion {
  const perSecond = Array.from({ length: 24 }, (_, hour) => 1500 - 500 * Math.cos((2 * Math.PI * hour) / 24));
  return {
    ...{ catalogue: sizeCatalogue, own: 'm6i.large', measured: { 'm6i.large': 100 }, overhead: 0 },
    demands: { perSecond, stepSeconds: 3600 },
    tier: { contention: 0, least: 2, most: 40 },
    ...question,
  };
}

describe('the catalogue', () => {
  test('has forty sizes, each with a price, dated', () => {
    expect(sizeCatalogue.sizes).toHaveLength(40);
    expect(sizeCatalogue.sizes.every(({ usdPerHour }) => usdPerHour > 0)).toBe(true);
    expect(sizeCatalogue.readOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(sizeCatalogue.sizes.find(({ name }) => name === 'm7g.2xlarge')).toEqual({
      name: 'm7g.2xlarge',
      vcpus: 8,
      memoryGib: 32,
      usdPerHour: 4 * 0.0816,
    });
  });
});

describe('advice on a size', () => {
  test('says how many of which would serve the same, for how much less, and why', () => {
    const advice = adviseSize(aQuestion({ measured: { 'm6i.large': 100, 'm7g.large': 167 } }));
    expect(tell(advice.because)).toBe(
      '12 x m7g.large would serve what 20 x m6i.large do, for 519 dollars less a month, because one serves 1.67 times as much for 0.85 of the price',
    );
    expect(advice.offers[0]).toMatchObject({ name: 'm7g.large', mostUnits: 12 });
  });

  test('keeps what there is where nothing that is known to serve is cheaper, and names what nobody has measured', () => {
    const { because, unmeasured, offers } = adviseSize(aQuestion());
    expect(tell(because)).toBe('keep m6i.large: no size that is known to serve is more than 3 % cheaper');
    expect(unmeasured).toEqual(['m7i', 'm7g', 'm8g', 'c6i', 'c7i', 'c7g', 'c8g', 'r7i', 'r7g']);
    expect(offers.map(({ name }) => name)).toEqual(['m6i.large', 'm6i.xlarge', 'm6i.2xlarge', 'm6i.4xlarge']);
  });

  test('finds larger units of the same family cheaper where each needs something for itself', () => {
    const { because, offers } = adviseSize(aQuestion({ overhead: 0.3 }));
    expect(tell(because)).toMatch(/x m6i\.(xlarge|2xlarge) would serve what 20 x m6i\.large do/);
    const [larger] = offers.filter(({ name }) => name === 'm6i.xlarge');
    expect(larger?.perSecond).toBeCloseTo(230, 6);
  });

  test.each([
    [{ own: 'x9.large' }, /"x9.large" is not among the 40 sizes/],
    [{ measured: { 'm7g.large': 1 } }, /what one m6i.large serves is missing/],
    [{ measured: { 'm6i.large': 10 } }, /40 x m6i.large do not serve what was to be served/],
  ])('refuses %j by name', (question, says) => {
    expect(() => adviseSize(aQuestion(question))).toThrow(says);
  });
});
