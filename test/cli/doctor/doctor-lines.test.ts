import { expect, it } from 'vitest';
import { doctorLines, tally } from '../../../cli/doctor/doctor-lines.ts';
import { gravestFirst, type Verdict } from '../../../core/model/verdict.ts';

const verdict = (is: Verdict['is'], subject: string | null, says: string, mend: string | null = null): Verdict => ({
  ...{ is, subject, says, mend, check: 'group metrics' },
});
const all = gravestFirst([
  verdict('ok', 'checkout/web', 'it is on'),
  verdict('unknown', 'a', 'not known, because nobody may ask'),
  verdict('warning', null, 'nobody is told'),
  verdict('ok', 'search/web', 'it is on'),
  verdict('unknown', 'b', 'not known, because nobody may ask'),
  verdict('trouble', 'search/web', 'it is off\u001b[2J', 'aws autoscaling turn-it-on'),
]);
const plain = (_: unknown, text: string) => text;

it('trouble comes first with the command that mends it, what is alike is one line, and what is in order is counted', () => {
  expect(doctorLines(all, { all: false, profile: null }, plain)).toEqual([
    'trouble  search/web: it is off\\u001b[2J',
    '         aws autoscaling turn-it-on',
    'warning  nobody is told',
    'unknown  a, b: group metrics not known, because nobody may ask',
    'in order: group metrics (2); --all lists it',
  ]);
});

it('a command that is to be pasted asks the account that was asked, and only AWS’s own has a profile', () => {
  const mends = [verdict('trouble', 'a', 'off', 'aws turn it on'), verdict('trouble', 'b', 'gone', 'npx cdk deploy')];
  const lines = doctorLines(mends, { all: true, profile: 'production' }, plain);
  expect(lines.filter((line) => line.startsWith(' ')).map((line) => line.trim())).toEqual([
    'aws turn it on --profile production',
    'npx cdk deploy',
  ]);
});

it('says how much there is of each', () => {
  expect(tally(all)).toBe('1 in trouble, 1 warning, 2 not known, 2 in order');
  expect(tally([])).toBe('none in trouble, no warnings, none not known, none in order');
});
