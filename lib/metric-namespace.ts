/** Where the functions publish their metrics, by deployment alone: a metric for each scalable would cost $0.30 a month. */
export const metricNamespace = 'Headroom';
