// Keeps what a page shows up to date by asking again with the ETag it has.

import { html, useEffect, useState } from './vendor/preact-htm.js';
import { get, poll } from './api.js';
import { segment } from './address.js';
import { Since } from './time.js';

/** The newer value, with every part that is as it was being the very same object, so that cards can tell. */
export function keep(before, after) {
  if (before === after || typeof before !== 'object' || typeof after !== 'object' || !before || !after) {
    return after;
  }
  if (Array.isArray(before) !== Array.isArray(after)) {
    return after;
  }
  if (Array.isArray(after)) {
    const byName = new Map(before.map((item, index) => [(item && item.name) || index, item]));
    const kept = after.map((item, index) => keep(byName.get((item && item.name) || index), item));
    return kept.length === before.length && kept.every((item, index) => item === before[index]) ? before : kept;
  }
  const names = Object.keys(after);
  const kept = {};
  let same = names.length === Object.keys(before).length;
  for (const name of names) {
    kept[name] = keep(before[name], after[name]);
    same = same && kept[name] === before[name];
  }
  return same ? before : kept;
}

let lostSince = null;
const watchers = new Set();

function noticeConnection(problem) {
  const lost = problem instanceof TypeError;
  if (lost !== (lostSince !== null)) {
    lostSince = lost ? new Date().toISOString() : null;
    watchers.forEach((watcher) => watcher(lostSince));
  }
}

/** What is at a path; `problem` is what the server last said against it. */
export function useLive(path, every = 2000) {
  const [state, setState] = useState({ path: null, value: null, problem: null });
  useEffect(() => {
    if (!path) {
      return undefined;
    }
    return poll(
      path,
      every,
      (value) => setState((before) => ({ path, value: before.path === path ? keep(before.value, value) : value, problem: null })),
      (problem) => {
        noticeConnection(problem);
        if (!(problem instanceof TypeError)) {
          setState((before) => (before.path === path && before.problem === problem ? before : { ...before, path, problem, value: before.path === path ? before.value : null }));
        }
      },
    );
  }, [path, every]);
  return state.path === path ? state : { path, value: null, problem: null };
}

/** A list: its first part up to date, further parts when asked for. */
export function useList(path, limit = 50) {
  const address = path ? `${path}${path.includes('?') ? '&' : '?'}limit=${limit}` : null;
  const { value, problem } = useLive(address);
  const [rest, setRest] = useState({ address: null, items: [], next: null, problem: null });
  const mine = rest.address === address ? rest : { address, items: [], next: null, problem: null };
  const next = rest.address === address ? rest.next : value && value.nextCursor;
  async function more() {
    try {
      const page = await get(`${address}&cursor=${segment(next)}`);
      setRest({ address, items: [...mine.items, ...page.items], next: page.nextCursor || null, problem: null });
    } catch (failure) {
      setRest({ ...mine, next, problem: failure });
    }
  }
  const known = new Set();
  const items = [...(value ? value.items : []), ...mine.items].filter((item) => {
    const key = item.name || item.sequence;
    return known.has(key) ? false : known.add(key);
  });
  return { items, loaded: Boolean(value), more: next ? more : null, problem: mine.problem || problem };
}

/** Says that the server is away, since when, and that what is shown is old. */
export function Connection() {
  const [since, setSince] = useState(lostSince);
  useEffect(() => {
    watchers.add(setSince);
    return () => watchers.delete(setSince);
  }, []);
  return since
    ? html`<p class="offline" role="status">
        The server has not answered for <${Since} time=${since} />. What you see is from before; it is asked again all the time.
        ${navigator.onLine ? '' : ' This device is offline.'}
      </p>`
    : null;
}
