/** Whether a name of the IANA data base is known, such as `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  return /^[A-Za-z]/.test(name) && offsetAt(new Date(0), name) !== undefined;
}

export function isUtc(name: string): boolean {
  return /^(?:(?:Etc\/)?(?:UTC|GMT|UCT|Zulu)|Z)$/.test(name);
}

/**
 * Minutes by which a time zone is ahead of UTC when its clocks show `local` (given as if it were UTC). Of the two
 * instants of an hour that repeats it takes the later offset's. Undefined for an unknown zone.
 */
export function offsetAt(local: Date, timeZone: string): number | undefined {
  if (isUtc(timeZone)) return 0;
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    const first = offsetOf(format, local);
    return offsetOf(format, new Date(local.getTime() - first * 60_000));
  } catch {
    return undefined;
  }
}

function offsetOf(format: Intl.DateTimeFormat, instant: Date): number {
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes = '0'] = /GMT([+-])(\d{1,2}):?(\d{2})?/.exec(name) ?? [];
  const total = Number(hours ?? 0) * 60 + Number(minutes);
  return sign === '-' ? -total : total;
}
