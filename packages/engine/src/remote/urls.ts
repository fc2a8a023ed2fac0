export function isRemote(file: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(file);
}

export function isS3(file: string): boolean {
  return /^s3:\/\//i.test(file);
}

/** A URL without its query, which may hold a signature. */
export function showUrl(file: string): string {
  return file.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//');
}
