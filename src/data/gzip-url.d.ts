/** Address of a gzipped copy of a file, made at build time (vite.config.ts). */
declare module "*?gzip-url" {
  const url: string;
  export default url;
}
