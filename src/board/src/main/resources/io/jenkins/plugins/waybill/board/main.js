// The board. Pages are told by the part of the address behind '#', so it works wherever a host mounts it.

import { html, render, useEffect, useMemo, useState } from './vendor/preact-htm.js';
import { go, here, href, projectPath } from './address.js';
import { get, poll } from './api.js';
import { config, configure, root } from './config.js';
import { Ask } from './dialogs.js';
import { Audit, FreightList, FreightPage, History, StagePage } from './lists.js';
import { Trouble } from './parts.js';
import { Pipeline } from './pipeline.js';
import { PromotionPage } from './promotion.js';

const POLL_GRAPH = 1000;
const TICK = 5000;

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
  const [projects, setProjects] = useState(null);
  const [problem, setProblem] = useState(null);
  const { project: wanted, parts } = useAddress();
  const [page = config.page, name] = parts;
  const [, tick] = useState(0);
  // Nothing may change for hours, but "5 s ago" does not stay true.
  useEffect(() => {
    const timer = setInterval(() => tick(Date.now()), TICK);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => poll('projects?limit=500', 10000, (found) => setProjects(found.items), setProblem), []);
  const project = wanted || (projects && projects.length === 1 ? projects[0].name : null);
  useEffect(() => {
    document.title = [name || page, project, 'Waybill'].filter(Boolean).join(' · ');
  }, [project, page, name]);
  return html`${config.header || (config.tabs && project)
      ? html`<div class="top">
          ${config.header ? html`<a class="brand" href="#/">Waybill</a>` : null}
          ${config.tabs && project ? html`<${Navigation} project=${project} page=${page} projects=${projects || []} />` : null}
        </div>`
      : null}
    <${config.header ? 'main' : 'div'} class="content">
      ${problem ? html`<${Lost} problem=${problem} />` : null}
      ${project
        ? html`<${Project} key=${project} project=${project} page=${page} name=${name} />`
        : html`<${Projects} projects=${projects} />`}
    <//>`;
}

function Lost({ problem }) {
  const lost = problem instanceof TypeError;
  return html`<div class="trouble" role="alert">
    <p>${lost ? 'The server does not answer; trying again.' : problem.message}</p>
  </div>`;
}

function Navigation({ project, page, projects }) {
  const pages = [
    [[], 'Pipeline', !page || page === 'stages'],
    [['freight'], 'Freight', page === 'freight'],
    [['promotions'], 'Promotions', page === 'promotions'],
    [['audit'], 'Audit', page === 'audit'],
  ];
  return html`<nav aria-label="Project">
    ${projects.length > 1 && !config.project
      ? html`<select aria-label="Project" value=${project} onChange=${(event) => go(href(event.target.value))}>
          ${projects.map((other) => html`<option value=${other.name}>${other.name}</option>`)}
        </select>`
      : html`<span class="project">${project}</span>`}
    ${pages.map(([path, label, current]) => html`<a href=${href(project, path)} aria-current=${current ? 'page' : null}>${label}</a>`)}
  </nav>`;
}

function Projects({ projects }) {
  if (!projects) {
    return html`<p class="empty">Loading…</p>`;
  }
  if (!projects.length) {
    return html`<p class="empty">There is no project that you may see.</p>`;
  }
  return html`<section class="page">
    <header><h2>Projects</h2></header>
    <ul class="projects">
      ${projects.map(
        (project) => html`<li key=${project.name}>
          <a href=${href(project.name)}>${project.name}</a>
          <span class="note">${project.stages} Stages, ${project.freight} Freight${project.running ? `, ${project.running} running` : ''}${project.unhealthy ? `, ${project.unhealthy} unhealthy` : ''}</span>
        </li>`,
      )}
    </ul>
  </section>`;
}

function Project({ project, page, name }) {
  const [access, setAccess] = useState(null);
  const [question, ask] = useState(null);
  useEffect(() => {
    get(projectPath(project, 'access')).then(setAccess, () => setAccess({ project: [], stages: {} }));
  }, [project]);
  const may = useMemo(
    () => (permission, stage) =>
      Boolean(access) && (stage ? access.stages[stage] || access.project : access.project).includes(permission),
    [access],
  );
  const common = { project, may, ask };
  return html`${view(page, name, common)}
  ${question ? html`<${Ask} project=${project} question=${question} onClose=${() => ask(null)} />` : null}`;
}

function view(page, name, common) {
  const { project } = common;
  switch (page) {
    case 'freight':
      return name ? html`<${FreightPage} project=${project} name=${name} />` : html`<${FreightList} project=${project} />`;
    case 'promotions':
      return name ? html`<${PromotionPage} ...${common} name=${name} />` : html`<${History} project=${project} />`;
    case 'stages':
      return html`<${StagePage} ...${common} name=${name} />`;
    case 'audit':
      return html`<${Audit} project=${project} />`;
    default:
      return html`<${Graph} ...${common} />`;
  }
}

function Graph({ project, may, ask }) {
  const [graph, setGraph] = useState(null);
  const [problem, setProblem] = useState(null);
  useEffect(() => poll(projectPath(project, 'graph'), POLL_GRAPH, setGraph, setProblem), [project]);
  return html`${problem && !(problem instanceof TypeError) ? html`<${Trouble} problem=${problem} />` : null}
  ${problem instanceof TypeError ? html`<${Lost} problem=${problem} />` : null}
  ${graph ? html`<${Pipeline} graph=${graph} may=${may} ask=${ask} />` : null}`;
}

await configure();
root.textContent = '';
root.classList.add('waybill');
render(html`<${Board} />`, root);
