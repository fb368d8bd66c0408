// Freight: all of it with where it is and was, one piece of it, and two compared.

import { html, useEffect, useState } from './vendor/preact-htm.js';
import { href, projectPath, segment } from './address.js';
import { get } from './api.js';
import { clear, rename } from './deeds.js';
import { Choice, useFilters } from './filters.js';
import { PromotionTable } from './history.js';
import { useList, useLive } from './live.js';
import { Artifacts, Chip, Loading, Menu, More, Permalink, Title, Trouble } from './parts.js';
import { Table } from './table.js';
import { Ago, Since, When } from './time.js';
import { called, count, originName, who } from './words.js';

export function FreightList({ project, may, ask }) {
  const [filters, set] = useFilters(project, 'freight');
  const [chosen, setChosen] = useState([]);
  const { value: graph } = useLive(projectPath(project, 'graph'), 5000);
  const query = [
    filters.q && `q=${segment(filters.q)}`,
    filters.origin && `origin=${segment(`Warehouse/${filters.origin}`)}`,
    filters.stage && `stage=${segment(filters.stage)}`,
  ].filter(Boolean).join('&');
  const list = useList(projectPath(project, 'freight') + (query ? `?${query}` : ''));
  const warehouses = graph ? graph.warehouses.map((warehouse) => warehouse.name) : [];
  const stages = graph ? graph.stages.filter((stage) => !stage.controlFlow).map((stage) => stage.name) : [];
  const choose = (name) => setChosen(chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen.slice(-1), name]);
  return html`<section class="page wide">
    <header>
      <${Title}>Freight<//>
      <${Permalink} />
      ${may('MANAGE') && warehouses.length
        ? html`<${Menu} wide label="Assemble…" title="Assemble Freight by hand" items=${warehouses.map((name) => ({ label: `from ${name}`, href: href(project, ['assemble', name]) }))} />`
        : null}
    </header>
    <div class="tools">
      <label class="search">Find <input type="search" value=${filters.q || ''} placeholder="Alias, version, commit subject" onInput=${(event) => set('q', event.target.value)} /></label>
      ${warehouses.length > 1 ? html`<${Choice} label="Warehouse" value=${filters.origin} options=${warehouses} onChange=${(value) => set('origin', value)} />` : null}
      <${Choice} label="Has been in" value=${filters.stage} options=${stages} onChange=${(value) => set('stage', value)} />
      ${chosen.length === 2
        ? html`<a class="button primary" href=${href(project, ['compare', ...chosen])}>Compare the two</a>`
        : html`<span class="note">Choose two to compare them.</span>`}
    </div>
    <${Table}
      label="Freight"
      items=${list.items}
      keyOf=${(item) => item.name}
      columns=${[
        { heading: 'Compare', silent: true, look: 'bare', cell: (item) => html`<input type="checkbox" aria-label="Compare ${called(item)}" checked=${chosen.includes(item.name)} onChange=${() => choose(item.name)} />` },
        { heading: 'Freight', look: 'bare', cell: (item) => html`<${Chip} freight=${item} project=${project} />` },
        { heading: 'Content', look: 'bare whole', cell: (item) => html`<${Artifacts} artifacts=${item.artifacts} notes />` },
        { heading: 'Found', look: 'note', cell: (item) => html`<${Ago} time=${item.discoveredAt} />` },
        { heading: 'Where it is and was', look: 'bare', cell: (item) => html`<${Places} project=${project} freight=${item} />` },
        { heading: 'Actions', silent: true, look: 'bare corner', cell: (item) => html`<${FreightMenu} project=${project} freight=${item} stages=${graph ? graph.stages : []} may=${may} ask=${ask} />` },
      ]}
    />
    ${list.loaded && !list.items.length ? html`<p class="empty">${query ? 'Nothing is like that.' : 'There is no Freight yet; Warehouses find it.'}</p>` : null}
    <${More} list=${list} />
  </section>`;
}

/** Where Freight is now, where it was, and for which Stages people cleared it. */
export function Places({ project, freight }) {
  const now = Object.keys(freight.currentlyIn);
  const was = [...new Set([...Object.keys(freight.promotedTo), ...Object.keys(freight.verifiedIn)])].filter((stage) => !now.includes(stage));
  const cleared = Object.keys(freight.approvedFor).filter((stage) => !now.includes(stage) && !was.includes(stage));
  const place = (stage, kind, title) => html`<a key=${stage} class="place ${kind}" title=${title} href=${href(project, ['stages', stage])}><bdi>${stage}</bdi></a> `;
  if (!now.length && !was.length && !cleared.length) {
    return html`<span class="note">nowhere yet</span>`;
  }
  return html`<span class="places">
    ${now.map((stage) => place(stage, `now ${freight.verifiedIn[stage] ? 'verified' : ''}`, freight.verifiedIn[stage] ? 'Runs here, verified' : 'Runs here'))}
    ${was.map((stage) => place(stage, freight.verifiedIn[stage] ? 'verified' : '', freight.verifiedIn[stage] ? 'Was here, verified' : 'Was here'))}
    ${cleared.map((stage) => place(stage, 'cleared', 'Cleared for this Stage by a person'))}
  </span>`;
}

function FreightMenu({ project, freight, stages, may, ask }) {
  const takes = stages.filter((stage) => !stage.controlFlow && stage.requestedFreight.some((request) => request.origin === freight.origin));
  const items = takes.filter((stage) => may('PROMOTE', stage.name)).slice(0, 30).map((stage) => ({
    label: `Promote to ${stage.name}…`,
    act: () => ask({ kind: 'promote', stage: stage.name, freight: freight.name }),
  }));
  return items.length ? html`<${Menu} label="⋯" title="Actions for ${called(freight)}" items=${items} />` : null;
}

export function FreightPage({ project, name, may, ask }) {
  const { value: freight, problem } = useLive(projectPath(project, 'freight', name));
  const { value: graph } = useLive(projectPath(project, 'graph'), 5000);
  if (!freight) {
    return html`<${Loading} problem=${problem} what="the Freight" />`;
  }
  const takes = graph ? graph.stages.filter((stage) => !stage.controlFlow && stage.requestedFreight.some((request) => request.origin === freight.origin)) : [];
  return html`<article class="page">
    <header>
      <${Title}><${Chip} freight=${freight} /><//>
      <${Permalink} />
      ${takes.some((stage) => may('PROMOTE', stage.name))
        ? html`<${Menu} wide label="Promote…" title="Promote to" items=${takes.filter((stage) => may('PROMOTE', stage.name)).map((stage) => ({ label: stage.name, act: () => ask({ kind: 'promote', stage: stage.name, freight: freight.name }) }))} />`
        : null}
    </header>
    <p class="note"><code>${freight.name}</code></p>
    <${Trouble} problem=${problem} />
    <dl>
      <dt>From</dt><dd>${originName(freight.origin)}, <${When} time=${freight.discoveredAt} />${freight.createdBy.startsWith('user:') ? html`, by <bdi>${who(freight.createdBy)}</bdi>` : ''}</dd>
      <dt>Content</dt><dd><${Artifacts} artifacts=${freight.artifacts} notes /></dd>
      ${Object.entries(freight.currentlyIn).map(([stage, time]) => html`<dt>In <bdi>${stage}</bdi></dt><dd>for <${Since} time=${time} /></dd>`)}
      ${Object.entries(freight.verifiedIn).map(([stage, use]) => html`<dt>Verified in <bdi>${stage}</bdi></dt><dd><${When} time=${use.at} /></dd>`)}
      ${Object.entries(freight.approvedFor).map(
        ([stage, approval]) => html`<dt>Cleared for <bdi>${stage}</bdi></dt>
          <dd>by <bdi>${who(approval.actor)}</bdi>, <${When} time=${approval.at} />${approval.comment ? html`: <bdi>${approval.comment}</bdi>` : ''}</dd>`,
      )}
    </dl>
    ${may('MANAGE') ? html`<${Rename} project=${project} freight=${freight} />` : null}
    <${Clearing} project=${project} freight=${freight} stages=${takes.filter((stage) => may('OVERRIDE', stage.name))} />
    <${Neighbours} project=${project} freight=${freight} />
    <h3>Promotions</h3>
    <${PromotionTable} project=${project} query="freight=${segment(freight.name)}" />
  </article>`;
}

function Rename({ project, freight }) {
  const [alias, setAlias] = useState('');
  const submit = (event) => {
    event.preventDefault();
    rename(project, freight, alias).then(() => setAlias(''), () => {});
  };
  return html`<details class="action">
    <summary>Give it another alias</summary>
    <form onSubmit=${submit}>
      <label>Alias <input type="text" required value=${alias} onInput=${(event) => setAlias(event.target.value)} /></label>
      <button type="submit">Rename</button>
    </form>
  </details>`;
}

function Clearing({ project, freight, stages }) {
  const [stage, setStage] = useState('');
  const [comment, setComment] = useState('');
  if (!stages.length) {
    return null;
  }
  const submit = (event) => {
    event.preventDefault();
    clear(project, stage, freight, comment).then(() => setComment(''), () => {});
  };
  return html`<details class="action">
    <summary>Clear it for a Stage, whatever verification and soak time say</summary>
    <form onSubmit=${submit}>
      <label>Stage
        <select required value=${stage} onChange=${(event) => setStage(event.target.value)}>
          <option value="">choose</option>
          ${stages.map((option) => html`<option value=${option.name}>${option.name}</option>`)}
        </select>
      </label>
      <label>Why <input type="text" required value=${comment} onInput=${(event) => setComment(event.target.value)} /></label>
      <button type="submit">Clear</button>
    </form>
    <p class="note">The audit log keeps who did this and why.</p>
  </details>`;
}

/** One click to compare with what came before it, and with what each Stage runs. */
function Neighbours({ project, freight }) {
  const [others, setOthers] = useState([]);
  useEffect(() => {
    get(`${projectPath(project, 'freight')}?limit=100&origin=${segment(freight.origin)}`).then((page) => setOthers(page.items), () => {});
  }, [freight.name]);
  const at = others.findIndex((other) => other.name === freight.name);
  const before = at >= 0 ? others[at + 1] : null;
  const running = others.filter((other) => other.name !== freight.name && Object.keys(other.currentlyIn).length && other !== before).slice(0, 5);
  const choices = [...(before ? [{ other: before, words: 'the one before' }] : []), ...running.map((other) => ({ other, words: `in ${Object.keys(other.currentlyIn).slice(0, 2).join(', ')}` }))];
  return choices.length
    ? html`<p class="line">Compare with ${choices.map(({ other, words }) => html`<a href=${href(project, ['compare', other.name, freight.name])}><${Chip} freight=${other} /></a> <span class="note">${words}</span> `)}</p>`
    : null;
}

export function Compare({ project, from, to }) {
  const [changes, setChanges] = useState(null);
  const [problem, setProblem] = useState(null);
  useEffect(() => {
    setChanges(null);
    setProblem(null);
    get(`${projectPath(project, 'freight', to, 'changes')}?from=${segment(from)}`).then(setChanges, setProblem);
  }, [project, from, to]);
  return html`<article class="page">
    <header>
      <${Title}>${changes ? html`<${Chip} freight=${changes.from} project=${project} /> to <${Chip} freight=${changes.to} project=${project} />` : 'Compare'}<//>
      <a class="button" href=${href(project, ['compare', to, from])}>Other way round</a>
      <${Permalink} />
    </header>
    ${changes ? null : html`<${Loading} problem=${problem} what="what changed" />`}
    ${changes && !changes.items.length ? html`<p class="empty">Both consist of the same artifacts.</p>` : null}
    ${changes ? changes.items.map((item) => html`<${Change} key=${item.kind + item.name} item=${item} />`) : null}
  </article>`;
}

function Change({ item }) {
  return html`<section class="change">
    <h3><span class="kind">${item.kind}</span> ${item.name}</h3>
    <p class="versions">
      <code>${item.from || 'not in it'}</code> <span aria-hidden="true">→</span><span class="hidden">to</span> <code>${item.to || 'not in it'}</code>
      ${item.from === item.to && !item.commits.length ? html` <span class="note">the same</span>` : null}
      ${item.link ? html` <a href=${item.link} rel="noreferrer noopener" target="_blank">Compare at its home</a>` : null}
    </p>
    ${item.backwards ? html`<p class="note">It goes back: these commits are taken away.</p>` : null}
    ${item.note ? html`<p class="note">${item.note}</p>` : null}
    ${item.commits.length
      ? html`<ol class="commits" aria-label="Commits">
          ${item.commits.map((commit) => html`<li key=${commit.id}>
            <code title=${commit.id}>${commit.id.slice(0, 7)}</code> <bdi>${commit.subject}</bdi>
            <span class="note"><bdi>${commit.author}</bdi>, <${Ago} time=${commit.at} /></span>
          </li>`)}
        </ol>
        ${item.more ? html`<p class="note">These are the newest ${count(item.commits.length, 'commit')}; there are more.</p>` : null}`
      : null}
  </section>`;
}
