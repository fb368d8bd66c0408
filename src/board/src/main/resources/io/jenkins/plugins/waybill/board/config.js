// What the host says about itself; README.md of this module is the contract.

const element = document.getElementById('waybill-board');

const DEFAULTS = {
  api: 'api/v1/',
  crumbHeader: '',
  crumb: '',
  crumbUrl: '',
  project: '',
  projects: null,
  header: true,
  tabs: true,
  page: '',
};

function fromAttributes() {
  const given = {};
  for (const key of Object.keys(DEFAULTS)) {
    const value = element.dataset[key];
    if (value !== undefined) {
      given[key] = key === 'projects' ? JSON.parse(value) : typeof DEFAULTS[key] === 'boolean' ? value !== 'false' : value;
    }
  }
  return given;
}

async function fromAddress() {
  const address = element.dataset.config;
  if (!address) {
    return {};
  }
  const response = await fetch(new URL(address, document.baseURI), { headers: { Accept: 'application/json' } });
  return response.ok ? response.json() : {};
}

export const root = element;

/** Complete once {@link configure} is through. */
export const config = { ...DEFAULTS, base: null };

export async function configure() {
  Object.assign(config, await fromAddress().catch(() => ({})), fromAttributes());
  const api = config.api.endsWith('/') ? config.api : `${config.api}/`;
  config.base = new URL(api, document.baseURI);
}

/** Whether a project belongs on this page. */
export function chosen(project) {
  return !config.projects || Boolean(config.projects[project]);
}

/** What the host calls a project. */
export function titleOf(project) {
  return (config.projects && config.projects[project] && config.projects[project].title) || project;
}
