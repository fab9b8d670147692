/** The shell: who is logged in, which page, the state of the connection. */
import { html, nothing } from 'lit';
import { Part, go } from './lib/element.js';
import { session } from './lib/session.js';
import { feed, needsPerson, isSetAside } from './lib/feed-store.js';
import { plant } from './lib/plant.js';
import { currentLanguage, loadLanguage, t, toggleLanguage } from './lib/i18n.js';
import { post } from './lib/api.js';
import './pages/login.js';
import './pages/feed.js';
import './pages/history.js';
import './pages/assets.js';
import './pages/asset.js';
import './pages/gateways.js';
import './pages/recordings.js';
import './pages/rejects.js';
import './pages/audit.js';

const NAVIGATION = [
  ['/', 'nav.feed'],
  ['/assets', 'nav.assets'],
  ['/alerts', 'nav.history'],
  ['/gateways', 'nav.gateways'],
  ['/recordings', 'nav.recordings'],
  ['/rejects', 'nav.rejects'],
];

class App extends Part {
  static properties = { ready: { state: true } };

  constructor() {
    super();
    this.ready = false;
    this.follow(feed, session);
  }

  async connectedCallback() {
    super.connectedCallback();
    addEventListener('popstate', () => this.requestUpdate());
    addEventListener('lw-login-needed', () => session.leave());
    this.addEventListener('click', (event) => this.#navigate(event));
    session.addEventListener('change', () => this.#begin());
    await loadLanguage();
    if (location.pathname !== '/link') {
      await session.load().catch(() => {});
    }
    this.ready = true;
  }

  async #begin() {
    if (session.me) {
      await plant.load().catch(() => {});
      await feed.start();
    } else {
      feed.stop();
    }
  }

  #navigate(event) {
    const link = event.target.closest?.('a[href^="/"]');
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      go(link.getAttribute('href'));
      scrollTo(0, 0);
    }
  }

  #page() {
    switch (location.pathname) {
      case '/assets':
        return html`<lw-assets></lw-assets>`;
      case '/asset':
        return html`<lw-asset .path=${new URLSearchParams(location.search).get('path')}></lw-asset>`;
      case '/alerts':
        return html`<lw-history></lw-history>`;
      case '/gateways':
        return html`<lw-gateways></lw-gateways>`;
      case '/recordings':
        return html`<lw-recordings></lw-recordings>`;
      case '/rejects':
        return html`<lw-rejects></lw-rejects>`;
      case '/audit':
        return html`<lw-audit></lw-audit>`;
      default:
        return html`<lw-feed></lw-feed>`;
    }
  }

  #banner() {
    return feed.connection === 'lost'
      ? html`<div class="banner" role="alert" data-testid="connection-lost">
          <strong>${t('connection.lost')}</strong> ${t('connection.lost.more')}</div>`
      : nothing;
  }

  #waiting() {
    return [...feed.alerts.values()].filter(
      (alert) => needsPerson(alert) && !isSetAside(alert) && alert.alarmClass === 'ALARM',
    ).length;
  }

  #count() {
    const waiting = this.#waiting();
    return waiting ? html`<span class="count" title=${t('nav.waiting')}>${waiting}</span>` : nothing;
  }

  render() {
    if (!this.ready) {
      return nothing;
    }
    const waiting = session.me ? this.#waiting() : 0;
    document.title = `${waiting ? `(${waiting}) ` : ''}Linewatch${session.me ? ` · ${session.me.site}` : ''}`;
    if (!session.me) {
      return html`<lw-login></lw-login>${this.#footer()}`;
    }
    const here = location.pathname;
    const pages = session.may('ADMIN') ? [...NAVIGATION, ['/audit', 'nav.audit']] : NAVIGATION;
    return html`
      <a class="skip" href="#main" @click=${(event) => { event.preventDefault(); this.querySelector('main').focus(); }}>${t('nav.skip')}</a>
      <header class="top">
        <a class="brand" href="/"><img src="/web/icon.svg" alt="" width="24" height="24">Linewatch<span class="site">${session.me.site}</span></a>
        <nav aria-label=${t('nav.label')}>
          ${pages.map(
            ([path, key]) => html`<a href=${path} aria-current=${here === path || (path === '/assets' && here === '/asset') ? 'page' : nothing}>${t(key)}${path === '/' ? this.#count() : nothing}</a>`,
          )}
        </nav>
        <div class="top-right">
          <span class="link-state ${feed.connection}" data-testid="connection" data-state=${feed.connection}>${t(`connection.${feed.connection}`)}</span>
          <button class="quiet" @click=${toggleLanguage} data-testid="language" lang=${currentLanguage() === 'en' ? 'zh-CN' : 'en'}>${currentLanguage() === 'en' ? '中文' : 'English'}</button>
          <span class="who" title=${t(`role.${session.me.role}`)}>${session.me.name}</span>
          <button class="quiet" @click=${() => this.#logout()}>${t('login.out')}</button>
        </div>
      </header>
      ${this.#banner()}
      <main id="main" tabindex="-1">${this.#page()}</main>
      ${this.#footer()}`;
  }

  #footer() {
    return html`<footer class="bottom">${t('footer.safety')}</footer>`;
  }

  async #logout() {
    await post('/api/logout').catch(() => {});
    session.leave();
    go('/login');
  }
}

customElements.define('lw-app', App);
