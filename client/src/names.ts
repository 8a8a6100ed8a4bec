// Names that the manifest gives, and that of the configuration file.

/** As shared/src/config/shape.ts has it. */
export const configName = "bind-plugin.json";

/** The language of the symbol view. */
export const symbolLanguage = "bind-plugin-symbols";

/** The custom editor that .so files are opened with. */
export const symbolViewType = "bindPlugin.symbols";
