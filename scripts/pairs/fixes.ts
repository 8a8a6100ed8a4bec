// What fixes.mjs needs of the tests' support.

export { pairWorkshop } from "#test/pair-build";
export { fixPair } from "#test/pair-fix";
