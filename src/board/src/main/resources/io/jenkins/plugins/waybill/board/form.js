// A form from a JSON schema, for steps that ask people for values.

import { html } from './vendor/preact-htm.js';

/** What a form begins with: the schema's defaults. */
export function beginning(schema) {
  const values = {};
  for (const [name, property] of Object.entries(schema.properties || {})) {
    if (property.default !== undefined) {
      values[name] = property.default;
    } else if (property.type === 'boolean') {
      values[name] = false;
    }
  }
  return values;
}

export function Form({ schema, values, onChange }) {
  const required = new Set(schema.required || []);
  const set = (name, value) => {
    const next = { ...values };
    if (value === '' || value === undefined) {
      delete next[name];
    } else {
      next[name] = value;
    }
    onChange(next);
  };
  return html`<div class="form">
    ${Object.entries(schema.properties || {}).map(
      ([name, property]) => html`<label key=${name} class=${property.type === 'boolean' ? 'check' : ''}>
        <span>${property.title || name}${required.has(name) ? '' : html` <span class="note">(optional)</span>`}</span>
        <${Field} property=${property} value=${values[name]} required=${required.has(name)} onChange=${(value) => set(name, value)} />
        ${property.description ? html`<span class="note">${property.description}</span>` : null}
      </label>`,
    )}
  </div>`;
}

function Field({ property, value, required, onChange }) {
  if (property.enum) {
    return html`<select required=${required} value=${value === undefined ? '' : String(property.enum.indexOf(value))} onChange=${(event) => onChange(event.target.value === '' ? undefined : property.enum[Number(event.target.value)])}>
      <option value="">choose</option>
      ${property.enum.map((option, index) => html`<option value=${String(index)}>${String(option)}</option>`)}
    </select>`;
  }
  switch (property.type) {
    case 'boolean':
      return html`<input type="checkbox" checked=${Boolean(value)} onChange=${(event) => onChange(event.target.checked)} />`;
    case 'integer':
    case 'number':
      return html`<input
        type="number"
        required=${required}
        step=${property.type === 'integer' ? 1 : 'any'}
        min=${property.minimum}
        max=${property.maximum}
        value=${value === undefined ? '' : value}
        onInput=${(event) => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
      />`;
    default:
      return html`<input
        type="text"
        required=${required}
        minlength=${property.minLength}
        maxlength=${property.maxLength}
        value=${value === undefined ? '' : value}
        onInput=${(event) => onChange(event.target.value)}
      />`;
  }
}
