import { UserError } from '@proofmark/documents';
import {
  type AssignResult,
  assignStage,
  explaining,
  type ReleasesPort,
  rollBackStage,
  type TagsPort,
  versionTagName,
} from '@proofmark/github';

export type PromoteOptions = { model: string; stage: string; reason: string } & (
  | { rollback: false; version: string }
  | { rollback: true }
);

/**
 * Puts a released version into a stage, or the version before the present one back. Only what is published can be
 * promoted: a tag alone proves nothing.
 * @throws UserError `input-invalid` for an unreleased version or an empty history
 */
export async function promoteModel(
  options: PromoteOptions,
  ports: { releases: ReleasesPort; tags: TagsPort },
): Promise<AssignResult> {
  const { model, stage, reason } = options;
  if (options.rollback) return rollBackStage(ports.tags, { model, stage, reason });
  const tag = versionTagName(model, options.version);
  const find = () => ports.releases.findByTag(tag);
  if (!(await explaining(`find the release ${tag}`, 'contents: write', find))) {
    throw new UserError(
      'input-invalid',
      `${tag} is not published: expected a version that publish-model has released`,
    );
  }
  return assignStage(ports.tags, { model, stage, version: options.version, reason });
}
