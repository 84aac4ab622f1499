// SHA-256 (FIPS 180-4), HMAC (RFC 2104) and HKDF (RFC 5869). WebCrypto has them too, but answers each of a hundred thousand short
// questions by a promise; here they are asked and answered in line.

const rounds = new Uint32Array(64);
const start = new Uint32Array(8);
for (let prime = 2, found = 0; found < 64; prime++) {
  let divides = false;
  for (let by = 2; by * by <= prime && !divides; by++) divides = prime % by === 0;
  if (divides) continue;
  if (found < 8) start[found] = fraction(Math.sqrt(prime));
  rounds[found++] = fraction(Math.cbrt(prime));
}
function fraction(root) { return Math.floor((root - Math.floor(root)) * 4294967296); }

const words = new Uint32Array(64);

function block(state, bytes, at) {
  for (let i = 0; i < 16; i++, at += 4) words[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  for (let i = 16; i < 64; i++) {
    const x = words[i - 15], y = words[i - 2];
    const small = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const large = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[i] = (words[i - 16] + small + words[i - 7] + large) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + rounds[i] + words[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  state[0] += a; state[1] += b; state[2] += c; state[3] += d; state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

// Goes on from a state that has seen `done` bytes, a multiple of 64.
function finish(state, bytes, done) {
  let at = 0;
  for (; at + 64 <= bytes.length; at += 64) block(state, bytes, at);
  const rest = new Uint8Array(bytes.length - at < 56 ? 64 : 128);
  rest.set(bytes.subarray(at));
  rest[bytes.length - at] = 0x80;
  const bits = (done + bytes.length) * 8;
  const view = new DataView(rest.buffer);
  view.setUint32(rest.length - 8, Math.floor(bits / 4294967296));
  view.setUint32(rest.length - 4, bits >>> 0);
  for (let i = 0; i < rest.length; i += 64) block(state, rest, i);
  const digest = new Uint8Array(32);
  const out = new DataView(digest.buffer);
  state.forEach((word, i) => out.setUint32(i * 4, word));
  return digest;
}

export const sha256 = (bytes) => finish(start.slice(), bytes, 0);

// A key of HMAC with its two first blocks hashed beforehand.
export class HmacKey {
  constructor(key) {
    const padded = new Uint8Array(64);
    padded.set(key.length > 64 ? sha256(key) : key);
    this.inner = start.slice();
    this.outer = start.slice();
    block(this.inner, padded.map((byte) => byte ^ 0x36), 0);
    block(this.outer, padded.map((byte) => byte ^ 0x5c), 0);
    padded.fill(0);
  }

  mac(bytes) { return finish(this.outer.slice(), finish(this.inner.slice(), bytes, 64), 64); }
}

// HKDF without a salt.
export function hkdf(secret, length, info) {
  const key = new HmacKey(new HmacKey(new Uint8Array(32)).mac(secret));
  const result = new Uint8Array(length);
  let before = new Uint8Array(0);
  for (let at = 0, counter = 1; at < length; at += 32, counter++) {
    const input = new Uint8Array(before.length + info.length + 1);
    input.set(before);
    input.set(info, before.length);
    input[input.length - 1] = counter;
    before = key.mac(input);
    result.set(before.subarray(0, Math.min(32, length - at)), at);
  }
  return result;
}

const hexDigits = [...'0123456789abcdef'];
export const hex = (bytes) => Array.from(bytes, (byte) => hexDigits[byte >> 4] + hexDigits[byte & 15]).join('');
export const utf8 = (text) => new TextEncoder().encode(text);

export function base64(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return btoa(text);
}
