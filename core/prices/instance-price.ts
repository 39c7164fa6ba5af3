/**
 * What an EC2 instance of the size `large` costs an hour, by its family: US dollars, Linux, on demand, in us-east-1, as the
 * price list of AWS gave it on 2026-01-19 (https://aws.amazon.com/ec2/pricing/on-demand/). The sizes of these families are
 * priced in proportion.
 */
const usdPerLargeHour: Readonly<Record<string, number>> = {
  ...{ t2: 0.0928, t3: 0.0832, t3a: 0.0752, t4g: 0.0672 },
  ...{
    m5: 0.096,
    m5a: 0.086,
    m5d: 0.113,
    m5n: 0.119,
    m6a: 0.0864,
    m6g: 0.077,
    m6gd: 0.0904,
    m6i: 0.096,
    m6id: 0.11865,
  },
  ...{ m7a: 0.11592, m7g: 0.0816, m7gd: 0.1068, m7i: 0.1008, 'm7i-flex': 0.09576 },
  ...{ m8a: 0.12172, m8g: 0.08976, m8gd: 0.11532, m8i: 0.10584, 'm8i-flex': 0.10055 },
  ...{ c5: 0.085, c5a: 0.077, c5d: 0.096, c5n: 0.108, c6a: 0.0765, c6g: 0.068, c6gd: 0.0768, c6gn: 0.0864, c6i: 0.085 },
  ...{ c6id: 0.1008, c6in: 0.1134, c7a: 0.10264, c7g: 0.0725, c7gd: 0.0907, c7gn: 0.1248, c7i: 0.08925 },
  ...{
    'c7i-flex': 0.08479,
    c8a: 0.10777,
    c8g: 0.07976,
    c8gd: 0.09798,
    c8gn: 0.1185,
    c8i: 0.09371,
    'c8i-flex': 0.08902,
  },
  ...{
    r5: 0.126,
    r5a: 0.113,
    r5d: 0.144,
    r5n: 0.149,
    r6a: 0.1134,
    r6g: 0.1008,
    r6gd: 0.1152,
    r6i: 0.126,
    r6id: 0.1512,
  },
  ...{ r7a: 0.15215, r7g: 0.1071, r7gd: 0.1361, r7i: 0.1323, r8a: 0.15976, r8g: 0.11782, r8gd: 0.14696, r8i: 0.13892 },
};

const smallSizes: Readonly<Record<string, number>> = {
  nano: 1 / 16,
  micro: 1 / 8,
  small: 1 / 4,
  medium: 1 / 2,
  large: 1,
  xlarge: 2,
};

/** The list price of an instance type in dollars an hour, as in `m7g.2xlarge`; null where it is not among those known. */
export function instanceUsdPerHour(type: string): number | null {
  const [, family = ''] = /^([a-z0-9-]+)\.[a-z0-9]+$/.exec(type) ?? [];
  const large = usdPerLargeHour[family];
  const times = timesLarge(type);
  return large === undefined || times === null ? null : large * times;
}

/** How many times the price of one type another of its family has; null where the size of one is no such word. */
export function inProportion(known: string, type: string): number | null {
  const [one, other] = [timesLarge(known), timesLarge(type)];
  return one === null || other === null ? null : other / one;
}

function timesLarge(type: string): number | null {
  const size = type.split('.')[1] ?? '';
  const times = smallSizes[size] ?? 2 * Number(/^(\d+)xlarge$/.exec(size)?.[1] ?? Number.NaN);
  return Number.isNaN(times) ? null : times;
}
