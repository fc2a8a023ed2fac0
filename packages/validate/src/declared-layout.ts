import type { Column, Table } from '@proofmark/contract';
import type { TextLayout } from '@proofmark/engine';

/** How the engine reads the text files of a table, as the contract declares it. */
export function declaredLayout(table: Table): TextLayout {
  const { delimiter, header, quote, encoding, ...rest } = table.layout ?? {};
  return {
    ...(delimiter ? { delimiter: delimiter.value } : {}),
    ...(header ? { header: header.value } : {}),
    ...(header?.value === false ? { names: fileColumns(table).map(({ name }) => name) } : {}),
    ...(quote ? { quote: quote.value } : {}),
    ...(rest.escape ? { escape: rest.escape.value } : {}),
    ...(encoding ? { encoding: encoding.value } : {}),
  };
}

/** The columns of the files, without what lies inside of them. */
export function fileColumns({ columns }: Table): Column[] {
  return columns.filter(({ path }) => path.length === 1);
}
