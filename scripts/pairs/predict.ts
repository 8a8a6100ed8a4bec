// What compare.mjs needs of the engine and of the tests' support.

export { openFile } from "#server/node-file";
export { agrees, pairReader, words } from "#test/pair-prediction";
