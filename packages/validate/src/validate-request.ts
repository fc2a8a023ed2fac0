import type { Contract } from '@proofmark/contract';
import type { Logger } from '@proofmark/documents';
import type { Engine, TextLayout } from '@proofmark/engine';
import type { RelatedTable } from './foreign-keys.ts';

export type ValidateOptions = {
  /** Failing rows shown of each rule. Default 10. */
  evidenceRows?: number;
  /** False where whoever reads the result may not read the data: no value of theirs is in it then. Default true. */
  showValues?: boolean;
  /** Longest time the SQL of one rule of the contract may take. Default 30 seconds. */
  sqlTimeoutMs?: number;
  /**
   * Rows shown beside the first ones, drawn from all failing rows by a hash of the row number: what fails first is
   * often all of one kind. Default 5.
   */
  sampleRows?: number;
  /** Draws the sample; the same seed draws the same rows. Default 1. */
  seed?: number;
  /** Let a rule that cannot be enforced fail the validation instead of warning. Default false. */
  failOnUnsupported?: boolean;
  /** Count histograms of the number columns that break a rule, in two scans more. Default false. */
  histograms?: boolean;
  /** The clock for ages; a contract that states `proofmarkAsOf` goes before it. */
  now: Date;
  /** The table of the contract that the files hold; needed only when it declares several. */
  table?: string;
  /** Where the data are used: constraints of other environments (`proofmarkEnvironments`) do not apply. */
  environment?: string;
  /** How text files are laid out; `nullText` are the texts that mean null, by default the empty one. */
  layout?: Pick<TextLayout, 'delimiter' | 'nullText'>;
};

export type ValidateRequest = {
  contract: Contract;
  /** Files or globs, relative to `directory`: one table. */
  files: readonly string[];
  /** How files are shown that have another name for the user: by path, the URL they were downloaded from. */
  names?: ReadonlyMap<string, string>;
  /** A table of the engine's own (`catalog.schema.table`), instead of files. */
  stored?: string | undefined;
  directory: string;
  /** The tables that foreign keys refer to, with their files. */
  related?: readonly RelatedTable[];
  /** A fresh engine whose work directory is `directory`; SQL of the contract seals it. */
  engine: Engine;
  options: ValidateOptions;
  logger: Logger;
};

/** What is asked for while the engine may still be opening. */
export type OpeningRequest = Omit<ValidateRequest, 'engine'> & { engine: Engine | Promise<Engine> };
