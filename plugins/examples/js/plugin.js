// Tables as CSV: connects csv.js with Inkstone.

import { log } from 'ocr:plugins/host@0.1.0';

import { csv, grids, utf8 } from './csv.js';

const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t' };

export const info = {
  describe() {
    return {
      id: 'example/tables-as-csv',
      name: 'Tables as CSV',
      version: '0.1.0',
      description: 'Makes a CSV file of each table; the document stays as it is',
      authors: ['Inkstone'],
      license: 'Apache-2.0',
      homepage: undefined,
      settings: [
        {
          key: 'separator',
          label: 'Separator',
          help: 'What stands between two cells',
          group: undefined,
          field: {
            tag: 'choice',
            val: {
              default: 'comma',
              options: [
                { value: 'comma', label: 'Comma' },
                { value: 'semicolon', label: 'Semicolon' },
                { value: 'tab', label: 'Tab' },
              ],
            },
          },
        },
      ],
    };
  },
};

export const documentProcessor = {
  process(document, settings) {
    const values = Object.fromEntries(settings.map(({ key, value }) => [key, value.val]));
    const separator = SEPARATORS[values.separator ?? 'comma'];
    const artifacts = document.pages.flatMap((page) =>
      grids(page.blocks).map(({ table, rows }) => ({
        name: `page-${page.number}-table-${table + 1}.csv`,
        mediaType: 'text/csv',
        data: utf8(csv(rows, separator)),
      })),
    );
    log('info', `${artifacts.length} tables`);
    return { document, artifacts };
  },
};
