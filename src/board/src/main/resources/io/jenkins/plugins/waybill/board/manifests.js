// The definition as it was read, with what lint says at its lines.

import { html, useEffect, useRef } from './vendor/preact-htm.js';
import { go, here, href, projectPath } from './address.js';
import { useLive } from './live.js';
import { Loading, Permalink, Title, Trouble } from './parts.js';
import { count } from './words.js';

export function Manifests({ project }) {
  const { value, problem } = useLive(projectPath(project, 'manifests'), 10000);
  const { query } = here();
  if (!value) {
    return html`<${Loading} problem=${problem} what="the manifests" />`;
  }
  if (!value.items.length) {
    return html`<section class="page"><header><${Title}>Manifests<//></header><p class="empty">This server does not say what it read the project from.</p></section>`;
  }
  const file = value.items.find((item) => item.path === query.file) || value.items[0];
  const findings = value.items.flatMap((item) => item.findings.map((finding) => ({ ...finding, path: item.path })));
  return html`<section class="page wide">
    <header>
      <${Title}>Manifests<//>
      <label>File${' '}
        <select value=${file.path} onChange=${(event) => go(href(project, ['manifests'], { file: event.target.value }), true)}>
          ${value.items.map((item) => html`<option value=${item.path}>${shortName(item.path, value.items)}${item.findings.length ? ` (${item.findings.length})` : ''}</option>`)}
        </select>
      </label>
      <${Permalink} />
    </header>
    <${Trouble} problem=${problem} />
    ${findings.length
      ? html`<ul class="findings" aria-label="Findings">
          ${findings.map(
            (finding) => html`<li class=${finding.severity.toLowerCase()}>
              <a href=${href(project, ['manifests'], { file: finding.path, line: finding.line })}>${shortName(finding.path, value.items)}:${finding.line}</a>
              <${Severity} value=${finding.severity} /> ${finding.message} <code class="note">${finding.rule}</code>
            </li>`,
          )}
        </ul>`
      : html`<p class="fine">${count(value.items.length, 'file')}, and lint has nothing to say.</p>`}
    <${Source} key=${file.path} file=${file} line=${Number(query.line) || 0} project=${project} />
  </section>`;
}

/** The part of a path that tells the files apart. */
function shortName(path, items) {
  const common = items.reduce((prefix, item) => {
    let length = 0;
    while (length < prefix.length && prefix[length] === item.path[length]) {
      length++;
    }
    return prefix.slice(0, length);
  }, items[0].path);
  const from = items.length === 1 ? path.lastIndexOf('/') + 1 : common.lastIndexOf('/') + 1;
  return path.slice(from);
}

function Severity({ value }) {
  return html`<span class="state ${{ Error: 'bad', Warning: 'busy' }[value] || 'quiet'}">${value.toLowerCase()}</span>`;
}

function Source({ file, line, project }) {
  const marked = useRef(null);
  useEffect(() => {
    if (marked.current) {
      marked.current.scrollIntoView({ block: 'center' });
    }
  }, [line]);
  const byLine = new Map();
  file.findings.forEach((finding) => byLine.set(finding.line, [...(byLine.get(finding.line) || []), finding]));
  const lines = file.text.replace(/\n$/, '').split('\n');
  return html`<div class="source" role="region" aria-label=${file.path} tabindex="0">
    <ol>
      ${lines.map((text, index) => {
        const number = index + 1;
        const found = byLine.get(number) || [];
        return html`<li key=${number} ref=${number === line ? marked : null} class=${[number === line ? 'marked' : '', found.length ? found[0].severity.toLowerCase() : ''].join(' ')}>
          <a class="line-number" href=${href(project, ['manifests'], { file: file.path, line: number })} aria-label="Line ${number}">${number}</a><code><${Yaml} text=${text} /></code>
          ${found.map((finding) => html`<p class="finding ${finding.severity.toLowerCase()}"><${Severity} value=${finding.severity} /> ${finding.message}</p>`)}
        </li>`;
      })}
    </ol>
  </div>`;
}

/** Keys, comments and the rest: enough to read by. */
function Yaml({ text }) {
  const [, indent, key, rest] = /^(\s*(?:- )*)([\w./-]+:)?(.*)$/.exec(text) || ['', '', '', text];
  const comment = /(^|\s)#.*$/.exec(rest);
  const value = comment ? rest.slice(0, comment.index) : rest;
  return html`${indent}${key ? html`<span class="key">${key}</span>` : null}${value}${comment ? html`<span class="note">${rest.slice(comment.index)}</span>` : null}${text ? '' : ' '}`;
}
