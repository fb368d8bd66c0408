// Who promoted what when, with which answers and results.

import { html } from './vendor/preact-htm.js';
import { href, projectPath, segment } from './address.js';
import { Choice, Exports, beginning, end, useFilters } from './filters.js';
import { useList, useLive } from './live.js';
import { Chip, More, Permalink, State, Title } from './parts.js';
import { Table } from './table.js';
import { Ago, When } from './time.js';
import { took, who } from './words.js';

const PHASES = ['Pending', 'Running', 'Succeeded', 'Failed', 'Errored', 'Aborted'];

function stageOf(project, item) {
  return html`<a href=${href(project, ['promotions', item.name])}><bdi>${item.stage}</bdi></a>${item.rollback ? html` <span class="label">rollback</span>` : ''}`;
}

/** A short table for the pages of Stages and Freight. */
export function PromotionTable({ project, query }) {
  const path = projectPath(project, 'promotions');
  const list = useList(query ? `${path}?${query}` : path, 20);
  return html`<${Table}
      label="Promotions"
      items=${list.items}
      keyOf=${(item) => item.name}
      columns=${[
        { heading: 'Stage', look: 'lead', cell: (item) => stageOf(project, item) },
        { heading: 'Freight', look: 'bare', cell: (item) => html`<${Chip} freight=${item} project=${project} />` },
        { heading: 'Result', look: 'bare', cell: (item) => html`<${State} value=${item.phase} />` },
        { heading: 'By', cell: (item) => html`<bdi>${who(item.actor)}</bdi>` },
        { heading: 'When', look: 'note bare', cell: (item) => html`<${Ago} time=${item.createdAt} />` },
        { heading: 'Took', look: 'note length', cell: (item) => took(item.startedAt, item.finishedAt) },
      ]}
    />
    ${list.loaded && !list.items.length ? html`<p class="empty">None yet.</p>` : null}
    <${More} list=${list} />`;
}

export function History({ project }) {
  const [filters, set] = useFilters(project, 'promotions');
  const { value: graph } = useLive(projectPath(project, 'graph'), 5000);
  const query = Object.entries({
    stage: filters.stage,
    freight: filters.freight,
    actor: filters.actor,
    phase: filters.phase,
    since: beginning(filters.since),
    until: end(filters.until),
  }).filter(([, value]) => value).map(([key, value]) => `${key}=${segment(value)}`).join('&');
  const path = projectPath(project, 'history') + (query ? `?${query}` : '');
  const list = useList(path);
  const stages = graph ? graph.stages.filter((stage) => !stage.controlFlow).map((stage) => stage.name) : [];
  return html`<section class="page wide">
    <header>
      <${Title}>Promotions<//>
      <${Permalink} />
      <${Exports} path=${path} name="${project}-promotions" />
    </header>
    <div class="tools">
      <${Choice} label="Stage" value=${filters.stage} options=${stages} onChange=${(value) => set('stage', value)} />
      <${Choice} label="Result" value=${filters.phase} options=${PHASES} onChange=${(value) => set('phase', value)} />
      <label>Freight <input type="search" size="12" value=${filters.freight || ''} placeholder="alias" onChange=${(event) => set('freight', event.target.value)} /></label>
      <label>By <input type="search" size="10" value=${filters.actor || ''} placeholder="user" onChange=${(event) => set('actor', event.target.value)} /></label>
      <label>From <input type="date" value=${filters.since || ''} onChange=${(event) => set('since', event.target.value)} /></label>
      <label>To <input type="date" value=${filters.until || ''} onChange=${(event) => set('until', event.target.value)} /></label>
    </div>
    <${Table}
      label="Promotions"
      items=${list.items}
      keyOf=${(item) => item.name}
      columns=${[
        { heading: 'Stage', look: 'lead', cell: (item) => stageOf(project, item) },
        { heading: 'Freight', look: 'bare', cell: (item) => html`<${Chip} freight=${item} project=${project} />` },
        { heading: 'Result', look: 'bare', cell: (item) => html`<${State} value=${item.phase} />${item.message ? html`<p class="note clamp" title=${item.message}>${item.message}</p>` : null}` },
        { heading: 'By', cell: (item) => html`<bdi>${who(item.actor)}</bdi>` },
        { heading: 'When', look: 'bare', cell: (item) => html`<${When} time=${item.createdAt} />` },
        { heading: 'Took', look: 'note length', cell: (item) => took(item.startedAt, item.finishedAt) },
        { heading: 'Answers', look: 'whole', cell: (item) => item.answers.map((answer) => html`<p><${State} value=${answer.approved ? 'Approved' : 'Rejected'} label=${who(answer.actor)} />${answer.comment ? html` <span class="note"><bdi>${answer.comment}</bdi></span>` : null}</p>`) },
        { heading: 'Verification', look: 'whole', cell: (item) => item.verifications.map((verification) => html`<p title=${verification.message}><${State} value=${verification.phase} /></p>`) },
      ]}
    />
    ${list.loaded && !list.items.length ? html`<p class="empty">${query ? 'No promotion is like that.' : 'Nothing has been promoted yet.'}</p>` : null}
    <${More} list=${list} />
  </section>`;
}
