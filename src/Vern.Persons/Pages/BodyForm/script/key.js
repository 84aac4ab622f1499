// The linkage key: as plain text, as `vern submit --key-file` takes it, or as a key file under a passphrase (docs/method-sealing.md, "The key file").
import { FileProblem, tables } from './text.js';
import { utf8 } from './sha256.js';

const limits = tables.keyFile;

export const isKeyFile = (text) => text.trimStart().startsWith('{') && text.includes('"linkage-key"');

// The key in a text of either kind. The passphrase is asked for only when the text is a key file.
export async function readKey(bytes, passphrase) {
  if (bytes.length > 65536) throw new FileProblem('key.large');
  const text = decode(bytes);
  return isKeyFile(text) ? openKeyFile(text, bytes.length, passphrase) : plainKey(text);
}

export function plainKey(text) {
  const key = text.endsWith('\r\n') ? text.slice(0, -2) : text.endsWith('\n') ? text.slice(0, -1) : text;
  if (key.length < 16) throw new FileProblem('key.short', key.length);
  return key;
}

function decode(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FileProblem('key.text');
  }
}

async function openKeyFile(text, length, passphrase) {
  const file = parse(text, length);
  if (!passphrase || passphrase.trim() === '') throw new FileProblem('key.passphrase');
  if (!globalThis.crypto?.subtle) throw new FileProblem('key.insecure');
  const typed = utf8(passphrase.trim().normalize('NFC'));
  const base = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  typed.fill(0);
  const derived = await crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt: file.salt, iterations: file.iterations }, base, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
  let plain;
  try {
    plain = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: file.nonce, additionalData: utf8('vern linkage-key v1'), tagLength: 128 }, derived, file.ciphertext));
  } catch {
    throw new FileProblem('key.wrong');
  }
  const secret = decode(plain);
  plain.fill(0);
  if (secret.length < 16) throw new FileProblem('key.short', secret.length);
  return secret;
}

function parse(text, length) {
  const damaged = () => new FileProblem('key.damaged');
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw damaged();
  }
  const members = ['ciphertext', 'iterations', 'kdf', 'nonce', 'salt', 'v', 'vern'];
  if (length > limits.largest || Object.keys(file).sort().join() !== members.join() || file.vern !== 'linkage-key') throw damaged();
  if (file.v !== 1 || file.kdf !== 'PBKDF2-HMAC-SHA256') throw new FileProblem('key.version');
  if (!Number.isInteger(file.iterations) || file.iterations < limits.iterations || file.iterations > limits.mostIterations) throw damaged();
  try {
    const bytes = (member) => Uint8Array.from(atob(file[member]), (letter) => letter.charCodeAt(0));
    const opened = { iterations: file.iterations, salt: bytes('salt'), nonce: bytes('nonce'), ciphertext: bytes('ciphertext') };
    if (opened.salt.length === 16 && opened.nonce.length === 12 && opened.ciphertext.length > 16) return opened;
  } catch { /* no base 64 */ }
  throw damaged();
}
