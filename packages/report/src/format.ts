const NO_BREAK = '\u00a0';
const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** `596 KB`, in powers of 1000 as GitHub shows them. */
export function formatBytes(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const size = bytes / 1000 ** step;
  return `${step === 0 ? size : Number(size.toPrecision(3))}${NO_BREAK}${UNITS[step]}`;
}
