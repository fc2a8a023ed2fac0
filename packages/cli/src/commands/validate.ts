import { resolve } from 'node:path';
import { ShowValues, type Validation, writeTextFile } from '@proofmark/documents';
import { printValidation, renderHtmlReport, renderJunit, renderSarif } from '@proofmark/report';
import { parseSample, parseVariables, validateData } from '@proofmark/runs';
import { Option } from 'commander';
import { type Add, append, exitCodes, withExamples, withPlace } from '../command.ts';
import { type SharedOptions, wantsColor, workplaceOf } from '../place.ts';

const formats = ['text', 'json', 'sarif', 'junit', 'html'] as const;
type Format = (typeof formats)[number];

type Options = SharedOptions & {
  contract?: string;
  data?: string[];
  format?: Format;
  out?: string;
  failOnUnsupported?: boolean;
  trinoTable?: string;
  table?: string;
  environment?: string;
  var?: string[];
  sampleRows?: number;
  seed?: number;
  showValues?: ShowValues;
};

export const addValidate: Add = (program, io, exit) => {
  const command = program
    .command('validate')
    .description('check data against a contract')
    .option('--contract <file>', 'the data contract (default: those of the configuration)')
    .option(
      '--data <globs...>',
      'files, globs, http(s) or s3 URLs of the data (default: those of the configuration, or of the contract)',
    )
    .option(
      '--trino-table <name>',
      'instead of files: catalog.schema.table of the server TRINO_SERVER (with TRINO_USER, TRINO_PASSWORD or TRINO_TOKEN)',
    )
    .option('--table <name>', 'the table of the contract that the data hold')
    .option('--environment <name>', 'where the data are used: constraints of other environments do not apply')
    .option('--var <name=value>', 'a value for a variable of the contract; may be repeated', append)
    .option('--sample-rows <n>', 'failing rows shown of each rule beside the first ten (default: 5)', Number)
    .option('--seed <n>', 'a whole number that draws them (default: 1)', Number)
    .addOption(
      new Option(
        '--show-values <when>',
        'whether values of the data are shown (default: auto, which shows them)',
      ).choices(ShowValues.options),
    )
    .option('--fail-on-unsupported', 'fail when a declared constraint cannot be enforced')
    .addOption(new Option('--format <format>', 'how the result is written (default: text)').choices(formats))
    .option('--out <file>', 'write the result to this file (then in json, unless --format says otherwise)')
    .action(async (options: Options) => {
      const place = workplaceOf(io, options);
      const format = options.format ?? (options.out === undefined ? 'text' : 'json');
      const { validations, status } = await validateData(place, {
        contract: options.contract,
        files: options.data,
        trinoTable: options.trinoTable,
        table: options.table,
        environment: options.environment,
        variables: parseVariables(options.var ?? [], '--var'),
        ...parseSample({ sampleRows: options.sampleRows, seed: options.seed }, (name) => `--${name}`),
        showValues: options.showValues,
        failOnUnsupported: options.failOnUnsupported ?? false,
        single: format === 'json',
        histograms: format === 'html',
      });
      const documents = validations.map(({ document }) => document);
      const show = (format: Format, color: boolean) => render(documents, format, color);
      if (options.out === undefined) {
        io.write(await show(format, wantsColor(io)));
      } else {
        await writeTextFile(resolve(io.directory, options.out), await show(format, false));
        io.write(await show('text', wantsColor(io)));
      }
      for (const { path } of validations) io.writeError(`Document: ${path}\n`);
      if (options.out !== undefined) io.writeError(`Result: ${options.out}\n`);
      exit(status === 'fail' ? exitCodes.fail : exitCodes.pass);
    });
  withExamples(
    withPlace(command),
    'proofmark validate --contract contracts/flights.odcs.yaml --data "data/*.parquet"',
    'TRINO_SERVER=https://trino.example.com proofmark validate --contract flights.odcs.yaml --trino-table hive.air.flights',
    'proofmark validate            # everything the configuration names',
    'proofmark validate --format sarif --out findings.sarif',
    'proofmark validate --format html --out report.html   # with histograms of what failed',
  );
};

async function render(validations: readonly Validation[], format: Format, color: boolean): Promise<string> {
  switch (format) {
    case 'text':
      return validations.map((each) => `${printValidation(each, { color })}\n`).join('');
    case 'json':
      return validations.map((each) => `${JSON.stringify(each, null, 2)}\n`).join('');
    case 'sarif':
      return renderSarif(validations);
    case 'junit':
      return renderJunit(validations);
    case 'html':
      return renderHtmlReport({ validations });
  }
}
