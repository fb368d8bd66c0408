// Talks to the JSON API. Polling sends the ETag it has, so that an unchanged project costs next to nothing.

const meta = document.querySelector('meta[name="waybill-api"]');
const base = new URL(meta ? meta.content : 'api/v1/', document.baseURI);

export const segment = encodeURIComponent;

export function projectPath(project, ...rest) {
  return ['projects', project, ...rest].map(segment).join('/');
}

/** An answer that is not the one asked for, in the words of the server. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || `The server answered with status ${status}.`);
    this.status = status;
    this.code = body.code || 'failed';
    this.obstacles = body.obstacles || [];
  }
}

async function answer(response) {
  const type = response.headers.get('Content-Type') || '';
  const body = type.includes('json') ? await response.json() : {};
  if (!response.ok) {
    throw new Problem(response.status, body);
  }
  return body;
}

export async function get(path) {
  return answer(await fetch(new URL(path, base), { cache: 'no-store', headers: { Accept: 'application/json' } }));
}

export async function post(path, body = {}) {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json', 'X-Waybill-Request': '1' };
  // Jenkins' crumb, where Jenkins is the host.
  const crumb = document.querySelector('meta[name="waybill-crumb"]');
  if (crumb) {
    headers[crumb.dataset.field] = crumb.content;
  }
  return answer(await fetch(new URL(path, base), { method: 'POST', headers, body: JSON.stringify(body) }));
}

const PATIENT = 5000;

/**
 * Calls back with what is at a path, again whenever it changes, and with a problem while it cannot be had.
 * Returns a function that ends it.
 */
export function poll(path, every, onValue, onProblem) {
  let tag = null;
  let ended = false;
  let timer = 0;

  async function look() {
    let wait = every;
    try {
      const headers = { Accept: 'application/json' };
      if (tag) {
        headers['If-None-Match'] = tag;
      }
      const response = await fetch(new URL(path, base), { cache: 'no-store', headers });
      if (response.status !== 304) {
        const value = await answer(response);
        tag = response.headers.get('ETag');
        if (!ended) {
          onValue(value);
        }
      }
      if (!ended) {
        onProblem(null);
      }
    } catch (problem) {
      wait = PATIENT;
      if (!ended) {
        onProblem(problem);
      }
    }
    if (!ended) {
      timer = setTimeout(look, document.hidden ? Math.max(wait, PATIENT) : wait);
    }
  }

  function soon() {
    if (!document.hidden && !ended) {
      clearTimeout(timer);
      look();
    }
  }

  document.addEventListener('visibilitychange', soon);
  look();
  return () => {
    ended = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', soon);
  };
}
