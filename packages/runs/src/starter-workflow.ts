// Written by scripts/gen-embedded.ts from workflows-examples/pull-request.yml. Do not edit.
/** The pull-request loop, for `proofmark init`. */
export const starterWorkflow = `# The whole pull-request loop in one job, for repositories whose pull requests come from branches of their own.
# A pull request from a fork gets the check through the job itself; its comment needs the pair
# pull-request-fork-safe.yml and pull-request-comment.yml instead.
name: model

on:
  pull_request:
  merge_group: # without it a merge queue waits for the required check for ever

permissions: {}

concurrency:
  group: \${{ github.workflow }}-\${{ github.ref }}
  cancel-in-progress: true

jobs:
  gate:
    runs-on: ubuntu-latest
    permissions:
      contents: read # check out the repository
      checks: write # report the verdict as the check run "proofmark"
      pull-requests: write # write the comment
    steps:
      - uses: actions/checkout@1af3b93b6815bc44a9784bd300feb67ff0d1eeb3 # v6.0.0
        with:
          persist-credentials: false
      - uses: OWNER/proofmark/actions/validate-data@v1
      - uses: OWNER/proofmark/actions/evaluate-model@v1
      - uses: OWNER/proofmark/actions/gate-model@v1
      - uses: OWNER/proofmark/actions/comment-metrics@v1
        if: \${{ !cancelled() && github.event_name == 'pull_request' }}
`;
