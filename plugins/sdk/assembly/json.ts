// JSON (RFC 8259) for plugins: a value that knows its kind, a parser, and the two texts that need care when writing.
// Whatever is not JSON stops the plugin with a message that names the position.

export enum JsonKind {
  Null,
  Boolean,
  Number,
  Text,
  List,
  Object,
}

// Shared by all numbers and texts, of which there are many and which have none.
const NO_ITEMS: Array<Json> = [];
const NO_NAMES: Array<string> = [];

/** A JSON value. Asking it for something that it is not stops the plugin: the host has checked the input's shape. */
export class Json {
  flag: bool = false;
  number: f64 = 0;
  text: string = "";
  items: Array<Json> = NO_ITEMS;
  names: Array<string> = NO_NAMES;

  constructor(public kind: JsonKind) {
    if (kind >= JsonKind.List) this.items = [];
  }

  /** The value of a field; null when there is none. The last one wins when a name comes twice. */
  find(name: string): Json | null {
    const at = this.names.lastIndexOf(name);
    return at < 0 ? null : this.items[at];
  }

  /** The value of a field that must be there. */
  get(name: string): Json {
    const found = this.find(name);
    if (!found) throw new Error('"' + name + '" is missing');
    return found;
  }

  asNumber(): f64 {
    this.expect(JsonKind.Number);
    return this.number;
  }

  asText(): string {
    this.expect(JsonKind.Text);
    return this.text;
  }

  asFlag(): bool {
    this.expect(JsonKind.Boolean);
    return this.flag;
  }

  asList(): Array<Json> {
    this.expect(JsonKind.List);
    return this.items;
  }

  private expect(kind: JsonKind): void {
    if (this.kind != kind) throw new Error("this JSON value is of another kind");
  }
}

export function parseJson(text: string): Json {
  const parser = new Parser(text);
  const value = parser.value(0);
  parser.end();
  return value;
}

/** A text as JSON, with its quotes. */
export function quoted(text: string): string {
  let out = '"';
  let from = 0; // what needs no escape is copied in one piece
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x20 && code != 0x22 && code != 0x5c) continue;
    out += text.substring(from, i) + "\\u" + code.toString(16).padStart(4, "0");
    from = i + 1;
  }
  return out + text.substring(from) + '"';
}

/** A number as JSON. What is not finite has no JSON, and stops the plugin. */
export function numeral(value: f64): string {
  if (!isFinite(value)) throw new Error("a number that is not finite cannot be written");
  return value.toString();
}

const DEPTH_MAX: i32 = 32;

class Parser {
  private at: i32 = 0;
  // A list of a thousand rows has the same few names a thousand times: rows that agree share one list of names.
  private lastNames: Array<string> = [];

  constructor(private text: string) {}

  value(depth: i32): Json {
    if (depth > DEPTH_MAX) this.refuse();
    this.space();
    const code = this.peek();
    if (code == 0x7b) return this.object(depth);
    if (code == 0x5b) return this.list(depth);
    if (code == 0x22) return this.quotedText();
    if (code == 0x74) return this.word("true", JsonKind.Boolean);
    if (code == 0x66) return this.word("false", JsonKind.Boolean);
    if (code == 0x6e) return this.word("null", JsonKind.Null);
    return this.numeral();
  }

  end(): void {
    this.space();
    if (this.at < this.text.length) this.refuse();
  }

  private object(depth: i32): Json {
    const object = new Json(JsonKind.Object);
    this.at++;
    if (this.took(0x7d)) return object;
    let names = this.lastNames;
    do {
      this.space();
      const count = object.items.length;
      const expected = count < names.length ? this.tookName(names[count]) : false;
      if (!expected) {
        names = names.slice(0, count);
        names.push(this.quotedText().text);
      }
      if (!this.took(0x3a)) this.refuse();
      object.items.push(this.value(depth + 1));
    } while (this.took(0x2c));
    if (!this.took(0x7d)) this.refuse();
    object.names = names.length == object.items.length ? names : names.slice(0, object.items.length);
    this.lastNames = object.names;
    return object;
  }

  /** Whether the text goes on with this very name in quotes; if so, goes past it. */
  private tookName(name: string): bool {
    const end = this.at + name.length + 1;
    if (this.peek() != 0x22 || this.text.substr(end, 1) != '"') return false;
    for (let i = 0; i < name.length; i++) {
      const code = name.charCodeAt(i);
      if (code == 0x22 || code == 0x5c || this.text.charCodeAt(this.at + 1 + i) != code) return false;
    }
    this.at = end + 1;
    return true;
  }

  private list(depth: i32): Json {
    const list = new Json(JsonKind.List);
    this.at++;
    if (this.took(0x5d)) return list;
    do list.items.push(this.value(depth + 1));
    while (this.took(0x2c));
    if (!this.took(0x5d)) this.refuse();
    return list;
  }

  private quotedText(): Json {
    if (this.peek() != 0x22) this.refuse();
    const json = new Json(JsonKind.Text);
    let from = ++this.at; // what has no escape is copied in one piece
    for (;;) {
      const code = this.peek();
      if (code < 0x20) this.refuse(); // a control character, or the end
      if (code == 0x22) break;
      if (code != 0x5c) {
        this.at++;
        continue;
      }
      json.text += this.text.substring(from, this.at) + this.escape();
      from = this.at;
    }
    const rest = this.text.substring(from, this.at++);
    json.text = json.text.length == 0 ? rest : json.text + rest;
    return json;
  }

  private escape(): string {
    const code = this.text.charCodeAt(++this.at);
    this.at++;
    if (code == 0x22 || code == 0x5c || code == 0x2f) return String.fromCharCode(code);
    if (code == 0x62) return "\b";
    if (code == 0x66) return "\f";
    if (code == 0x6e) return "\n";
    if (code == 0x72) return "\r";
    if (code == 0x74) return "\t";
    if (code != 0x75) this.refuse();
    let unit = 0;
    for (let i = 0; i < 4; i++) unit = unit * 16 + this.hexDigit();
    return String.fromCharCode(unit);
  }

  private hexDigit(): i32 {
    const code = this.peek();
    this.at++;
    if (code >= 0x30 && code <= 0x39) return code - 0x30;
    const lower = code | 0x20;
    if (lower < 0x61 || lower > 0x66) this.refuse();
    return lower - 0x57;
  }

  private numeral(): Json {
    const from = this.at;
    if (this.peek() == 0x2d) this.at++;
    if (this.peek() == 0x30) this.at++;
    else this.digits();
    if (this.peek() == 0x2e) {
      this.at++;
      this.digits();
    }
    if ((this.peek() | 0x20) == 0x65) {
      this.at++;
      if (this.peek() == 0x2b || this.peek() == 0x2d) this.at++;
      this.digits();
    }
    const json = new Json(JsonKind.Number);
    json.number = F64.parseFloat(this.text.substring(from, this.at));
    return json;
  }

  private digits(): void {
    const from = this.at;
    while (this.peek() >= 0x30 && this.peek() <= 0x39) this.at++;
    if (this.at == from) this.refuse();
  }

  private word(word: string, kind: JsonKind): Json {
    if (this.text.substr(this.at, word.length) != word) this.refuse();
    this.at += word.length;
    const json = new Json(kind);
    json.flag = word == "true";
    return json;
  }

  private took(code: i32): bool {
    this.space();
    if (this.peek() != code) return false;
    this.at++;
    return true;
  }

  private space(): void {
    for (;;) {
      const code = this.peek();
      if (code != 0x20 && code != 0x0a && code != 0x0d && code != 0x09) return;
      this.at++;
    }
  }

  /** The code unit ahead; -1 at the end. */
  private peek(): i32 {
    return this.at < this.text.length ? this.text.charCodeAt(this.at) : -1;
  }

  private refuse(): void {
    throw new Error("no JSON at character " + this.at.toString());
  }
}
