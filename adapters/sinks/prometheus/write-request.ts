import { Writer } from 'protobufjs/minimal.js';
import { compress } from 'snappyjs';

/** One series with its samples, oldest first. */
export interface WrittenSeries {
  /** With `__name__`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly { readonly atMs: number; readonly value: number }[];
}

/** Field numbers, shifted by their wire types: https://github.com/prometheus/prometheus/blob/v2.42.0/prompb/types.proto */
const [message, text, double, varint] = [2, 2, 1, 0];
const field = (number: number, wire: number) => (number << 3) | wire;

/** A `prometheus.WriteRequest` as remote write 1.0 sends it: protobuf, compressed by Snappy's block format. */
export function writeRequest(all: readonly WrittenSeries[]): Uint8Array {
  const writer = Writer.create();
  for (const { labels, samples } of all) {
    const series = writer.uint32(field(1, message)).fork();
    // Receivers may refuse labels that are not sorted.
    for (const [name, value] of Object.entries(labels).sort(([one], [other]) => (one < other ? -1 : 1)))
      series
        .uint32(field(1, message))
        .fork()
        .uint32(field(1, text))
        .string(name)
        .uint32(field(2, text))
        .string(value)
        .ldelim();
    for (const { value, atMs } of samples)
      series
        .uint32(field(2, message))
        .fork()
        .uint32(field(1, double))
        .double(value)
        .uint32(field(2, varint))
        .int64(atMs)
        .ldelim();
    series.ldelim();
  }
  return compress(writer.finish());
}
