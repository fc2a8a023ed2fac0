export { type DownloadOptions, downloadFile } from './download.ts';
export { objectUrl } from './s3.ts';
