// A form from a JSON schema, for steps that ask people for values. The server checks what is sent; the browser helps before.

import { html, useState } from './vendor/preact-htm.js';

/** What a form begins with: the schema's defaults. */
export function beginning(schema) {
  const values = {};
  for (const [name, property] of Object.entries(schema.properties || {})) {
    const type = typeOf(property);
    if (property.default !== undefined) {
      values[name] = property.default;
    } else if (property.const !== undefined) {
      values[name] = property.const;
    } else if (type === 'boolean') {
      values[name] = false;
    } else if (type === 'object' && property.properties) {
      const inside = beginning(property);
      if (Object.keys(inside).length || (schema.required || []).includes(name)) {
        values[name] = inside;
      }
    }
  }
  return values;
}

/** Schemas may allow several types; people fill in the first that is something. */
function typeOf(property) {
  return Array.isArray(property.type) ? property.type.find((type) => type !== 'null') : property.type;
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
    ${Object.entries(schema.properties || {}).map(([name, property]) => html`<${Labelled}
      key=${name}
      name=${property.title || name}
      property=${property}
      value=${values[name]}
      required=${required.has(name)}
      onChange=${(value) => set(name, value)}
    />`)}
  </div>`;
}

function Labelled({ name, property, value, required, onChange }) {
  const heading = html`<bdi>${name}</bdi>${required || typeOf(property) === 'boolean' ? '' : html` <span class="note">(optional)</span>`}`;
  const description = property.description ? html`<span class="note about"><bdi>${property.description}</bdi></span>` : null;
  const type = typeOf(property);
  if (type === 'object' && property.properties) {
    return html`<fieldset><legend>${heading}</legend>${description}<${Form} schema=${property} values=${value || {}} onChange=${onChange} /></fieldset>`;
  }
  if (type === 'array' && property.items && property.items.enum) {
    return html`<fieldset><legend>${heading}</legend>${description}<${Several} options=${property.items.enum} value=${value || []} onChange=${onChange} /></fieldset>`;
  }
  return html`<label class=${type === 'boolean' ? 'check' : ''}>
    <span>${heading}</span>
    <${Field} property=${property} type=${type} value=${value} required=${required} onChange=${onChange} />
    ${description}
  </label>`;
}

function Several({ options, value, onChange }) {
  const toggle = (option, on) => onChange(options.filter((other) => (other === option ? on : value.includes(other))));
  return options.map((option) => html`<label class="check" key=${String(option)}>
    <span>${String(option)}</span>
    <input type="checkbox" checked=${value.includes(option)} onChange=${(event) => toggle(option, event.target.checked)} />
  </label>`);
}

const KINDS = { date: 'date', email: 'email', uri: 'url', time: 'time' };
const LONG = 200;

function Field({ property, type, value, required, onChange }) {
  if (property.enum) {
    return html`<select required=${required} value=${value === undefined ? '' : String(property.enum.indexOf(value))} onChange=${(event) => onChange(event.target.value === '' ? undefined : property.enum[Number(event.target.value)])}>
      <option value="">choose</option>
      ${property.enum.map((option, index) => html`<option value=${String(index)}>${String(option)}</option>`)}
    </select>`;
  }
  switch (type) {
    case 'boolean':
      return html`<input type="checkbox" checked=${Boolean(value)} onChange=${(event) => onChange(event.target.checked)} />`;
    case 'integer':
    case 'number':
      return html`<input
        type="number"
        required=${required}
        step=${property.multipleOf || (type === 'integer' ? 1 : 'any')}
        min=${property.minimum}
        max=${property.maximum}
        value=${value === undefined ? '' : value}
        onInput=${(event) => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
      />`;
    case 'string':
      return html`<${Text} property=${property} value=${value} required=${required} onChange=${onChange} />`;
    case 'array':
      return typeOf(property.items || {}) === 'string'
        ? html`<${Lines} value=${value} required=${required} onChange=${onChange} />`
        : html`<${Raw} value=${value} required=${required} onChange=${onChange} />`;
    default:
      return html`<${Raw} value=${value} required=${required} onChange=${onChange} />`;
  }
}

function Text({ property, value, required, onChange }) {
  const changed = (event) => {
    const text = event.target.value;
    event.target.setCustomValidity(fits(property.pattern, text) ? '' : `It must match ${property.pattern}`);
    onChange(text);
  };
  const common = { required, minlength: property.minLength, maxlength: property.maxLength, value: value === undefined ? '' : value, onInput: changed };
  return property.maxLength > LONG || property.format === 'textarea'
    ? html`<textarea rows="4" ...${common}></textarea>`
    : html`<input type=${KINDS[property.format] || 'text'} ...${common} />`;
}

/** The server's patterns are nearly the browser's; what this one cannot read, the server judges alone. */
function fits(pattern, text) {
  if (!pattern || !text) {
    return true;
  }
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return true;
  }
}

function Lines({ value, required, onChange }) {
  const changed = (event) => {
    const lines = event.target.value.split('\n').map((line) => line.trim()).filter(Boolean);
    onChange(lines.length ? lines : undefined);
  };
  return html`<textarea rows="3" placeholder="one on each line" required=${required} onInput=${changed}>${(value || []).join('\n')}</textarea>`;
}

/** What no field of a form is made for is written as JSON. */
function Raw({ value, required, onChange }) {
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value, null, 2));
  const changed = (event) => {
    setText(event.target.value);
    try {
      onChange(event.target.value.trim() ? JSON.parse(event.target.value) : undefined);
      event.target.setCustomValidity('');
    } catch {
      event.target.setCustomValidity('It must be JSON, such as {"name": "value"} or ["one", "two"].');
    }
  };
  return html`<textarea rows="4" class="code" placeholder="JSON" required=${required} value=${text} onInput=${changed}></textarea>`;
}
