import { writeDocument } from '@proofmark/documents';
import { printVerification } from '@proofmark/report';
import { pathIn, verificationDocument, verifyDirectory } from '@proofmark/runs';
import { type Add, exitCodes, withExamples } from '../command.ts';
import { workplaceOf } from '../place.ts';

type Options = { publicKey?: string; recompute: boolean; config?: string; out?: string };

const codes = {
  verified: exitCodes.pass,
  incomplete: exitCodes.inconclusive,
  failed: exitCodes.fail,
} as const;

export const addVerify: Add = (program, io, exit) => {
  const command = program
    .command('verify')
    .description('prove a downloaded release: bytes, signature, and the verdict computed again')
    .argument('<directory>', 'folder with all files of the release')
    .option(
      '--public-key <file>',
      'PEM file of the publisher (default: publish.public-key of the configuration)',
    )
    .option('--no-recompute', 'do not compute the verdict again')
    .option('--config <file>', 'the configuration, where there is one', 'proofmark.yml')
    .option('--out <file>', 'write the verification document to this file: every check and its reason')
    .action(async (directory: string, options: Options) => {
      const place = workplaceOf(io, options);
      const verification = await verifyDirectory(place, { directory, ...options });
      io.write(`${printVerification(verification)}\n`);
      if (options.out !== undefined) {
        const document = verificationDocument(place, verification);
        await writeDocument(pathIn(place, options.out), 'verification', document);
      }
      exit(codes[verification.outcome]);
    });
  withExamples(command, 'proofmark verify flight-delay@v1.1.0 --public-key model-signing.pem');
};
