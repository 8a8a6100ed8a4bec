// Build information as the go command prints it.

import type { BuildInfo, Module } from "#shared/model";

/** The lines that go version -m prints. */
export function buildInfoLines(info: BuildInfo): string[] {
  const module = (word: string, { path, version, sum, replace }: Module): string[] => {
    const own = `\t${word}\t${path}\t${version}`;
    return replace ? [own, ...module("=>", replace)] : [`${own}\t${sum}`];
  };
  return [
    `\tpath\t${info.path}`,
    ...(info.main ? module("mod", info.main) : []),
    ...info.deps.flatMap((dep) => module("dep", dep)),
    ...info.settings.map(
      ({ key, value }) => `\tbuild\t${key}=${/[\s"`]/.test(value) ? JSON.stringify(value) : value}`,
    ),
  ];
}
