// BLAKE2b with a 64-byte digest, keyed and salted (RFC 7693; the salt stands in bytes 32 to 47 of the parameter block). A word of 64 bits
// is two of 32, the lower first.

const initial = new Uint32Array([
  0xf3bcc908, 0x6a09e667, 0x84caa73b, 0xbb67ae85, 0xfe94f82b, 0x3c6ef372, 0x5f1d36f1, 0xa54ff53a,
  0xade682d1, 0x510e527f, 0x2b3e6c1f, 0x9b05688c, 0xfb41bd6b, 0x1f83d9ab, 0x137e2179, 0x5be0cd19,
]);

// RFC 7693, section 2.7: a digit for each word of the block; rounds 10 and 11 repeat 0 and 1.
const schedule = [
  '0123456789abcdef', 'ea489fd61c02b753', 'b8c052fdae367194', '7931dcbe265a40f8', '905724afe1bc683d', '2c6a0b834d75fe19',
  'c51fed4a0763928b', 'db7ec13950f4862a', '6fe9b308c2d714a5', 'a2847615fb9e3cd0', '0123456789abcdef', 'ea489fd61c02b753',
].map((row) => Array.from(row, (digit) => parseInt(digit, 16) * 2));

const v = new Uint32Array(32);
const m = new Uint32Array(32);

// v[a] += v[b] (+ the word of the message at x, unless x is negative)
function add(a, b, x) {
  let low = v[a] + v[b], high = v[a + 1] + v[b + 1];
  if (x >= 0) { low += m[x]; high += m[x + 1]; }
  v[a] = low;
  v[a + 1] = high + Math.floor(low / 4294967296);
}

// v[a] = (v[a] xor v[b]) turned right by so many bits
function turn(a, b, bits) {
  const low = v[a] ^ v[b], high = v[a + 1] ^ v[b + 1];
  if (bits === 32) { v[a] = high; v[a + 1] = low; }
  else if (bits === 63) { v[a] = (low << 1) | (high >>> 31); v[a + 1] = (high << 1) | (low >>> 31); }
  else { v[a] = (low >>> bits) | (high << (32 - bits)); v[a + 1] = (high >>> bits) | (low << (32 - bits)); }
}

function mix(a, b, c, d, x, y) {
  add(a, b, x); turn(d, a, 32); add(c, d, -1); turn(b, c, 24);
  add(a, b, y); turn(d, a, 16); add(c, d, -1); turn(b, c, 63);
}

// The state after another block of up to 128 bytes, of which `done` have been seen with it (far below 2 to the 32nd here).
function compress(state, bytes, done, last) {
  const whole = new Uint8Array(128);
  whole.set(bytes);
  for (let i = 0; i < 32; i++) m[i] = whole[i * 4] | (whole[i * 4 + 1] << 8) | (whole[i * 4 + 2] << 16) | (whole[i * 4 + 3] << 24);
  v.set(state);
  v.set(initial, 16);
  v[24] ^= done;
  if (last) { v[28] = ~v[28]; v[29] = ~v[29]; }
  for (const s of schedule) {
    mix(0, 8, 16, 24, s[0], s[1]);
    mix(2, 10, 18, 26, s[2], s[3]);
    mix(4, 12, 20, 28, s[4], s[5]);
    mix(6, 14, 22, 30, s[6], s[7]);
    mix(0, 10, 20, 30, s[8], s[9]);
    mix(2, 12, 22, 24, s[10], s[11]);
    mix(4, 14, 16, 26, s[12], s[13]);
    mix(6, 8, 18, 28, s[14], s[15]);
  }
  for (let i = 0; i < 16; i++) state[i] ^= v[i] ^ v[i + 16];
}

// The state after the key's own block: the same for every message under one key and salt.
export function startKeyed(key, salt) {
  const state = initial.slice();
  state[0] ^= 64 | (key.length << 8) | (1 << 16) | (1 << 24);
  const padded = new Uint8Array(16);
  padded.set(salt);
  for (let i = 0; i < 4; i++) state[8 + i] ^= padded[i * 4] | (padded[i * 4 + 1] << 8) | (padded[i * 4 + 2] << 16) | (padded[i * 4 + 3] << 24);
  compress(state, key, 128, false);
  return state;
}

// The digest of a message that is not empty, from a kept state, which stays as it is.
export function finishKeyed(kept, message) {
  const state = kept.slice();
  let at = 0;
  for (; message.length - at > 128; at += 128) compress(state, message.subarray(at, at + 128), 256 + at, false);
  compress(state, message.subarray(at), 128 + message.length, true);
  const digest = new Uint8Array(64);
  for (let i = 0; i < 64; i++) digest[i] = state[i >> 2] >>> ((i & 3) * 8);
  return digest;
}
