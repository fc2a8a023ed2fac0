export { newcombeAucInterval } from './auc.ts';
export { countDiscoveries } from './benjamini-hochberg.ts';
export { betaCdf, betaQuantile } from './beta.ts';
export { binomialCdf, binomialPmf } from './binomial.ts';
export { chiSquareCdf, chiSquareQuantile } from './chi-square.ts';
export { bennettRows, bennettTolerance, hoeffdingRows, hoeffdingTolerance } from './concentration.ts';
export { type Finds, fBetaInterval } from './f-beta.ts';
export { holmAdjust } from './holm.ts';
export { waldInterval } from './interval.ts';
export { effectiveDegreesOfFreedom, type MixturePart, mixtureKurtosis } from './kurtosis.ts';
export { type Alone, moverInterval, moverMean } from './mover.ts';
export { normalCdf, normalQuantile } from './normal.ts';
export {
  mcnemarExact,
  mcnemarMidP,
  newcombePairedInterval,
  type PairedTable,
  tangoInterval,
  tangoStatistic,
} from './paired.ts';
export { type Prediction, predictionInterval, predictNext } from './prediction.ts';
export { clopperPearsonInterval, criticalValue, type Limits, wilsonInterval } from './proportion.ts';
export { clusteredQuantileRanks, quantileRank, quantileRanks, type Ranks } from './quantile.ts';
export { findRoot } from './root.ts';
export { type Plan, powerAtUnits, unitsForDistance } from './sample-size.ts';
export { studentCdf, studentQuantile } from './student.ts';
export { transformedInterval } from './transformed.ts';
