// Tables of a page as grids of texts, and grids as CSV.

/** The most cells of one table's grid; a cell that lies outside is damage, and would take all memory. */
const MOST_CELLS = 1_000_000;

/** The tables of a page's blocks, in the order of their numbers: { table, rows }. A cell that spans several has its text in the first. */
export function grids(blocks) {
  const tables = new Map();
  for (const { kind, text } of blocks) {
    if (kind.tag === 'table-cell') {
      const cells = tables.get(kind.val.table) ?? [];
      // QuickJS gets a u32 from 2^31 on as a negative number.
      const [row, column, rowSpan, columnSpan] = ['row', 'column', 'rowSpan', 'columnSpan'].map((name) => kind.val[name] >>> 0);
      cells.push({ row, column, rowSpan, columnSpan, text });
      tables.set(kind.val.table, cells);
    }
  }
  return [...tables.entries()].sort(([a], [b]) => a - b).map(([table, cells]) => ({ table, rows: grid(cells) }));
}

function grid(cells) {
  const height = cells.reduce((most, cell) => Math.max(most, cell.row + cell.rowSpan), 0);
  const width = cells.reduce((most, cell) => Math.max(most, cell.column + cell.columnSpan), 0);
  if (height * width > MOST_CELLS) {
    throw { tag: 'invalid-input', val: `a table of ${height} rows and ${width} columns is too large` };
  }
  const rows = Array.from({ length: height }, () => Array(width).fill(''));
  for (const { row, column, text } of cells) {
    // Where a cell spans nothing at the edge, the grid has no place for it.
    if (row < height && column < width) {
      rows[row][column] = text;
    }
  }
  return rows;
}

/** CSV as RFC 4180 has it: lines end in CR LF, and cells with a separator, quotation mark or line break are quoted. */
export function csv(rows, separator) {
  const special = new RegExp(`["\\r\\n${separator}]`, 'u');
  const field = (text) => (special.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => `${row.map(field).join(separator)}\r\n`).join('');
}

/** The text's bytes. QuickJS has no TextEncoder. */
export function utf8(text) {
  const escaped = encodeURIComponent(text.toWellFormed()).replace(/%(..)/gu, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Uint8Array.from(escaped, (byte) => byte.charCodeAt(0));
}
