// {{title}}: connects work.js with Inkstone.

import { plain, utf8 } from './work.js';

export const info = {
  describe() {
    return {
      id: '{{id}}',
      name: '{{title}}',
      version: '0.1.0',
      description: 'Replaces typographic quotation marks, dashes and spaces by plain ones',
      authors: [],
      license: 'Apache-2.0',
      homepage: undefined,
      settings: [
        {
          key: 'text-file',
          label: 'Text file',
          help: 'Also make text.txt of the text',
          group: undefined,
          field: { tag: 'toggle', val: false },
        },
      ],
    };
  },
};

export const documentProcessor = {
  process(document, settings) {
    const values = Object.fromEntries(settings.map(({ key, value }) => [key, value.val]));
    const blocks = document.pages.flatMap((page) => page.blocks);
    for (const block of blocks) {
      // One character for one character, so the spans of the block stay right.
      block.text = plain(block.text);
    }
    const artifacts = [];
    if (values['text-file'] ?? false) {
      const text = blocks.map((block) => `${block.text}\n`).join('');
      artifacts.push({ name: 'text.txt', mediaType: 'text/plain', data: utf8(text) });
    }
    return { document, artifacts };
  },
};
