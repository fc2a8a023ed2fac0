/** Replaces secrets by `***`, as the runner does to every line it shows from the moment it knows the secret. */
export class Masks {
  readonly #values = new Set<string>();

  /** A secret of several lines is hidden line by line too: the log is made of lines. */
  add(secret: string): void {
    for (const value of [secret, ...secret.split(/\r?\n/)]) {
      if (value.trim() !== '') this.#values.add(value);
    }
  }

  hide(text: string): string {
    // Longest first, so that a secret which contains another leaves no tail.
    return [...this.#values]
      .sort((a, b) => b.length - a.length)
      .reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
  }

  get values(): readonly string[] {
    return [...this.#values];
  }
}
