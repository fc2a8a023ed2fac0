import { expect, test } from 'vitest';
import { evaluateFiles } from './test-support.ts';

const rows = ['id,y,p,site', ...Array.from({ length: 40 }, (_, i) => `${i},${i % 2},0.${i + 10},${i % 3}`)];

test.each([undefined, 'site'])(
  'gates and gaps decide which thresholds the sums hold, cluster %s',
  async (cluster) => {
    const section = {
      task: 'binary',
      predictions: 'p.csv',
      columns: { id: 'id', label: 'y', score: 'p' },
      slices: [{ column: 'site', 'min-rows': 1 }],
      ...(cluster && { cluster }),
    };
    const { metrics, sums } = await evaluateFiles({ 'p.csv': rows.join('\n') }, section, [
      'recall@threshold=0.3',
      'equal_opportunity_gap@threshold=0.2',
      'equal_opportunity_gap@threshold=2',
      'demographic_parity_gap',
    ]);
    expect(metrics).toContain('recall@threshold=0.3');
    expect(metrics.filter((name) => name.includes('gap'))).toEqual([]);
    expect(sums).toHaveLength(4);
    for (const slice of sums) {
      expect(slice.thresholds?.map(({ threshold }) => threshold)).toEqual([0.2, 0.3]);
      expect(slice.moments.features.includes('true_positives@0.2.candidate')).toBe(cluster !== undefined);
    }
  },
);
