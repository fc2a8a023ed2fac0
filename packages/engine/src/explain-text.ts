import { isTooLong, tooLong } from './text-buffer.ts';

/** Why a text cannot be read, in words that hold nothing of it. */
export type TextProblem = {
  what: string;
  remedy: string;
  /** Whether the line that the engine tells is the one in question: of another encoding it tells the line before. */
  isLine: boolean;
};

const NOT_UTF8 = /not utf-8 encoded|invalid UTF-8/i;

/** What the engine's complaint about a line of text means, where it is one of the usual four. */
export function explainText(message: string): TextProblem | undefined {
  const [, expected, found] = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message) ?? [];
  if (expected !== undefined) {
    const what = `the number of columns: expected ${expected}, received ${found}`;
    return { what, remedy: 'correct the line', isLine: true };
  }
  if (isTooLong(message)) return { ...tooLong, isLine: false };
  if (/\nValue with unterminated quote found/.test(message)) {
    return {
      what: 'a quote opens in the row that begins here and is not closed before the end of a value',
      remedy: 'close it, or double a quote that belongs to the value',
      isLine: true,
    };
  }
  if (NOT_UTF8.test(message)) {
    return {
      what: 'the text is not UTF-8',
      remedy:
        'declare its encoding (proofmarkLayout: {encoding: latin-1} in the contract), or write it as UTF-8',
      isLine: false,
    };
  }
  return undefined;
}

/** Damage that the engine tells of in a file that is read as a whole. */
const DAMAGED =
  /CSV Error|sniffing file|Malformed JSON|JSON transform error|Invalid unicode|Parquet|Footer|TProtocolException|decompress|corrupt/i;
/** What the reader says of a file that begins with one kind of line end and goes on with another. */
const MIXED_ENDS = /state machine reached an invalid state/i;
const mixedEnds = 'its lines do not all end alike (LF, CRLF, CR); write one kind of line end';
/** Not about the bytes of a file, whatever the rest of the message names. */
const OTHER =
  /^(?:Conversion|Out of Memory|IO|Binder|Catalog|Not implemented|INTERNAL|Permission|Interrupt)\b/i;

/** Whether the engine complains of the bytes of a file; `problem` holds nothing of them. */
export function explainDamage(message: string): { problem: string; file: string | undefined } | undefined {
  if (isTooLong(message)) return { problem: `${tooLong.what}; ${tooLong.remedy}`, file: undefined };
  if (MIXED_ENDS.test(message)) return { problem: mixedEnds, file: undefined };
  if (OTHER.test(message) || !DAMAGED.test(message)) return undefined;
  const [, , file] = /\bfile (["'])(.+?)\1/.exec(message) ?? [];
  const problem = NOT_UTF8.test(message)
    ? 'the text is not UTF-8; write it as UTF-8'
    : 'its content is damaged, or not of the kind that its name says; write or fetch the file again';
  return { problem, file };
}
