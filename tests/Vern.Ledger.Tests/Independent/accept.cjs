// Gives receipts of a Vern log to sigstore's verifier: node accept.cjs RECEIPTS.json; NODE_PATH names the folder of @sigstore/verify.
// Each is to be accepted as it is, and rejected with one bit of the proof, of the entry, of the root or of the signature changed.
const fs = require('node:fs');
const crypto = require('node:crypto');
const { verifyTLogInclusion } = require('@sigstore/verify/dist/tlog');

const vectors = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const authority = {
  logID: Buffer.from(vectors.keyId, 'hex'),
  baseURL: vectors.name,
  publicKey: crypto.createPublicKey(vectors.publicKeyPem),
  validFor: { start: new Date(0), end: new Date(8.64e15) },
};
const entry = (r, change) => {
  const bytes = { body: Buffer.from(r.entry, 'base64'), hashes: r.path.map((h) => Buffer.from(h, 'base64')), note: r.checkpoint };
  change(bytes);
  return {
    logIndex: String(r.index),
    canonicalizedBody: bytes.body,
    inclusionProof: { logIndex: String(r.index), treeSize: String(r.size), rootHash: Buffer.alloc(0), hashes: bytes.hashes, checkpoint: { envelope: bytes.note } },
  };
};
const accepts = (r, change) => {
  try {
    verifyTLogInclusion(entry(r, change), [authority]);
    return true;
  } catch {
    return false;
  }
};
const flip = (bytes) => { bytes[bytes.length >> 1] ^= 4; };
const changes = [
  (b) => flip(b.body),
  (b) => (b.hashes.length ? flip(b.hashes[b.hashes.length >> 1]) : flip(b.body)),
  (b) => { const line = b.note.split('\n')[2]; b.note = b.note.replace(line, line.startsWith('A') ? 'B' + line.slice(1) : 'A' + line.slice(1)); },
  (b) => { const at = b.note.length - 30; b.note = b.note.slice(0, at) + (b.note[at] === 'A' ? 'B' : 'A') + b.note.slice(at + 1); },
];
let accepted = 0, rejected = 0;
for (const receipt of vectors.receipts) {
  if (accepts(receipt, () => {})) accepted++;
  rejected += changes.filter((change) => !accepts(receipt, change)).length;
}
console.log(`${accepted} of ${vectors.receipts.length} accepted, ${rejected} of ${vectors.receipts.length * changes.length} altered ones rejected`);
