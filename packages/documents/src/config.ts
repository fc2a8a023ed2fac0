import { z } from 'zod';
import { DataSection } from './config-data.ts';
import { EngineSection } from './config-engine.ts';
import { EvaluationSection } from './config-evaluation.ts';
import { MonitorSection } from './config-monitor.ts';
import { GateRule, PolicyOptions } from './policy.ts';

const PublishSection = z.strictObject({
  files: z.array(z.string()).min(1).describe('The files of the model.'),
  'public-key': z.string().optional().describe('PEM file that verifies the signature.'),
});

/** `proofmark.yml`: one file, each action reads its own section. */
export const Config = z.strictObject({
  model: z
    .string()
    .regex(/^[A-Za-z0-9]([A-Za-z0-9/_-]*[A-Za-z0-9])?$/, 'expected letters, digits, -, _ and / only')
    .describe('Name of the model; begins the names of its tags and releases.'),
  data: z.array(DataSection).default([]),
  evaluation: EvaluationSection.optional(),
  policy: PolicyOptions.prefault({}),
  gates: z.array(GateRule).default([]),
  publish: PublishSection.optional(),
  monitor: MonitorSection.optional(),
  engine: EngineSection.prefault({}),
});
export type Config = z.infer<typeof Config>;
