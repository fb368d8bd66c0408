// The board. Pages are told by the part of the address behind '#', so it works wherever a host mounts it.

import { html, render, useCallback, useEffect, useMemo, useRef, useState } from './vendor/preact-htm.js';
import { go, here, href, projectPath } from './address.js';
import { get } from './api.js';
import { Audit } from './audit.js';
import { chosen, config, configure, root, titleOf } from './config.js';
import { Assemble } from './assemble.js';
import { Ask } from './dialogs.js';
import { Compare, FreightList, FreightPage } from './freight.js';
import { GatePage } from './gate.js';
import { History } from './history.js';
import { Insight } from './insight.js';
import { Connection, useLive } from './live.js';
import { Manifests } from './manifests.js';
import { Notices } from './notices.js';
import { Overview } from './overview.js';
import { Pipeline } from './pipeline.js';
import { PromotionPage } from './promotion.js';
import { StagePage } from './stage.js';
import { Theme } from './theme.js';
import { Waiting, useWaiting } from './waiting.js';
import { WarehousePage } from './warehouse.js';

function useAddress() {
  const [address, setAddress] = useState(here);
  useEffect(() => {
    const changed = () => setAddress(here());
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return address;
}

function Board() {
  const { value: listed } = useLive('projects?limit=500', 10000);
  const address = useAddress();
  const projects = listed ? listed.items.filter((project) => chosen(project.name)) : null;
  const waiting = address.everywhere || (config.page === 'waiting' && !address.project);
  const home = config.project || (projects && projects.length === 1 && !config.projects ? projects[0].name : null);
  const project = waiting ? null : address.project || home;
  const [page = config.page || 'pipeline', name] = waiting ? ['waiting'] : address.parts;
  useEffect(() => {
    if (config.header) {
      document.title = [name || (page === 'pipeline' ? null : page), project, 'Waybill'].filter(Boolean).join(' · ');
    }
  }, [project, page, name]);
  return html`${config.header || config.tabs
      ? html`<div class="top">
          ${config.header ? html`<a class="brand" href="#/">Waybill</a>` : null}
          ${config.tabs ? html`<${Navigation} project=${project || home} page=${page} projects=${projects || []} />` : null}
          ${config.header ? html`<${Theme} />` : null}
        </div>`
      : null}
    <${Connection} />
    <${config.header ? 'main' : 'div'} class="content">
      ${project
        ? html`<${Project} key=${project} project=${project} page=${page} parts=${address.parts} name=${name} />`
        : page === 'waiting'
          ? html`<${Waiting} />`
          : html`<${Overview} />`}
    <//>
    <${Notices} />`;
}

const TABS = [
  ['pipeline', 'Pipeline'],
  ['freight', 'Freight'],
  ['promotions', 'Promotions'],
  ['insight', 'Insight'],
  ['audit', 'Audit'],
  ['manifests', 'Manifests'],
];
const BELONGS = { stages: 'pipeline', warehouses: 'pipeline', approvals: 'pipeline', compare: 'freight', assemble: 'freight' };

function Navigation({ project, page, projects }) {
  const tabs = useRef(null);
  useEffect(() => {
    const current = tabs.current.querySelector('[aria-current]');
    if (current) {
      tabs.current.scrollLeft += current.getBoundingClientRect().right - tabs.current.getBoundingClientRect().right + current.offsetWidth / 2;
    }
  }, [page, project, projects.length]);
  return html`<nav aria-label="Board" ref=${tabs}>
    ${config.project
      ? null
      : projects.length > 1
        ? html`<select aria-label="Project" value=${project || ''} onChange=${(event) => go(href(event.target.value))}>
            <option value="">All projects</option>
            ${projects.map((other) => html`<option value=${other.name}>${titleOf(other.name)}</option>`)}
          </select>`
        : project
          ? html`<span class="project"><bdi>${project}</bdi></span>`
          : null}
    ${project
      ? TABS.map(([key, label]) => html`<a href=${href(project, key === 'pipeline' ? [] : [key])} aria-current=${(BELONGS[page] || page) === key ? 'page' : null}>${label}</a>`)
      : null}
    <${WaitingTab} current=${page === 'waiting'} />
  </nav>`;
}

/** Says how many answers are missing, so that nobody has to look for them. */
function WaitingTab({ current }) {
  const { value } = useWaiting();
  const number = value ? value.items.length : 0;
  return html`<a href="#/-/waiting" aria-current=${current ? 'page' : null}>Waiting for me${number ? html`<span class="badge">${number}</span>` : null}</a>`;
}

function Project({ project, page, parts, name }) {
  const [access, setAccess] = useState(null);
  const [question, setQuestion] = useState(null);
  useEffect(() => {
    get(projectPath(project, 'access')).then(setAccess, () => setAccess({ project: [], stages: {} }));
  }, [project]);
  const may = useMemo(
    () => (permission, stage) => Boolean(access) && (stage ? access.stages[stage] || access.project : access.project).includes(permission),
    [access],
  );
  const ask = useCallback((asked) => setQuestion(asked), []);
  const common = { project, may, ask };
  return html`${view(page, name, parts, common)}
  ${question ? html`<${Ask} key=${JSON.stringify(question)} project=${project} question=${question} may=${may} onClose=${() => setQuestion(null)} />` : null}`;
}

function view(page, name, parts, common) {
  switch (page) {
    case 'freight':
      return name ? html`<${FreightPage} ...${common} key=${name} name=${name} />` : html`<${FreightList} ...${common} />`;
    case 'compare':
      return html`<${Compare} ...${common} from=${name} to=${parts[2]} />`;
    case 'promotions':
      return name ? html`<${PromotionPage} ...${common} key=${name} name=${name} />` : html`<${History} ...${common} />`;
    case 'stages':
      return html`<${StagePage} ...${common} key=${name} name=${name} />`;
    case 'warehouses':
      return html`<${WarehousePage} ...${common} key=${name} name=${name} />`;
    case 'approvals':
      return html`<${GatePage} ...${common} key=${name} name=${name} />`;
    case 'assemble':
      return html`<${Assemble} ...${common} key=${name} warehouse=${name} />`;
    case 'insight':
      return html`<${Insight} ...${common} />`;
    case 'manifests':
      return html`<${Manifests} ...${common} />`;
    case 'audit':
      return html`<${Audit} ...${common} />`;
    default:
      return html`<${Pipeline} ...${common} />`;
  }
}

await configure();
root.textContent = '';
root.classList.add('waybill');
render(html`<${Board} />`, root);
