import { parseJson, quoted, readText, writeText } from "../../sdk/assembly";

/** { name } → { greeting }. Copy this folder, rename it, and change manifest.json and this function together. */
export function greet(): i32 {
  const name = parseJson(readText()).get("name").asText();
  return writeText('{"greeting":' + quoted("Hello, " + name + "!") + "}");
}
