// {{title}}: connects work.js with Inkstone.

import { framed } from './work.js';

const CHANNELS = { gray8: 1, rgb8: 3, rgba8: 4 };

export const info = {
  describe() {
    return {
      id: '{{id}}',
      name: '{{title}}',
      version: '0.1.0',
      description: 'Puts a white margin around the image',
      authors: [],
      license: 'Apache-2.0',
      homepage: undefined,
      settings: [
        {
          key: 'margin',
          label: 'Margin',
          help: 'Width of the margin on each side',
          group: undefined,
          field: { tag: 'integer', val: { default: 16, min: 0, max: 1000, step: undefined, unit: 'px' } },
        },
      ],
    };
  },
};

export const imageProcessor = {
  process(input, settings) {
    const values = Object.fromEntries(settings.map(({ key, value }) => [key, value.val]));
    const margin = values.margin ?? 16;
    return [
      {
        image: {
          width: input.width + 2 * margin,
          height: input.height + 2 * margin,
          format: input.format,
          dpi: input.dpi,
          data: framed(input.data, input.width, CHANNELS[input.format], margin),
        },
        label: '',
        // The output's pixel (margin, margin) is the input's (0, 0).
        toInput: { a: 1, b: 0, c: 0, d: 1, tx: -margin, ty: -margin },
        regions: [],
      },
    ];
  },
};
