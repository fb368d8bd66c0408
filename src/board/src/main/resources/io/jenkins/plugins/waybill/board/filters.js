// What the pages with lists share: filters in the address, and exports of exactly what is filtered.

import { html } from './vendor/preact-htm.js';
import { go, here, href } from './address.js';
import { config } from './config.js';

/** Filters live in the address, so that a filtered list can be sent to somebody. */
export function useFilters(project, page) {
  const { query } = here();
  const set = (name, value) => go(href(project, [page], { ...here().query, [name]: value }), true);
  return [query, set];
}

export function Choice({ label, value, options, onChange }) {
  return html`<label>${label}${' '}
    <select value=${value || ''} onChange=${(event) => onChange(event.target.value)}>
      <option value="">any</option>
      ${options.map((option) => html`<option value=${option}>${option}</option>`)}
    </select>
  </label>`;
}

function exportAddress(path, format) {
  return new URL(`${path}${path.includes('?') ? '&' : '?'}format=${format}`, config.base).href;
}

export function Exports({ path, name }) {
  return html`<span class="exports">
    <a class="button" href=${exportAddress(path, 'csv')} download="${name}.csv">CSV</a>
    <a class="button" href=${exportAddress(path, 'json')} download="${name}.json">JSON</a>
  </span>`;
}

/** A day as the date field gives it, as the moment when it begins here. */
export function beginning(day) {
  return day ? new Date(`${day}T00:00:00`).toISOString() : '';
}

export function end(day) {
  return day ? new Date(new Date(`${day}T00:00:00`).getTime() + 86400000).toISOString() : '';
}
