// The face of the SDK: everything a plugin written in AssemblyScript needs to talk with LifeOS.

export { fail, readText, writeText } from "./host";
export { Json, JsonKind, numeral, parseJson, quoted } from "./json";
