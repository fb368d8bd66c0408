// What Argo CD says about the applications of a Stage.

import { html } from './vendor/preact-htm.js';
import { projectPath } from './address.js';
import { useLive } from './live.js';
import { State } from './parts.js';
import { Ago } from './time.js';
import { count, who } from './words.js';

const POLL = 5000;

/** Nothing where the Stage's steps name no application. */
export function Applications({ project, stage }) {
  const { value } = useLive(projectPath(project, 'stages', stage, 'applications'), POLL);
  if (!value || !value.items.length) {
    return null;
  }
  return html`<h3>Argo CD</h3>
    <ul class="applications">
      ${value.items.map((application) => html`<${Application} key=${`${application.namespace}/${application.name}`} application=${application} />`)}
    </ul>`;
}

function Application({ application }) {
  const { operation, resources } = application;
  return html`<li>
    <p class="line">
      ${application.link && /^https?:/.test(application.link)
        ? html`<a href=${application.link} rel="noreferrer noopener" target="_blank">${application.name}</a>`
        : html`<strong>${application.name}</strong>`}
      <span class="note">${application.namespace}</span>
      ${application.sync ? html`<${State} value=${application.sync} />` : null}
      ${application.health ? html`<${State} value=${application.health} />` : null}
      ${application.revisions.map((revision) => html`<code title=${revision}>${revision.slice(0, 12)}</code>`)}
      ${application.comparedAt ? html`<span class="note">compared <${Ago} time=${application.comparedAt} /></span>` : null}
    </p>
    ${application.problem ? html`<p class="message">${application.problem}</p>` : null}
    ${application.healthMessage ? html`<p class="message">${application.healthMessage}</p>` : null}
    ${application.conditions.map((condition) => html`<p class="message">${condition.type}: ${condition.message}</p>`)}
    ${operation
      ? html`<p class="note">Last sync: <${State} value=${operation.phase} />${operation.startedBy ? html` by <bdi>${who(operation.startedBy)}</bdi>` : ''}${operation.finishedAt ? html`, <${Ago} time=${operation.finishedAt} />` : ''}${operation.message ? `: ${operation.message}` : ''}</p>`
      : null}
    ${resources
      ? html`<p class="line"><span class="note">${count(resources.total, 'resource')}</span>
          ${Object.entries(resources.health).map(([health, number]) => html`<${State} value=${health} label=${`${number} ${health}`} />`)}</p>`
      : null}
    ${resources && resources.notHealthy.length
      ? html`<details open>
          <summary>Not well</summary>
          <ul>${resources.notHealthy.map((resource) => html`<li class="line"><code>${resource.kind}/${resource.name}</code> <${State} value=${resource.health} /> <span>${resource.message}</span></li>`)}</ul>
        </details>`
      : null}
    ${application.events.length
      ? html`<details><summary>${count(application.events.length, 'event')}</summary>
          <ul>${application.events.map((event) => html`<li>${event.at ? html`<span class="note"><${Ago} time=${event.at} /></span> ` : null}${[event.reason, event.message].filter(Boolean).join(': ')}</li>`)}</ul></details>`
      : null}
  </li>`;
}
