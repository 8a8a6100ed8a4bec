// The project's own TypeScript files as modules: what each imports, as the compiler reads it.

import { join, relative, sep } from "node:path";
import { Project, type SourceFile } from "ts-morph";

const root = join(import.meta.dirname, "../..");
const areas = ["shared", "server", "client"].map(
  (area) => `${root.split(sep).join("/")}/${area}/src/**/*.ts`,
);

const project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true });
project.addSourceFilesAtPaths(areas);
const files = new Map(project.getSourceFiles().map((file) => [fromRoot(file.getFilePath()), file]));

/** The files below a folder, such as `shared/src`, as paths from the project's root with forward slashes, sorted. */
export function sourcesBelow(folder: string): readonly string[] {
  return [...files.keys()].filter((path) => path.startsWith(`${folder}/`)).sort();
}

/**
 * What a file imports, statically, dynamically or for types alone: a path from the root (`shared/src/model.ts`), or a package's name. Throws for
 * a file that `sourcesBelow` doesn't list.
 */
export function importsOf(file: string): readonly string[] {
  return source(file)
    .getImportStringLiterals()
    .map((literal) => targetOf(file, literal.getLiteralValue()));
}

/** Of those, what is loaded together with the file: neither dynamic nor for types alone. */
export function loadedWith(file: string): readonly string[] {
  return [...source(file).getImportDeclarations(), ...source(file).getExportDeclarations()]
    .filter((declaration) => !declaration.isTypeOnly())
    .map((declaration) => declaration.getModuleSpecifierValue())
    .filter((specifier) => specifier !== undefined)
    .map((specifier) => targetOf(file, specifier));
}

function source(file: string): SourceFile {
  const found = files.get(file);
  if (!found) throw new Error(`${file} is no source of the project`);
  return found;
}

function targetOf(file: string, specifier: string): string {
  const [, area, rest] = /^#(shared|server)\/(.*)$/.exec(specifier) ?? [];
  if (area) return `${area}/src/${rest}.ts`;
  return specifier.startsWith(".") ? join(file, "..", specifier).split(sep).join("/") : specifier;
}

function fromRoot(path: string): string {
  return relative(root, path).split(sep).join("/");
}
