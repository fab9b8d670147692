/** Who is logged in. */
import { get, useCsrf } from './api.js';

const RANK = { VIEWER: 0, OPERATOR: 1, ENGINEER: 2, ADMIN: 3 };

class Session extends EventTarget {
  me = null;

  async load() {
    try {
      this.accept(await get('/api/me'));
    } catch (error) {
      if (error.status !== 401) {
        throw error;
      }
      this.me = null;
    }
  }

  accept(me) {
    this.me = me;
    useCsrf(me.csrf);
    this.dispatchEvent(new Event('change'));
  }

  leave() {
    this.me = null;
    useCsrf('');
    this.dispatchEvent(new Event('change'));
  }

  may(role) {
    return this.me !== null && RANK[this.me.role] >= RANK[role];
  }
}

export const session = new Session();
