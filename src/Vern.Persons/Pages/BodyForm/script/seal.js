// Seals to the public key that stands in the page's tables: HPKE (RFC 9180) in mode base with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and
// AES-256-GCM, in the envelope of docs/method-sealing.md. Curve and cipher are the browser's own.
import { FileProblem, tables } from './text.js';
import { HmacKey, base64, hex, utf8 } from './sha256.js';

const suite = 'HPKE-base P-256 HKDF-SHA256 AES-256-GCM';
const nobody = '0'.repeat(32);
const kem = [0x4b, 0x45, 0x4d, 0x00, 0x10]; // "KEM", 0x0010
const hpke = [0x48, 0x50, 0x4b, 0x45, 0x00, 0x10, 0x00, 0x01, 0x00, 0x02]; // "HPKE", 0x0010, 0x0001, 0x0002

export const sealing = () => tables.unit !== null;

const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => Array.from(typeof part === 'string' ? utf8(part) : part)));
const extract = (id, salt, label, secret) => new HmacKey(salt.length > 0 ? salt : new Uint8Array(32)).mac(joined('HPKE-v1', id, label, secret));

function expand(id, key, label, info, length) {
  const labelled = joined([length >> 8, length & 255], 'HPKE-v1', id, label, info);
  return new HmacKey(key).mac(joined(labelled, [1])).slice(0, length); // never longer than one block
}

// The keys of a message: { key, nonce }.
export function schedule(shared, info) {
  const context = joined([0], extract(hpke, [], 'psk_id_hash', []), extract(hpke, [], 'info_hash', info));
  const secret = extract(hpke, shared, 'secret', []);
  return { key: expand(hpke, secret, 'key', context, 32), nonce: expand(hpke, secret, 'base_nonce', context, 12) };
}

// What both derive from a Diffie-Hellman result.
export const sharedOf = (result, enc, recipient) => expand(kem, extract(kem, [], 'eae_prk', result), 'shared_secret', joined(enc, recipient), 32);

// The envelope's bytes.
export async function seal(bytes, purpose, id = hex(crypto.getRandomValues(new Uint8Array(16)))) {
  if (!globalThis.crypto?.subtle) throw new FileProblem('key.insecure');
  const recipient = Uint8Array.from(atob(tables.unit.key), (letter) => letter.charCodeAt(0));
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const pair = await crypto.subtle.generateKey(curve, false, ['deriveBits']);
  const enc = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const result = await crypto.subtle.deriveBits({ name: 'ECDH', public: await crypto.subtle.importKey('raw', recipient, curve, false, []) }, pair.privateKey, 256);
  const { key, nonce } = schedule(sharedOf(new Uint8Array(result), enc, recipient), utf8('vern envelope v1'));
  const head = {
    vern: 'envelope', v: 1, suite, purpose, id,
    madeAt: new Date().toISOString().replace(/\.\d+Z$/, 'Z'), from: nobody, to: tables.unit.fingerprint,
  };
  const cipher = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
  key.fill(0);
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: utf8(Object.values(head).join('\n')), tagLength: 128 }, cipher, bytes));
  return utf8(JSON.stringify({ ...head, enc: base64(enc), ciphertext: base64(ciphertext) }));
}
