import { Document, type ScalarTag } from 'yaml';

/** A number to be written with exactly these digits. */
export class Numeral {
  readonly digits: string;
  constructor(digits: string) {
    this.digits = digits;
  }
}

const numeralTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  identify: (value) => value instanceof Numeral,
  resolve: (text) => text,
  stringify: ({ value }) => (value instanceof Numeral ? value.digits : String(value)),
};

/**
 * Writes plain data as YAML 1.2, without aliases and without folding lines.
 * @param comment lines to begin with
 */
export function writeYaml(value: unknown, comment: string): string {
  const document = new Document(value, {
    aliasDuplicateObjects: false,
    customTags: (tags) => [numeralTag, ...tags],
  });
  document.commentBefore = comment
    .split('\n')
    .map((line) => ` ${line}`.trimEnd())
    .join('\n');
  return document.toString({ lineWidth: 0 });
}
