import { minus, plus } from './dual.ts';
import type { Counts, Totals } from './metric.ts';

/** The features of one side that tell the four cells of a confusion matrix, with the labels. */
export const CONFUSION = ['true_positives', 'false_positives'];

export const negatives = (total: Totals) => minus(total('rows'), total('positives'));

export const flagged = (total: Totals) => plus(total('true_positives'), total('false_positives'));

export const noPositives = (count: Counts) =>
  count('positives') === 0 ? 'no positive labels (zero division)' : undefined;

export const oneClass = (count: Counts) =>
  count('positives') === 0 || count('positives') === count('rows')
    ? 'only one class among the labels'
    : undefined;
