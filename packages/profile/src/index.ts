export { columnKind, type TableColumn } from './column-kind.ts';
export { compareProfiles, type DriftRules } from './compare.ts';
export { profileLike, profileTable } from './profile.ts';
