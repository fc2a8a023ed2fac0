/** Words of SQL that name nothing; others have to be columns. Neither `WITH` nor `AS` is: they give other names. */
const WORDS: ReadonlySet<string> = new Set(
  (
    'select from where and or not is null in between like ilike case when then else end distinct join on using left ' +
    'right inner outer full group by having order limit asc desc union all true false over partition filter interval'
  ).split(' '),
);

const TOKEN = /"((?:[^"]|"")*)"|([A-Za-z_]\w*|\{\w+\})|\d[\w.]*|\S/g;

/**
 * Whether SQL can be seen to use open columns alone: each of its names is a function, one of them, or the table after
 * FROM. Whatever could stand for a whole row, or give a column another name, is not seen through.
 * @param open names of columns, in lower case
 */
export function usesOnly(sql: string, open: ReadonlySet<string>): boolean {
  const text = sql.replaceAll(/'(?:[^']|'')*'/g, '0');
  if (/#|--|\/\*|\$|\bcolumns\b|[,.]\s*\*|(?:select|distinct|all)\s*\*|^\s*from\b/i.test(text)) return false;
  let before = '';
  for (const { 0: token, 1: quoted, 2: word, index } of text.matchAll(TOKEN)) {
    const name = (quoted?.replaceAll('""', '"') ?? word)?.toLowerCase();
    if (name === undefined) {
      before = token;
      continue;
    }
    const isTable = /^(?:from|join)$/.test(before);
    const isCall = text
      .slice(index + token.length)
      .trimStart()
      .startsWith('(');
    // A name in brackets after a table, or what stands for one, renames its columns.
    const isFunction = isCall && word !== undefined && !/^(?:\)|table|name)$/.test(before);
    const isWord = quoted === undefined && WORDS.has(name);
    if (!isWord && !isTable && !isFunction && !open.has(name)) return false;
    before = isWord ? name : isTable ? 'table' : 'name';
  }
  return true;
}
