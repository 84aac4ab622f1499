// Encodes identities with Vern's default schema, bit for bit as PersonEncoder.cs does: a Bloom filter of keyed BLAKE2b hashes, and keyed block keys.
import { tables } from './text.js';
import { hex, hkdf, HmacKey, utf8 } from './sha256.js';
import { finishKeyed, startKeyed } from './blake2b.js';
import { personFields } from './identity.js';

const mostKept = 65536;
const passes = 10;
const none = '0000000000000000';

// One column: cuts a value into tokens and sets their bits.
class FieldEncoder {
  constructor(feature, key) {
    this.feature = feature;
    this.key = key;
    this.states = [];
    this.kept = new Map();
  }

  insert(value, filter) {
    const tokens = this.tokens(value);
    const share = Math.floor(this.feature.bits / tokens.length), rest = this.feature.bits % tokens.length;
    tokens.forEach((token, i) => this.set(token, share + (i < rest ? 1 : 0), filter));
  }

  tokens(value) {
    const { n, positional } = this.feature;
    if (value.length === 0) return [];
    if (n === 0) return [value];
    const pad = ' '.repeat(n - 1);
    const letters = Array.from(pad + value + pad);
    const tokens = [];
    for (let i = 0; i + n <= letters.length; i++) {
      const token = letters.slice(i, i + n).join('');
      tokens.push(positional ? `${i + 1} ${token}` : token);
    }
    return tokens;
  }

  set(token, count, filter) {
    if (count === 0) return;
    let bits = this.kept.get(token);
    if (!bits || bits.length < count) {
      bits = this.hash(token, count);
      if (this.kept.size < mostKept) this.kept.set(token, bits);
    }
    for (let i = 0; i < count; i++) {
      const bit = bits[i] & (tables.schema.length - 1);
      filter[bit >> 3] |= 0x80 >> (bit & 7);
    }
  }

  // Thirty-two places of sixteen bits from each digest; the digest's number is its salt.
  hash(token, count) {
    const bytes = utf8(token);
    const blocks = Math.ceil(count / 32);
    const places = new Uint16Array(blocks * 32);
    for (let block = 0; block < blocks; block++) {
      this.states[block] ??= startKeyed(this.key, utf8(String(block)));
      const digest = finishKeyed(this.states[block], bytes);
      for (let i = 0; i < 32; i++) places[block * 32 + i] = digest[i * 2] | (digest[i * 2 + 1] << 8);
    }
    return places;
  }

  forget() {
    this.key.fill(0);
    for (const state of this.states) state?.fill(0);
    this.kept.clear();
  }
}

export class PersonEncoder {
  constructor(secret) {
    const bytes = utf8(secret);
    const { features, keySize, info } = tables.schema;
    const stream = hkdf(bytes, features.length * 2 * keySize, utf8(info));
    this.fields = features.map((feature, i) => new FieldEncoder(feature, stream.slice(i * 2 * keySize, (i * 2 + 1) * keySize)));
    this.blockKeys = Array.from({ length: passes }, (_, pass) => new HmacKey(hkdf(bytes, 32, utf8(`vern-person-1 block key ${pass}`))));
    this.orders = new Map();
    this.keyCheck = hex(hkdf(bytes, 4, utf8('vern key check 1')));
    stream.fill(0);
    bytes.fill(0);
  }

  // { clk, blocks }, or null when nothing in the identity can be encoded.
  encode(identity) {
    const fields = personFields(identity);
    if (!fields.canIdentify) return null;
    const clk = new Uint8Array(tables.schema.length / 8);
    fields.columns.forEach((value, i) => this.fields[i].insert(value, clk));
    return { clk, blocks: this.blocksOf(fields) };
  }

  // The keys in memory are overwritten; what the engine copied of them is beyond reach.
  forget() {
    for (const field of this.fields) field.forget();
    for (const key of this.blockKeys) { key.inner.fill(0); key.outer.fill(0); }
    this.orders.clear();
  }

  blocksOf({ duf, nationalNumber, birth, sounds, sex, nationality }) {
    const least = (pass) => this.least(pass, sounds);
    return [
      this.block(0, duf), this.block(1, nationalNumber), this.block(2, birth.year, birth.days), this.block(3, sounds.join(' '), sex),
      this.block(4, least(4), birth.year), this.block(5, least(5), birth.year), this.block(6, least(6), birth.year),
      this.block(7, least(7), birth.days), this.block(8, least(8), nationality, sex), this.block(9, least(9), nationality, sex),
    ];
  }

  block(pass, ...parts) {
    if (parts.some((part) => part.length === 0)) return none;
    const key = this.hash(pass, parts.join('\n'));
    return key === none ? '0000000000000001' : key;
  }

  // Of all sounds in a name the one with the least keyed hash.
  least(pass, sounds) {
    let found = '', least = null;
    for (const sound of sounds) {
      const order = sounds.length > 1 ? this.order(sound)[pass] : none;
      if (least === null || order < least) { found = sound; least = order; }
    }
    return found;
  }

  order(sound) {
    let order = this.orders.get(sound);
    if (!order) {
      order = this.blockKeys.map((_, pass) => this.hash(pass, `least\n${sound}`));
      if (this.orders.size < mostKept) this.orders.set(sound, order);
    }
    return order;
  }

  hash(pass, text) { return hex(this.blockKeys[pass].mac(utf8(text)).subarray(0, 8)); }
}
