// The version of this build, which the bundler takes from package.json.

declare const BIND_PLUGIN_VERSION: string | undefined;

export const version = typeof BIND_PLUGIN_VERSION === "string" ? BIND_PLUGIN_VERSION : "0.0.0-unbundled";
