// Tables. Where there is no room, each row is a card: cells flow, each behind its heading. No table has to be moved sideways.

import { html } from './vendor/preact-htm.js';

/**
 * `columns` have a `heading`, a `cell` that makes content of an item, and `look`, which says in classes how cells look: `lead` begins
 * a card, `whole` has a line of a card to itself, `bare` goes without its heading there, `corner` stays at its edge; others are
 * theirs in the table too. `keyOf` names an item.
 *
 * The roles are what the elements have by themselves; some browsers forget them when cells are laid out in another way.
 */
export function Table({ label, columns, items, keyOf }) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${label}>
    <table role="table" aria-label=${label}>
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map(({ heading, look = '', silent }) => html`<th role="columnheader" scope="col" class=${look}>${silent ? html`<span class="hidden">${heading}</span>` : heading}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${items.map(
          (item) => html`<tr role="row" key=${keyOf(item)}>
            ${columns.map(({ heading, cell, look = '' }) => html`<td role="cell" class=${look} data-heading=${heading}>${cell(item)}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
