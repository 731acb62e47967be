// {{title}}: connects work.js with Inkstone.

import { isCancelled, progress } from 'ocr:plugins/host@0.1.0';

import { absoluteDifference } from './work.js';

export const info = {
  describe() {
    return {
      id: '{{id}}',
      name: '{{title}}',
      version: '0.1.0',
      description: 'The mean absolute difference of the logits',
      authors: [],
      license: 'Apache-2.0',
      homepage: undefined,
      settings: [
        {
          key: 'limit',
          label: 'Limit',
          help: 'The largest mean that passes',
          group: undefined,
          field: { tag: 'number', val: { default: 0.01, min: 0, max: 1e6, step: undefined, unit: '' } },
        },
      ],
    };
  },
};

export const tensorMetric = {
  evaluate(pairs, settings) {
    const values = Object.fromEntries(settings.map(({ key, value }) => [key, value.val]));
    let sum = 0;
    let count = 0;
    const series = pairs.map((pair, index) => {
      const { width, sums } = rowSums(pair, index / pairs.length, 1 / pairs.length);
      sum += sums.reduce((a, b) => a + b, 0);
      count += width * sums.length;
      const points = sums.map((rowSum, row) => [row, rowSum / width]);
      return { title: pair.name, chart: 'line', xLabel: 'position', yLabel: 'mean difference', points };
    });
    return {
      scores: [
        {
          id: 'mean-abs',
          label: 'Mean difference',
          // Without logits this is not a number, which is shown as undefined.
          value: sum / count,
          unit: '',
          better: 'lower-is-better',
          threshold: values.limit ?? 0.01,
          passed: undefined,
        },
      ],
      details: [{ label: 'logits', value: String(count) }],
      series,
      note: '',
    };
  },
};

/** The vocabulary's size and each row's sum. Rows are read one by one, so that tensors of any size need little memory. */
function rowSums(pair, done, share) {
  const shape = [...pair.baseline.shape()];
  const other = [...pair.candidate.shape()];
  if (shape.length !== 2 || shape.join() !== other.join() || shape.includes(0)) {
    throw { tag: 'invalid-input', val: `${pair.name}: the shapes [${shape}] and [${other}] cannot be compared` };
  }
  const [positions, width] = shape;
  const sums = [];
  for (let row = 0; row < positions; row += 1) {
    if (isCancelled()) {
      throw { tag: 'cancelled' };
    }
    const baseline = pair.baseline.read(row * width, width);
    const candidate = pair.candidate.read(row * width, width);
    sums.push(absoluteDifference(baseline, candidate));
    progress(done + (share * (row + 1)) / positions, pair.name);
  }
  return { width, sums };
}
