/**
 * A link to a workflow run, or undefined when the address is anything else: only addresses that the caller
 * vouches for become links, and only of this shape.
 */
export function runLink(text: string, address: string): string | undefined {
  return /^https:\/\/[A-Za-z0-9.-]+(:\d+)?\/[\w.-]+\/[\w.-]+\/actions\/runs\/\d+(\/attempts\/\d+)?$/.test(
    address,
  ) || /^http:\/\/(127\.0\.0\.1|localhost):\d+\/[\w.-]+\/[\w.-]+\/actions\/runs\/\d+$/.test(address)
    ? `[${text}](${address})`
    : undefined;
}
