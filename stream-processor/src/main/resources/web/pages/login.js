/** Log-in by name and password, or by a link that works once. */
import { html, nothing } from 'lit';
import { Part, go } from '../lib/element.js';
import { post } from '../lib/api.js';
import { session } from '../lib/session.js';
import { currentLanguage, failureText, t, toggleLanguage } from '../lib/i18n.js';

class Login extends Part {
  static properties = { failure: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.failure = '';
    this.busy = false;
  }

  connectedCallback() {
    super.connectedCallback();
    if (location.pathname === '/link' && location.hash.length > 1) {
      const token = location.hash.slice(1);
      history.replaceState(null, '', '/link');
      this.#send('/api/login/link', { token });
    }
  }

  async #send(url, body) {
    this.busy = true;
    this.failure = '';
    try {
      const me = await post(url, body);
      if (location.pathname === '/login' || location.pathname === '/link') {
        go('/');
      }
      session.accept(me);
    } catch (error) {
      this.failure = failureText(error);
    }
    this.busy = false;
  }

  #submit(event) {
    event.preventDefault();
    const data = new FormData(event.target);
    this.#send('/api/login', { user: data.get('user'), password: data.get('password') });
  }

  render() {
    return html`<main class="login">
      <form class="card" @submit=${this.#submit}>
        <h1><img src="/web/icon.svg" alt="" width="32" height="32">Linewatch</h1>
        <p class="muted">${t('login.lead')}</p>
        <label>${t('login.user')}<input name="user" autocomplete="username" required maxlength="64" autofocus data-testid="login-user"></label>
        <label>${t('login.password')}<input name="password" type="password" autocomplete="current-password" required maxlength="256" data-testid="login-password"></label>
        ${this.failure ? html`<p class="failure" role="alert" data-testid="login-failure">${this.failure}</p>` : nothing}
        <button class="primary" ?disabled=${this.busy} data-testid="login-submit">${t('login.submit')}</button>
        <button type="button" class="quiet" @click=${toggleLanguage}>${currentLanguage() === 'en' ? '中文' : 'English'}</button>
      </form>
    </main>`;
  }
}

customElements.define('lw-login', Login);
