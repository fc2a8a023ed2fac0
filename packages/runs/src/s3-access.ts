import type { S3Access } from '@proofmark/engine';

/**
 * How S3 is reached, from the variables that all tools of AWS read; `aws-actions/configure-aws-credentials` sets them.
 */
export function s3AccessOf(env: Readonly<Record<string, string | undefined>>): S3Access {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = env;
  return {
    region: env.AWS_REGION || env.AWS_DEFAULT_REGION || 'us-east-1',
    endpoint: env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL || undefined,
    ...(id && secret ? { keys: { id, secret, sessionToken: env.AWS_SESSION_TOKEN || undefined } } : {}),
  };
}
