// Permalinks. What stands behind '#' names project, page, name and filters, so it works wherever a host mounts the board.

import { config } from './config.js';

export const segment = encodeURIComponent;

/** Where a page is; a project that the host fixed, or has a page for, is not repeated. */
export function href(project, parts = [], query = {}) {
  const path = [...(project && project !== config.project && !home(project) ? [project] : []), ...parts].map(segment).join('/');
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const search = pairs.map(([key, value]) => `${segment(key)}=${segment(value)}`).join('&');
  return `${home(project)}#/${path}${search ? `?${search}` : ''}`;
}

/** The page that the host has for a project; empty for this one. */
function home(project) {
  const known = config.projects && config.projects[project];
  return known && known.link ? known.link : '';
}

/** What the address names: the project, the parts behind it, and the filters. */
export function here() {
  const [path, search = ''] = location.hash.replace(/^#\/?/, '').split('?');
  let parts;
  try {
    parts = path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    parts = [];
  }
  const query = Object.fromEntries(new URLSearchParams(search));
  // No project can be called that, as the names of projects begin with a letter or a digit.
  if (parts[0] === '-') {
    return { everywhere: true, project: null, parts: parts.slice(1), query };
  }
  return config.project
    ? { project: config.project, parts, query }
    : { project: parts[0] || null, parts: parts.slice(1), query };
}

export function go(address, replace = false) {
  if (replace) {
    history.replaceState(history.state, '', address);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else if (address.startsWith('#')) {
    location.hash = address;
  } else {
    location.assign(address);
  }
}

export function projectPath(project, ...rest) {
  return ['projects', project, ...rest].map(segment).join('/');
}
