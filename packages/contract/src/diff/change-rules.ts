import type { ContractChange, Party } from '@proofmark/documents';

/** What a change means: whom it breaks, or that it only adds, and why. */
export type ChangeRule = { impact: 'breaking' | 'addition'; breaks: readonly Party[]; reason: string };

const looser = 'data that keep the new contract may hold what the old one ruled out';
const stricter = 'data that kept the old contract may break the new one';
const other = 'neither contract implies the other, so both sides may be surprised';

/**
 * The rule table. A contract binds two parties, so a change is breaking when it breaks either: readers, when they
 * are promised less, or writers, when more is asked of them.
 */
export const changeRules: Record<ContractChange, ChangeRule> = {
  'id-changed': {
    impact: 'breaking',
    breaks: ['readers'],
    reason: 'who refers to the contract by its id loses it',
  },
  'table-removed': { impact: 'breaking', breaks: ['readers'], reason: 'readers of the table lose it' },
  'table-added': { impact: 'addition', breaks: [], reason: 'what was promised still is' },
  'column-removed': { impact: 'breaking', breaks: ['readers'], reason: 'readers of the column lose it' },
  'column-renamed': {
    impact: 'breaking',
    breaks: ['readers', 'writers'],
    reason: 'files have it under another name, which readers do not know and writers do not write',
  },
  'column-added': {
    impact: 'addition',
    breaks: [],
    reason: 'what was promised still is; the validation of the data tells whether they have the column',
  },
  'type-widened': { impact: 'breaking', breaks: ['readers'], reason: looser },
  'type-narrowed': { impact: 'breaking', breaks: ['writers'], reason: stricter },
  'type-changed': { impact: 'breaking', breaks: ['readers', 'writers'], reason: other },
  'key-changed': {
    impact: 'breaking',
    breaks: ['readers', 'writers'],
    reason: 'readers join by the key, writers keep it unique: both rely on which columns it has',
  },
  'constraint-added': { impact: 'breaking', breaks: ['writers'], reason: stricter },
  'constraint-removed': { impact: 'breaking', breaks: ['readers'], reason: looser },
  'constraint-tightened': { impact: 'breaking', breaks: ['writers'], reason: stricter },
  'constraint-loosened': { impact: 'breaking', breaks: ['readers'], reason: looser },
  'constraint-changed': { impact: 'breaking', breaks: ['readers', 'writers'], reason: other },
  'severity-raised': {
    impact: 'breaking',
    breaks: ['writers'],
    reason: 'data that passed with a remark may fail now',
  },
  'severity-lowered': {
    impact: 'breaking',
    breaks: ['readers'],
    reason: 'data that failed pass with a remark now',
  },
  'tolerance-raised': { impact: 'breaking', breaks: ['readers'], reason: looser },
  'tolerance-lowered': { impact: 'breaking', breaks: ['writers'], reason: stricter },
  'environments-changed': {
    impact: 'breaking',
    breaks: ['readers', 'writers'],
    reason: 'it holds for other data than before',
  },
  'checksum-changed': {
    impact: 'addition',
    breaks: [],
    reason: 'the contract speaks about other bytes: new data',
  },
};
