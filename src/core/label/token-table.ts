import { comparisonKey } from "./comparison-key.ts";

/** What stands for a varying word in a template. */
export const WILDCARD = "<*>";

const PLACEHOLDER = /<[a-z]+(?:-[a-z]+)*>/g;

/**
 * Numbers the words of masked texts. Two words of one *key* are equal to the miner: they differ in case or in the kinds
 * of their placeholders at most ("id=<num>", "ID=<hex>").
 */
export class TokenTable {
  /** Per word: number of its key. */
  readonly keyOf: number[] = [];
  private readonly words: string[] = [];
  private readonly numberOfWord = new Map<string, number>();
  private readonly keys: string[] = [];
  private readonly numberOfKey = new Map<string, number>();
  private readonly maskedKeys = new Set<number>();

  /** @param maskNames names of the placeholders in use, of users' masks too */
  constructor(private readonly maskNames: ReadonlySet<string>) {}

  /** Numbers of the words of a text. */
  tokensOf(text: string): number[] {
    return text.split(" ").map((word) => this.numberOf(word));
  }

  get keyCount(): number {
    return this.keys.length;
  }

  word(token: number): string {
    return this.words[token];
  }

  keyText(key: number): string {
    return this.keys[key];
  }

  /** Whether words of this key hold a placeholder or a digit: they do not tell statements apart. */
  isMasked(key: number): boolean {
    return this.maskedKeys.has(key);
  }

  /** The words a key stands for, with whatever was masked in them as a wildcard. */
  generic(token: number): string {
    return this.words[token].replace(PLACEHOLDER, (placeholder) =>
      this.maskNames.has(placeholder.slice(1, -1)) ? WILDCARD : placeholder,
    );
  }

  private numberOf(word: string): number {
    const known = this.numberOfWord.get(word);
    if (known !== undefined) return known;
    const token = this.words.push(word) - 1;
    this.numberOfWord.set(word, token);
    const text = comparisonKey(this.generic(token));
    let key = this.numberOfKey.get(text);
    if (key === undefined) {
      key = this.keys.push(text) - 1;
      this.numberOfKey.set(text, key);
      if (text.includes(WILDCARD) || /\d/.test(text)) this.maskedKeys.add(key);
    }
    this.keyOf.push(key);
    return token;
  }
}
