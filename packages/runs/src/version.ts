// Written by scripts/gen-embedded.ts from package.json. Do not edit.
/** The version of the suite, as documents record it. */
export const VERSION = `0.1.0`;
