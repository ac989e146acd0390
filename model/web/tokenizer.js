/** Text to token ids and back, as model/tokenizer.py does it: a token per character, bytes for every other one. */

export const END_OF_TEXT = 0;
export const SCENE_BREAK = 1;
export const SUMMARY = 2;
const FIRST_BYTE = 3;
export const FIRST_CHARACTER = FIRST_BYTE + 256;
const CONTROL = ["<|end_of_text|>", "<|scene_break|>", "<|summary|>"];

export class Tokenizer {
  /** @param characters string; each of its characters is a token, in this order */
  constructor(characters) {
    this.characters = [...characters];
    this.size = FIRST_CHARACTER + this.characters.length;
    this.idOf = new Map(this.characters.map((character, place) => [character, FIRST_CHARACTER + place]));
    const bytes = new TextEncoder();
    this.pieces = [
      ...CONTROL.map((text) => bytes.encode(text)),
      ...Array.from({ length: 256 }, (_, value) => Uint8Array.of(value)),
      ...this.characters.map((character) => bytes.encode(character)),
    ];
  }

  /** Ids of plain text; never a control token, whatever the text says. */
  encode(text) {
    const ids = [];
    const bytes = new TextEncoder();
    for (const character of text) {
      const id = this.idOf.get(character);
      if (id !== undefined) ids.push(id);
      else for (const byte of bytes.encode(character)) ids.push(FIRST_BYTE + byte);
    }
    return ids;
  }

  /** The text of ids; bytes that are not UTF-8 become U+FFFD. */
  decode(ids) {
    if (ids.length === 1 && ids[0] >= FIRST_CHARACTER) return this.characters[ids[0] - FIRST_CHARACTER];
    const pieces = Array.from(ids, (id) => this.pieces[id]);
    const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let end = 0;
    for (const piece of pieces) {
      all.set(piece, end);
      end += piece.length;
    }
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(all);
  }
}
