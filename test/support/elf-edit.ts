// Changes to ELF files that tools make and tests need.

/** A copy of an ELF file (of either class and byte order) that says it has no section headers. */
export function dropSectionHeaders(image: Uint8Array): Uint8Array {
  const copy = image.slice();
  const view = new DataView(copy.buffer);
  const wide = copy[4] === 2; // EI_CLASS: ELFCLASS64
  const little = copy[5] === 1; // EI_DATA: ELFDATA2LSB
  if (wide)
    view.setBigUint64(0x28, 0n, little); // e_shoff
  else view.setUint32(0x20, 0, little);
  const counts = wide ? 0x3c : 0x30; // e_shnum, e_shstrndx
  view.setUint16(counts, 0, little);
  view.setUint16(counts + 2, 0, little);
  return copy;
}
