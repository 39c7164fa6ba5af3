/** Measured throughputs that the law has been fitted to in print. */
export const publishedScalability = [
  {
    // Neil Gunther, Guerrilla Capacity Planning: the SPEC SDM91 benchmark on a 16-way machine, scripts an hour.
    dataSet: 'SPEC SDM91',
    points: [
      { load: 1, throughput: 64.9 },
      { load: 18, throughput: 995.9 },
      { load: 36, throughput: 1652.4 },
      { load: 72, throughput: 1853.2 },
      { load: 108, throughput: 1828.9 },
      { load: 144, throughput: 1775.0 },
      { load: 216, throughput: 1702.2 },
    ],
  },
];
