import type { Change } from './hostile-documents.ts';

/** How a hostile string gets into a document. For tests. */

/** The empty string would leave a metric its known name, so it is a blank here, which no other string is. */
export const ways: readonly { way: string; add: (hostile: string) => Change }[] = [
  { way: 'before', add: (hostile) => (text) => (hostile || '\t') + text },
  { way: 'behind', add: (hostile) => (text) => text + (hostile || '\t') },
  { way: 'instead', add: (hostile) => () => hostile || '\t' },
];

/** Controls, format characters but the zero-width space that we put, blank-looking letters. */
export const INVISIBLE = /[^\P{Cc}\n]|(?!\u200b)\p{Cf}|\u3164|\u034f|\p{Cs}/u;

/**
 * Another string at each place, the same string for the same text: all of the corpus goes into one document, so that
 * slow renderers see all of it in few renderings. `turn` moves every string to another place.
 */
export function scatter(corpus: readonly string[], turn: number, add: (hostile: string) => Change): Change {
  const places = new Map<string, number>();
  return (text) => {
    const place = places.get(text) ?? places.size;
    places.set(text, place);
    const hostile = corpus[(place + turn) % corpus.length] ?? '';
    return add(hostile)(text);
  };
}

/** As many harmless strings, all different, so that documents keep their structure. */
export function harmlessCorpus(corpus: readonly string[]): string[] {
  return corpus.map((_, i) => `x${i}`);
}
