import type { ContractDiff, VersionStep } from '@proofmark/documents';

const VERSION = /^v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:[-+][0-9A-Za-z.+-]*)?$/;
const RANK: Record<VersionStep, number> = { none: 0, patch: 1, minor: 2, major: 3 };

/**
 * Compares the step of the version with the one that the changes ask for (https://semver.org). Before 1.0.0 each
 * place counts one higher, as package managers read it: 0.2.0 breaks what 0.1.0 promised.
 */
export function checkVersion(base: string, head: string, required: VersionStep): ContractDiff['version'] {
  const found = stepOf(base, head);
  const verdict = (sufficient: boolean, reason: string) => ({ required, found, sufficient, reason });
  if (base === head) {
    return required === 'none'
      ? verdict(true, 'nothing changed')
      : verdict(
          false,
          `the contract changed, its version ${head} did not: expected ${suggest(base, required)}`,
        );
  }
  if (found === 'unknown') {
    return required === 'major'
      ? verdict(
          false,
          `a breaking change needs a major version; ${base} and ${head} are no semantic versions`,
        )
      : verdict(true, `${base} and ${head} are no semantic versions: that they differ is enough`);
  }
  if (found === 'lower') {
    return verdict(
      false,
      `the version went down from ${base} to ${head}: expected ${suggest(base, required)}`,
    );
  }
  return RANK[found] >= RANK[required]
    ? verdict(true, `${base} to ${head} is a ${found} step; the changes ask for ${required}`)
    : verdict(
        false,
        `${base} to ${head} is a ${found} step: expected ${suggest(base, required)} for ${need(required)}`,
      );
}

function need(step: VersionStep): string {
  return step === 'major' ? 'a breaking change' : step === 'minor' ? 'an addition' : 'a change';
}

type Numbers = [number, number, number];

function parse(version: string): Numbers | undefined {
  const match = VERSION.exec(version);
  return match ? [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)] : undefined;
}

function stepOf(base: string, head: string): VersionStep | 'lower' | 'unknown' {
  const [old, now] = [parse(base), parse(head)];
  if (!old || !now) return base === head ? 'none' : 'unknown';
  const place = old.findIndex((number, i) => number !== now[i]);
  // Only the pre-release or the build differs.
  if (place < 0) return base === head ? 'none' : 'patch';
  if ((now[place] ?? 0) < (old[place] ?? 0)) return 'lower';
  const isInitial = old[0] === 0;
  if (place === 0) return 'major';
  if (place === 1) return isInitial ? 'major' : 'minor';
  return isInitial ? 'minor' : 'patch';
}

/** The smallest version that says what a step must say. */
function suggest(base: string, step: VersionStep): string {
  const old = parse(base);
  if (!old) return `a new ${step} version`;
  const [major, minor, patch] = old;
  const isInitial = major === 0;
  if (step === 'major') return isInitial ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
  if (step === 'minor' && !isInitial) return `${major}.${minor + 1}.0`;
  return `${major}.${minor}.${patch + 1}`;
}
