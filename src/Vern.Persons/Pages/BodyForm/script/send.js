// The unit's interface (CollectionApi.cs), reached only from the address that the page came from.
import { FileProblem, tables } from './text.js';
import { seal, sealing } from './seal.js';

// Opened from a server, not from a disk.
export const online = () => location.protocol === 'https:' || location.protocol === 'http:';

async function ask(method, token, body) {
  let answer;
  try {
    answer = await fetch(`/api/rounds/${tables.year}/submissions${method === 'GET' ? `/${encodeURIComponent(body)}` : ''}`, {
      method, headers: { Authorization: `Bearer ${token}`, ...(method === 'POST' ? { 'Content-Type': sealing() ? 'application/vnd.vern.envelope+json' : 'application/json' } : {}) },
      body: method === 'POST' ? body : undefined, cache: 'no-store', credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer',
    });
  } catch {
    throw new FileProblem('send.unreachable');
  }
  if (answer.ok) return answer.json();
  if (answer.status === 401) throw new FileProblem('send.token');
  if (answer.status === 404) throw new FileProblem('send.other-body');
  const detail = await answer.json().then((problem) => problem.detail, () => null);
  throw new FileProblem('send.refused', detail ?? String(answer.status));
}

// What leaves: the package, sealed to the unit where the page knows its key.
export const leaving = async (bytes, sender) => (sealing() ? seal(bytes, `submission/${tables.year}/${sender}`) : bytes);

// The receipt of what was taken in.
export const send = async (bytes, sender, token) => ask('POST', token, await leaving(bytes, sender));

// The body's versions, latest first, and the rows of the latest as they stand at the unit.
export const earlier = (body, token) => ask('GET', token, body);
