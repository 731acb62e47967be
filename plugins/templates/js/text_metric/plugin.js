// {{title}}: connects work.js with Inkstone.

import { exact } from './work.js';

export const info = {
  describe() {
    return {
      id: '{{id}}',
      name: '{{title}}',
      version: '0.1.0',
      description: 'The share of the samples that were read without any mistake',
      authors: [],
      license: 'Apache-2.0',
      homepage: undefined,
      settings: [
        {
          key: 'ignore-space',
          label: 'Ignore white space',
          help: 'Compare the texts with all white space taken out',
          group: undefined,
          field: { tag: 'toggle', val: false },
        },
      ],
    };
  },
};

export const textMetric = {
  evaluate(samples, settings) {
    const values = Object.fromEntries(settings.map(({ key, value }) => [key, value.val]));
    const right = exact(samples, values['ignore-space'] ?? false);
    return {
      scores: [
        {
          id: 'exact',
          label: 'Exact matches',
          // Without samples this is not a number, which is shown as undefined.
          value: (100 * right) / samples.length,
          unit: '%',
          better: 'higher-is-better',
          threshold: undefined,
          passed: undefined,
        },
      ],
      details: [
        { label: 'samples', value: String(samples.length) },
        { label: 'exact', value: String(right) },
      ],
      series: [],
      note: '',
    };
  },
};
