/** Saves files through the browser's download. The addresses are freed once the downloads have begun. */
export function downloadFiles(files: readonly { readonly name: string; readonly content: Blob }[]): void {
  for (const { name, content } of files) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(content);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
}
