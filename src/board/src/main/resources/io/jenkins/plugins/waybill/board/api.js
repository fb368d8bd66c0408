// Talks to the JSON API. Polling sends the ETag it has, so that an unchanged project costs next to nothing.

import { config } from './config.js';
import { learnClock } from './time.js';

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
  return answer(await fetch(new URL(path, config.base), { cache: 'no-store', headers: { Accept: 'application/json' } }));
}

export async function post(path, body = {}) {
  const response = await send(path, body);
  // A crumb dies with its session; people who left the page open should not have to load it again.
  return answer(response.status === 403 && (await newCrumb()) ? await send(path, body) : response);
}

function send(path, body) {
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json', 'X-Waybill-Request': '1' };
  if (config.crumbHeader) {
    headers[config.crumbHeader] = config.crumb;
  }
  return fetch(new URL(path, config.base), { method: 'POST', headers, body: JSON.stringify(body) });
}

async function newCrumb() {
  if (!config.crumbUrl) {
    return false;
  }
  const response = await fetch(new URL(config.crumbUrl, document.baseURI), { headers: { Accept: 'application/json' } });
  const issued = response.ok ? await response.json() : {};
  const changed = Boolean(issued.crumb) && issued.crumb !== config.crumb;
  if (changed) {
    config.crumbHeader = issued.crumbRequestField;
    config.crumb = issued.crumb;
  }
  return changed;
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
      const response = await fetch(new URL(path, config.base), { cache: 'no-store', headers });
      learnClock(response);
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
